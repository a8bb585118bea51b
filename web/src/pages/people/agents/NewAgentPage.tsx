import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { useFieldErrors } from '@/editing/expected';
import { AgentFields } from '@/pages/people/agents/AgentFields';
import { NewForm } from '@/pages/people/making/NewForm';
import { useNew } from '@/pages/people/making/useNew';
import { Line } from '@/pages/people/parts/Line';
import { AGENTS, type Agent } from '@/pages/people/parts/references';
import { useSession } from '@/session/session';

const EMPTY: Agent = {
  username: '',
  first_name: '',
  last_name: '',
  routing_profile: '',
  languages: [],
  wrap_up_s: 30,
};

export default function NewAgentPage() {
  const { t } = useTranslation('people');
  const { api } = useSession();
  const made = useNew({
    empty: EMPTY,
    make: async (agent) => ({
      href: `/agents/${agent.username}`,
      job: await answered(api.POST('/v1/agents', { body: agent })),
    }),
    shownIn: AGENTS,
  });
  const errorOf = useFieldErrors(made.error);
  return (
    <NewForm
      made={made}
      title={t('agents.new')}
      description={t('agents.newHint')}
      above={{ text: t('agents.title'), href: '/agents' }}
      text={t('agents.create')}
    >
      <Line
        label={t('agents.username')}
        hint={t('agents.usernameHint')}
        form={t('agents.usernameForm')}
        value={made.value.username}
        error={errorOf('username')}
        change={(username) => made.change({ ...made.value, username })}
      />
      <AgentFields agent={made.value} change={made.change} errorOf={errorOf} />
    </NewForm>
  );
}
