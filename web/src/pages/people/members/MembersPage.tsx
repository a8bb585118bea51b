import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useTranslation } from 'react-i18next';
import { CreateButton } from '@/pages/people/listing/CreateButton';
import { Listing } from '@/pages/people/listing/Listing';
import { RowLink } from '@/pages/people/listing/RowLink';
import { Invitations } from '@/pages/people/members/Invitations';
import { useMembers } from '@/pages/people/members/useMembers';

export default function MembersPage() {
  const { t } = useTranslation('people');
  const members = useMembers();
  const invite = <CreateButton href="/members/invite" text={t('members.invite')} />;
  return (
    <SpaceBetween size="l">
      <Listing
        rows={members}
        title={t('members.title')}
        description={t('members.intro')}
        actions={invite}
        idOf={({ subject }) => subject}
        textOf={({ name, email, role }) => `${name} ${email} ${t(`roles.${role}`)}`}
        empty={t('members.empty')}
        next={invite}
        columns={[
          {
            id: 'name',
            header: t('personName'),
            cell: ({ subject, name, email }) => (
              <RowLink href={`/members/${subject}`}>{name || email}</RowLink>
            ),
          },
          { id: 'email', header: t('email'), cell: ({ email }) => email },
          { id: 'role', header: t('role'), cell: ({ role }) => t(`roles.${role}`) },
          {
            id: 'agent',
            header: t('members.agent'),
            cell: ({ agent }) =>
              agent === '' ? '–' : <RowLink href={`/agents/${agent}`}>{agent}</RowLink>,
          },
          {
            id: 'state',
            header: t('state'),
            cell: ({ disabled }) =>
              disabled ? (
                <StatusIndicator type="stopped">{t('members.keptOut')}</StatusIndicator>
              ) : (
                <StatusIndicator>{t('members.mayIn')}</StatusIndicator>
              ),
          },
        ]}
      />
      <Invitations />
    </SpaceBetween>
  );
}
