import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import { languageName } from '@/i18n/names';
import { CreateButton } from '@/pages/people/listing/CreateButton';
import { FollowedJob } from '@/pages/people/listing/FollowedJob';
import { Listing } from '@/pages/people/listing/Listing';
import { RowLink } from '@/pages/people/listing/RowLink';
import { rowsOf } from '@/pages/people/listing/usePages';
import { AGENTS, useAgents } from '@/pages/people/parts/references';
import { useRole } from '@/pages/people/parts/useRole';

export default function AgentsPage() {
  const { t, i18n } = useTranslation('people');
  const { runs } = useRole();
  const agents = useAgents();
  const create = runs ? <CreateButton href="/agents/new" text={t('agents.create')} /> : undefined;
  return (
    <SpaceBetween size="m">
      <FollowedJob shows={AGENTS} />
      <Listing
        rows={rowsOf(agents)}
        title={t('agents.title')}
        description={t('agents.intro')}
        actions={create}
        idOf={({ username }) => username}
        textOf={(agent) =>
          `${agent.first_name} ${agent.last_name} ${agent.username} ${agent.routing_profile}`
        }
        empty={t('agents.empty')}
        next={create}
        columns={[
          {
            id: 'name',
            header: t('personName'),
            cell: (agent) => (
              <RowLink href={`/agents/${agent.username}`} may={runs}>
                {agent.first_name} {agent.last_name}
              </RowLink>
            ),
          },
          { id: 'username', header: t('agents.username'), cell: ({ username }) => username },
          {
            id: 'profile',
            header: t('agents.profile'),
            cell: (agent) => (
              <RowLink href={`/skills/${agent.routing_profile}`} may={runs}>
                {agent.routing_profile}
              </RowLink>
            ),
          },
          {
            id: 'languages',
            header: t('languages'),
            cell: ({ languages }) =>
              languages.map((code) => languageName(code, i18n.language)).join(', ') ||
              t('agents.anyLanguage'),
          },
          {
            id: 'wrapUp',
            header: t('agents.wrapUp'),
            cell: ({ wrap_up_s }) => t('seconds', { count: wrap_up_s }),
          },
        ]}
      />
    </SpaceBetween>
  );
}
