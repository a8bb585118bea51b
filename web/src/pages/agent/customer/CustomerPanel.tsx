/** Everything about whom a contact is with. */
import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useTranslation } from 'react-i18next';
import { CardFacts } from '@/pages/agent/customer/CardFacts';
import { History } from '@/pages/agent/customer/History';
import { Notes } from '@/pages/agent/customer/Notes';
import type { NoteTo } from '@/pages/agent/customer/noteDrafts';
import { Orders } from '@/pages/agent/customer/Orders';
import type { Card } from '@/pages/agent/customer/shapes';
import { Tickets } from '@/pages/agent/customer/Tickets';
import { Unknown } from '@/pages/agent/customer/Unknown';
import { useCard, useLookUp } from '@/pages/agent/customer/useCustomer';
import { NOBODY } from '@/pages/agent/workbench/kept';
import { Loaded } from '@/states/Loaded';
import { PageLoading } from '@/states/PageLoading';

interface CustomerPanelProps {
  /** As the flow found out, or as was chosen here; NOBODY is that whoever was found is not the one. */
  customer: string | null;
  number: string;
  contact: string;
  choose: (customer: string) => void;
  noteTo: NoteTo;
}

export function CustomerPanel(props: CustomerPanelProps) {
  const { customer, number, contact, choose, noteTo } = props;
  const found = useLookUp(customer === null || customer === NOBODY ? number : '');
  const only = found.data?.customers.length === 1 ? (found.data.customers[0]?.id ?? null) : null;
  const id = customer === NOBODY ? null : (customer ?? only);
  const card = useCard(id);
  if (id === null) {
    return found.isLoading ? (
      <PageLoading />
    ) : (
      <Unknown number={number} candidates={found.data?.customers ?? []} choose={choose} />
    );
  }
  return (
    <Loaded query={card}>
      {(known) => (
        <Known card={known} contact={contact} forget={() => choose(NOBODY)} noteTo={noteTo} />
      )}
    </Loaded>
  );
}

interface KnownProps {
  card: Card;
  contact: string;
  forget: () => void;
  noteTo: NoteTo;
}

function Known({ card, contact, forget, noteTo }: KnownProps) {
  const { t } = useTranslation('desk');
  const { customer } = card;
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={<Button onClick={forget}>{t('other')}</Button>}
          info={
            <SpaceBetween direction="horizontal" size="xs">
              {card.is_vip && <Badge color="green">{t('vip')}</Badge>}
              {card.has_called_lately && <Badge color="blue">{t('calledLately')}</Badge>}
            </SpaceBetween>
          }
        >
          {customer.name}
        </Header>
      }
    >
      <Tabs
        tabs={[
          {
            id: 'card',
            label: t('tab.card'),
            content: (
              <SpaceBetween size="m">
                <CardFacts card={card} />
                {card.notes.slice(0, 2).map((note) => (
                  <Box key={note.id}>
                    <span style={{ whiteSpace: 'pre-wrap' }}>{note.text}</span>
                  </Box>
                ))}
              </SpaceBetween>
            ),
          },
          {
            id: 'history',
            label: t('tab.history'),
            content: <History contacts={card.contacts} />,
          },
          {
            id: 'orders',
            label: `${t('tab.orders')} (${card.open_orders})`,
            content: <Orders customer={customer.id} contact={contact} />,
          },
          {
            id: 'tickets',
            label: `${t('tab.tickets')} (${card.open_tickets})`,
            content: <Tickets customer={customer.id} contact={contact} />,
          },
          {
            id: 'notes',
            label: t('tab.notes'),
            content: <Notes customer={customer.id} draft={noteTo(customer.id)} />,
          },
        ]}
      />
    </Container>
  );
}
