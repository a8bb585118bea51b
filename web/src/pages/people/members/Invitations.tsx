import Button from '@cloudscape-design/components/button';
import LiveRegion from '@cloudscape-design/components/live-region';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { Asking } from '@/pages/people/asking/Asking';
import { Listing } from '@/pages/people/listing/Listing';
import { RowLink } from '@/pages/people/listing/RowLink';
import { INVITATIONS, useInvitations } from '@/pages/people/members/useMembers';
import { useSession } from '@/session/session';
import { useMoments } from '@/states/moments';
import { ProblemAlert } from '@/states/ProblemAlert';

/** Who was asked to join, and has not answered yet. */
export function Invitations() {
  const { t } = useTranslation('people');
  const { api } = useSession();
  const moments = useMoments();
  const queries = useQueryClient();
  const invitations = useInvitations();
  const sending = useMutation({
    mutationFn: (id: string) =>
      answered(
        api.POST('/v1/invitations/{invitation_id}/resend', {
          params: { path: { invitation_id: id } },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: INVITATIONS }),
  });
  return (
    <SpaceBetween size="s">
      <ProblemAlert error={sending.error} />
      <LiveRegion>
        {sending.data !== undefined && (
          <StatusIndicator>{t('members.sentAgain', { email: sending.data.email })}</StatusIndicator>
        )}
      </LiveRegion>
      <Listing
        rows={invitations}
        title={t('members.invitations')}
        variant="h2"
        description={t('members.invitationsIntro')}
        idOf={({ id }) => id}
        textOf={({ name, email }) => `${name} ${email}`}
        empty={t('members.noInvitations')}
        columns={[
          { id: 'email', header: t('email'), cell: ({ email }) => email },
          { id: 'name', header: t('personName'), cell: ({ name }) => name },
          { id: 'role', header: t('role'), cell: ({ role }) => t(`roles.${role}`) },
          {
            id: 'agent',
            header: t('members.agent'),
            cell: ({ agent }) =>
              agent === '' ? '–' : <RowLink href={`/agents/${agent}`}>{agent}</RowLink>,
          },
          {
            id: 'until',
            header: t('members.goodUntil'),
            cell: ({ expires_at }) => moments.dateAndTime(expires_at),
          },
          {
            id: 'actions',
            header: t('actions'),
            cell: ({ id, email }) => (
              <SpaceBetween direction="horizontal" size="s">
                <Button
                  variant="inline-link"
                  ariaLabel={t('members.resendTo', { email })}
                  loading={sending.isPending && sending.variables === id}
                  onClick={() => sending.mutate(id)}
                >
                  {t('members.resend')}
                </Button>
                <Asking
                  text={t('members.revoke')}
                  question={t('members.revokeQuestion', { email })}
                  variant="inline-link"
                  act={() =>
                    answered(
                      api.DELETE('/v1/invitations/{invitation_id}', {
                        params: { path: { invitation_id: id } },
                      }),
                    )
                  }
                  shownIn={INVITATIONS}
                >
                  {t('members.revokeText')}
                </Asking>
              </SpaceBetween>
            ),
          },
        ]}
      />
    </SpaceBetween>
  );
}
