/** The last contacts of a customer, with others too. */
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useTranslation } from 'react-i18next';
import { channelText } from '@/pages/agent/customer/channels';
import type { ContactSummary } from '@/pages/agent/customer/shapes';
import { useMoments } from '@/states/moments';

interface LastContactsProps {
  contacts: readonly ContactSummary[];
  /** Shows what happened in one; without it there is no way to. */
  open?: (contact: string) => void;
}

export function LastContacts({ contacts, open }: LastContactsProps) {
  const { t } = useTranslation('desk');
  const moments = useMoments();
  const columns: TableProps.ColumnDefinition<ContactSummary>[] = [
    {
      id: 'at',
      header: t('history.at'),
      cell: (each) => {
        const at = each.began_at === null ? '' : moments.dateAndTime(each.began_at);
        return open === undefined ? (
          at
        ) : (
          <Button variant="inline-link" onClick={() => open(each.id)}>
            {at}
          </Button>
        );
      },
    },
    { id: 'channel', header: t('history.channel'), cell: (each) => channelText(each.channel, t) },
    { id: 'queue', header: t('history.queue'), cell: ({ queue }) => queue },
    { id: 'agent', header: t('history.agent'), cell: ({ agent }) => agent },
    {
      id: 'outcome',
      header: t('history.outcome'),
      cell: ({ outcome }) => (outcome === null ? '' : t(`outcome.${outcome}`)),
    },
  ];
  return (
    <Table
      variant="embedded"
      contentDensity="compact"
      items={contacts}
      trackBy="id"
      columnDefinitions={columns}
      ariaLabels={{ tableLabel: t('history.title') }}
      empty={<Box color="text-body-secondary">{t('history.none')}</Box>}
    />
  );
}
