import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { useTranslation } from 'react-i18next';
import type { components } from '@/api/schema';
import { moneyText } from '@/i18n/money';
import { useMoments } from '@/states/moments';

/** A customer's open orders and tickets. */
export function CardTables({ card }: { card: components['schemas']['CardView'] }) {
  const { t, i18n } = useTranslation('people');
  const moments = useMoments();
  return (
    <>
      <Table
        variant="embedded"
        header={
          <Header variant="h3" counter={`(${card.open_orders})`}>
            {t('card.orders')}
          </Header>
        }
        empty={t('card.noOrders')}
        items={card.orders}
        trackBy="id"
        columnDefinitions={[
          { id: 'id', header: t('number'), cell: ({ id }) => id },
          { id: 'state', header: t('state'), cell: ({ state }) => t(`orderStates.${state}`) },
          {
            id: 'total',
            header: t('card.total'),
            cell: (order) => moneyText(order.total_minor, order.currency, i18n.language),
          },
          { id: 'at', header: t('at'), cell: (order) => moments.date(order.created_at) },
        ]}
      />
      <Table
        variant="embedded"
        header={
          <Header variant="h3" counter={`(${card.open_tickets})`}>
            {t('card.tickets')}
          </Header>
        }
        empty={t('card.noTickets')}
        items={card.tickets}
        trackBy="id"
        columnDefinitions={[
          { id: 'id', header: t('number'), cell: ({ id }) => id },
          { id: 'subject', header: t('card.subject'), cell: ({ subject }) => subject },
          { id: 'state', header: t('state'), cell: ({ state }) => t(`ticketStates.${state}`) },
          {
            id: 'priority',
            header: t('card.priority'),
            cell: ({ priority }) => t(`priorities.${priority}`),
          },
          { id: 'at', header: t('at'), cell: (ticket) => moments.date(ticket.created_at) },
        ]}
      />
    </>
  );
}
