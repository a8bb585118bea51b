/** What an agent sees of a customer: her contacts, what is open, what was noted. */
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { CardTables } from '@/pages/people/customers/CardTables';
import { CUSTOMERS } from '@/pages/people/customers/customer';
import { useSession } from '@/session/session';
import { Loaded } from '@/states/Loaded';
import { useMoments } from '@/states/moments';

export function Card({ id }: { id: string }) {
  const { t } = useTranslation('people');
  const { api } = useSession();
  const moments = useMoments();
  const card = useQuery({
    queryKey: [...CUSTOMERS, id, 'card'],
    queryFn: () =>
      answered(
        api.GET('/v1/customers/{customer_id}/card', { params: { path: { customer_id: id } } }),
      ),
  });
  return (
    <Container header={<Header variant="h2">{t('card.title')}</Header>}>
      <Loaded query={card}>
        {(shown) => (
          <SpaceBetween size="l">
            <SpaceBetween direction="horizontal" size="m">
              {shown.is_vip && <StatusIndicator type="info">{t('card.vip')}</StatusIndicator>}
              {shown.has_called_lately && (
                <StatusIndicator type="warning">{t('card.lately')}</StatusIndicator>
              )}
            </SpaceBetween>
            <Table
              variant="embedded"
              header={<Header variant="h3">{t('card.contacts')}</Header>}
              empty={t('card.noContacts')}
              items={shown.contacts}
              trackBy="id"
              columnDefinitions={[
                {
                  id: 'at',
                  header: t('at'),
                  cell: ({ began_at }) => (began_at === null ? '–' : moments.dateAndTime(began_at)),
                },
                {
                  id: 'channel',
                  header: t('channel'),
                  cell: ({ channel }) => channelText(channel),
                },
                { id: 'queue', header: t('queue'), cell: ({ queue }) => queue || '–' },
                { id: 'agent', header: t('agent'), cell: ({ agent }) => agent || '–' },
                {
                  id: 'outcome',
                  header: t('card.outcome'),
                  cell: ({ outcome }) => (outcome === null ? '–' : t(`outcomes.${outcome}`)),
                },
                {
                  id: 'talked',
                  header: t('card.talked'),
                  cell: ({ talked_s }) => (talked_s === null ? '–' : moments.duration(talked_s)),
                },
              ]}
            />
            <CardTables card={shown} />
            <div>
              <Box variant="h3">{t('card.notes')}</Box>
              {shown.notes.length === 0 ? (
                <Box color="text-status-inactive">{t('card.noNotes')}</Box>
              ) : (
                shown.notes.map((note) => (
                  <Box key={note.id} margin={{ bottom: 'xs' }}>
                    <Box variant="small">{moments.dateAndTime(note.created_at)}</Box>
                    <div>{note.text}</div>
                  </Box>
                ))
              )}
            </div>
          </SpaceBetween>
        )}
      </Loaded>
    </Container>
  );

  function channelText(channel: string): string {
    switch (channel) {
      case 'VOICE':
      case 'CHAT':
      case 'TASK':
      case 'EMAIL':
        return t(`channels.${channel}`);
      default:
        return channel;
    }
  }
}
