import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { useFieldErrors } from '@/editing/expected';
import { NewForm } from '@/pages/people/making/NewForm';
import { useNew } from '@/pages/people/making/useNew';
import { Line } from '@/pages/people/parts/Line';
import { PROFILES, type Profile } from '@/pages/people/parts/references';
import { ProfileFields } from '@/pages/people/profiles/ProfileFields';
import { useSession } from '@/session/session';

const EMPTY: Profile = { name: '', queues: [], concurrency: {}, outbound_queue: '' };

export default function NewProfilePage() {
  const { t } = useTranslation('people');
  const { api } = useSession();
  const made = useNew({
    empty: EMPTY,
    make: async ({ name, queues, concurrency = {}, outbound_queue }) => {
      const body = { name, queues, concurrency, outbound_queue };
      return { href: '/skills', job: await answered(api.POST('/v1/routing-profiles', { body })) };
    },
    shownIn: PROFILES,
  });
  const errorOf = useFieldErrors(made.error);
  return (
    <NewForm
      made={made}
      title={t('profiles.new')}
      description={t('profiles.newHint')}
      above={{ text: t('profiles.title'), href: '/skills' }}
      text={t('profiles.create')}
    >
      <Line
        label={t('name')}
        form={t('nameForm')}
        value={made.value.name}
        error={errorOf('name')}
        change={(name) => made.change({ ...made.value, name })}
      />
      <ProfileFields profile={made.value} change={made.change} errorOf={errorOf} />
    </NewForm>
  );
}
