import Checkbox from '@cloudscape-design/components/checkbox';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import { answered, answeredWithVersion } from '@/api/client';
import { useFieldErrors } from '@/editing/expected';
import { useEdited } from '@/editing/useEdited';
import { Asking } from '@/pages/people/asking/Asking';
import { EditPage } from '@/pages/people/editing/EditPage';
import { useParam } from '@/pages/people/editing/useParam';
import { AgentChoice } from '@/pages/people/members/AgentChoice';
import { RoleChoice } from '@/pages/people/members/RoleChoice';
import { takesContacts } from '@/pages/people/members/roles';
import { MEMBERS, type Member } from '@/pages/people/members/useMembers';
import { Line } from '@/pages/people/parts/Line';
import { useMe } from '@/session/me';
import { useSession } from '@/session/session';

export default function MemberPage() {
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  const { api } = useSession();
  const subject = useParam('subject');
  const path = { subject };
  const isSelf = useMe().data?.subject === subject;
  const edited = useEdited<Member>({
    queryKey: [...MEMBERS, subject],
    load: () => answeredWithVersion(api.GET('/v1/members/{subject}', { params: { path } })),
    save: async ({ name, role, disabled, agent }, etag) => {
      await answered(
        api.PATCH('/v1/members/{subject}', {
          params: { path, header: { 'If-Match': etag } },
          body: { name, role, disabled, agent },
        }),
      );
      return undefined;
    },
    alsoShownIn: [MEMBERS],
  });
  const errorOf = useFieldErrors(edited.error);
  const member = edited.query.data;
  const name = member?.body.name || member?.body.email || '…';
  const facts = (each: Member) => [
    { label: t('personName'), text: each.name },
    { label: t('role'), text: t(`roles.${each.role}`) },
    { label: t('members.agent'), text: each.agent },
    { label: t('members.keptOut'), text: common(each.disabled ? 'yes' : 'no') },
  ];
  return (
    <EditPage
      edited={edited}
      title={name}
      above={{ text: t('members.title'), href: '/members' }}
      facts={facts}
      fields={(each, change) => (
        <SpaceBetween size="l">
          <Line label={t('email')} value={each.email} disabled change={() => undefined} />
          <Line
            label={t('personName')}
            value={each.name}
            error={errorOf('name')}
            change={(written) => change({ ...each, name: written })}
          />
          <RoleChoice
            role={each.role}
            error={errorOf('role')}
            change={(role) => change({ ...each, role })}
          />
          {(takesContacts(each.role) || each.agent !== '') && (
            <AgentChoice
              agent={each.agent}
              own={member?.body.agent ?? ''}
              error={errorOf('agent')}
              change={(agent) => change({ ...each, agent })}
            />
          )}
          <Checkbox
            checked={each.disabled}
            disabled={isSelf}
            description={t('members.keepOutHint')}
            onChange={({ detail }) => change({ ...each, disabled: detail.checked })}
          >
            {t('members.keepOut')}
          </Checkbox>
        </SpaceBetween>
      )}
      actions={
        !isSelf && (
          <SpaceBetween direction="horizontal" size="xs">
            <Asking
              text={t('members.resetMfa')}
              question={t('members.resetMfaQuestion', { name })}
              act={() => answered(api.DELETE('/v1/members/{subject}/mfa', { params: { path } }))}
              shownIn={MEMBERS}
            >
              {t('members.resetMfaText')}
            </Asking>
            <Asking
              text={t('remove')}
              question={t('members.remove', { name })}
              act={() =>
                answered(
                  api.DELETE('/v1/members/{subject}', {
                    params: { path, header: { 'If-Match': member?.etag ?? '*' } },
                  }),
                )
              }
              shownIn={MEMBERS}
              then="/members"
            >
              {t('members.removeText')}
            </Asking>
          </SpaceBetween>
        )
      }
    />
  );
}
