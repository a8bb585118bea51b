import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { useFieldErrors } from '@/editing/expected';
import { NewForm } from '@/pages/people/making/NewForm';
import { useNew } from '@/pages/people/making/useNew';
import { ScriptFields } from '@/pages/people/scripts/ScriptFields';
import { SCRIPTS, type Script, withStep } from '@/pages/people/scripts/script';
import { useSession } from '@/session/session';

const EMPTY: Omit<Script, 'id'> = {
  title: '',
  steps: withStep([]),
  queues: [],
  active: true,
  tags: [],
};

export default function NewScriptPage() {
  const { t } = useTranslation('people');
  const { api } = useSession();
  const made = useNew({
    empty: EMPTY,
    make: async (body) => {
      await answered(api.POST('/v1/scripts', { body }));
      return { href: '/scripts' };
    },
    shownIn: SCRIPTS,
  });
  const errorOf = useFieldErrors(made.error);
  return (
    <NewForm
      made={made}
      title={t('scripts.new')}
      description={t('scripts.newHint')}
      above={{ text: t('scripts.page'), href: '/scripts' }}
      text={t('scripts.create')}
    >
      <ScriptFields
        script={made.value}
        change={(changed) => made.change({ ...made.value, ...changed })}
        errorOf={errorOf}
      />
    </NewForm>
  );
}
