/** What was recorded of a contact, to be listened to. */
import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { Player } from '@/pages/agent/history/Player';
import { useSession } from '@/session/session';
import { Loaded } from '@/states/Loaded';

export function Recordings({ contact }: { contact: string }) {
  const { t } = useTranslation('desk');
  const { api } = useSession();
  const recordings = useQuery({
    queryKey: ['recordings', contact],
    queryFn: () =>
      answered(
        api.GET('/v1/contacts/{contact_id}/recordings', {
          params: { path: { contact_id: contact } },
        }),
      ),
  });
  return (
    <Loaded
      query={recordings}
      isEmpty={({ items }) => items.length === 0}
      empty={<Box color="text-body-secondary">{t('recording.none')}</Box>}
    >
      {({ items }) => (
        <SpaceBetween size="s">
          {items.map((recording) => (
            <Player key={recording.id} contact={contact} recording={recording} />
          ))}
        </SpaceBetween>
      )}
    </Loaded>
  );
}
