/** One agent has two log-ins: that of these pages, and Amazon Connect's for the telephone. */
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useTranslation } from 'react-i18next';
import { RowLink } from '@/pages/people/listing/RowLink';
import { useInvitations, useMembers } from '@/pages/people/members/useMembers';
import type { Agent } from '@/pages/people/parts/references';
import { useWorld } from '@/world';

export function LogIns({ agent }: { agent: Agent }) {
  const { t } = useTranslation('people');
  const { ccp } = useWorld();
  const members = useMembers();
  const invitations = useInvitations();
  const member = members.items.find((each) => each.agent === agent.username);
  const invited = invitations.items.find((each) => each.agent === agent.username);
  const name = `${agent.first_name} ${agent.last_name}`.trim();
  const invite = `/members/invite?${new URLSearchParams({ role: 'agent', name, agent: agent.username })}`;
  return (
    <Container header={<Header variant="h2">{t('agents.logIns')}</Header>}>
      <KeyValuePairs
        columns={2}
        items={[
          {
            label: t('agents.ownLogIn'),
            value:
              members.isPending || invitations.isPending ? (
                '…'
              ) : member !== undefined ? (
                <RowLink href={`/members/${member.subject}`}>{member.email}</RowLink>
              ) : invited !== undefined ? (
                <SpaceBetween size="xs">
                  <StatusIndicator type="pending">
                    {t('agents.invited', { email: invited.email })}
                  </StatusIndicator>
                  <RowLink href="/members">{t('members.title')}</RowLink>
                </SpaceBetween>
              ) : (
                <SpaceBetween size="xs">
                  <StatusIndicator type="warning">{t('agents.noLogIn')}</StatusIndicator>
                  <RowLink href={invite}>{t('agents.invite')}</RowLink>
                  <span>
                    {t('agents.orMember')} <RowLink href="/members">{t('members.title')}</RowLink>
                  </span>
                </SpaceBetween>
              ),
          },
          {
            label: t('agents.connectLogIn'),
            value: (
              <SpaceBetween size="xs">
                <span>{t('agents.connectHint')}</span>
                <Link
                  external
                  externalIconAriaLabel={t('newTab')}
                  href={ccp.saml_url ?? ccp.login_url}
                >
                  {t('agents.connectLink')}
                </Link>
              </SpaceBetween>
            ),
          },
        ]}
      />
    </Container>
  );
}
