import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { useFieldErrors } from '@/editing/expected';
import { CodeFields } from '@/pages/people/codes/CodeFields';
import { CODES, type Code } from '@/pages/people/codes/code';
import { NewForm } from '@/pages/people/making/NewForm';
import { useNew } from '@/pages/people/making/useNew';
import { Line } from '@/pages/people/parts/Line';
import { useSession } from '@/session/session';

const LIST = '/scripts?tab=codes';
const EMPTY: Code = { id: '', title: {}, group: '', queues: [], active: true };

export default function NewCodePage() {
  const { t } = useTranslation('people');
  const { api } = useSession();
  const made = useNew({
    empty: EMPTY,
    make: async (body) => {
      await answered(api.POST('/v1/wrap-up-codes', { body }));
      return { href: LIST };
    },
    shownIn: CODES,
  });
  const errorOf = useFieldErrors(made.error);
  return (
    <NewForm
      made={made}
      title={t('codes.new')}
      above={{ text: t('codes.title'), href: LIST }}
      text={t('codes.create')}
    >
      <Line
        label={t('codes.id')}
        hint={t('codes.idHint')}
        form={t('nameForm')}
        value={made.value.id}
        error={errorOf('id')}
        change={(id) => made.change({ ...made.value, id })}
      />
      <CodeFields code={made.value} change={made.change} errorOf={errorOf} />
    </NewForm>
  );
}
