/** Everything that happened in a contact and those it belongs to, and what was recorded of it. */
import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import type { Moment } from '@/pages/agent/customer/shapes';
import { Recordings } from '@/pages/agent/history/Recordings';
import { useMe } from '@/session/me';
import { useSession } from '@/session/session';
import { LEADERS } from '@/shell/page';
import { Loaded } from '@/states/Loaded';
import { useMoments } from '@/states/moments';

export function TimelineDialog({ contact, close }: { contact: string; close: () => void }) {
  const { t } = useTranslation('desk');
  const { t: common } = useTranslation();
  const { api } = useSession();
  const me = useMe();
  const moments = useMoments();
  const timeline = useQuery({
    queryKey: ['timeline', contact],
    queryFn: () =>
      answered(
        api.GET('/v1/contacts/{contact_id}/timeline', {
          params: { path: { contact_id: contact } },
        }),
      ),
  });
  const mayListen = LEADERS.some((role) => role === me.data?.role);
  return (
    <Modal
      visible
      size="large"
      header={t('history.one')}
      closeAriaLabel={common('close')}
      onDismiss={close}
    >
      <Loaded query={timeline}>
        {(story) => (
          <SpaceBetween size="m">
            {story.outcome !== null && <Box>{t(`outcome.${story.outcome}`)}</Box>}
            <ol aria-label={t('history.timeline')}>
              {story.moments.map((moment) => (
                <li key={`${moment.at} ${moment.contact_id} ${moment.happening} ${moment.text}`}>
                  <OneMoment moment={moment} />
                </li>
              ))}
            </ol>
            <Box variant="small" color="text-body-secondary">
              {common('zone', { zone: moments.zone })}
            </Box>
            {mayListen &&
              story.contacts
                .filter(({ has_recording }) => has_recording)
                .map(({ id }) => (
                  <SpaceBetween key={id} size="xs">
                    <Header variant="h3">{t('recording.title')}</Header>
                    <Recordings contact={id} />
                  </SpaceBetween>
                ))}
          </SpaceBetween>
        )}
      </Loaded>
    </Modal>
  );
}

function OneMoment({ moment }: { moment: Moment }) {
  const { t } = useTranslation('desk');
  const moments = useMoments();
  // Of the others the text is Amazon Connect's own word for it; of these `by` is a member's id.
  const isWritten = moment.happening === 'noted' || moment.happening === 'picked';
  return (
    <>
      {moments.dateAndTime(moment.at)} · {t(`happening.${moment.happening}`)}
      {!isWritten && moment.by !== '' && ` · ${moment.by}`}
      {isWritten && moment.text !== '' && (
        <span style={{ whiteSpace: 'pre-wrap' }}>{`: ${moment.text}`}</span>
      )}
    </>
  );
}
