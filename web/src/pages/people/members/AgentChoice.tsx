import { useTranslation } from 'react-i18next';
import { Choice } from '@/editing/Choice';
import { RowLink } from '@/pages/people/listing/RowLink';
import { useInvitations, useMembers } from '@/pages/people/members/useMembers';
import { useAgents } from '@/pages/people/parts/references';

interface AgentChoiceProps {
  /** The username; empty is nobody. */
  agent: string;
  /** Who they are already, who is offered too. */
  own?: string;
  change: (agent: string) => void;
  error?: string | undefined;
}

/** As which agent somebody takes contacts: one whom nobody else is, or was invited as. */
export function AgentChoice({ agent, own = '', change, error }: AgentChoiceProps) {
  const { t } = useTranslation('people');
  const agents = useAgents();
  const members = useMembers();
  const invitations = useInvitations();
  const taken = new Set([...members.items, ...invitations.items].map((each) => each.agent));
  const free = (agents.data ?? []).filter(
    ({ username }) => username === own || !taken.has(username),
  );
  return (
    <Choice
      label={t('members.agent')}
      hint={
        <>
          {t('members.agentHint')}{' '}
          {agents.isSuccess && free.length === 0 && (
            <RowLink href="/agents/new">{t('members.firstAnAgent')}</RowLink>
          )}
        </>
      }
      value={agent}
      none={t('members.noAgent')}
      options={free.map(({ username, first_name, last_name }) => ({
        value: username,
        label: `${first_name} ${last_name}`.trim(),
        description: username,
      }))}
      error={error}
      change={change}
    />
  );
}
