import { useTranslation } from 'react-i18next';
import { answered, answeredWithVersion } from '@/api/client';
import { useFieldErrors } from '@/editing/expected';
import { useEdited } from '@/editing/useEdited';
import { AgentFields } from '@/pages/people/agents/AgentFields';
import { LogIns } from '@/pages/people/agents/LogIns';
import { Asking } from '@/pages/people/asking/Asking';
import { EditPage } from '@/pages/people/editing/EditPage';
import { useParam } from '@/pages/people/editing/useParam';
import { FollowedJob } from '@/pages/people/listing/FollowedJob';
import { AGENTS, type Agent } from '@/pages/people/parts/references';
import { useSession } from '@/session/session';

/** Who the member was is gone with the agent as well. */
const PEOPLE = ['people'] as const;

export default function AgentPage() {
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  const { api } = useSession();
  const username = useParam('username');
  const path = { username };
  const edited = useEdited<Agent>({
    queryKey: [...AGENTS, username],
    load: () => answeredWithVersion(api.GET('/v1/agents/{username}', { params: { path } })),
    save: ({ username: _, ...body }, etag) =>
      answered(
        api.PUT('/v1/agents/{username}', {
          params: { path, header: { 'If-Match': etag } },
          body,
        }),
      ),
    alsoShownIn: [AGENTS],
  });
  const errorOf = useFieldErrors(edited.error);
  const agent = edited.query.data?.body;
  const name = agent === undefined ? username : `${agent.first_name} ${agent.last_name}`.trim();
  const facts = (each: Agent) => [
    { label: t('agents.firstName'), text: each.first_name },
    { label: t('agents.lastName'), text: each.last_name },
    { label: t('agents.profile'), text: each.routing_profile },
    { label: t('languages'), text: each.languages.join(', ') },
    { label: t('agents.wrapUp'), text: String(each.wrap_up_s) },
  ];
  return (
    <EditPage
      edited={edited}
      title={name}
      above={{ text: t('agents.title'), href: '/agents' }}
      facts={facts}
      fields={(each, change) => <AgentFields agent={each} change={change} errorOf={errorOf} />}
      actions={
        <Asking
          text={common('delete')}
          question={t('agents.remove', { name })}
          act={() =>
            answered(
              api.DELETE('/v1/agents/{username}', {
                params: { path, header: { 'If-Match': edited.query.data?.etag ?? '*' } },
              }),
            )
          }
          shownIn={PEOPLE}
          then="/agents"
        >
          {t('agents.removeText')}
        </Asking>
      }
    >
      <FollowedJob shows={AGENTS} />
      {agent !== undefined && <LogIns agent={agent} />}
    </EditPage>
  );
}
