/** A customer's tickets: those that are there, their next state, and a new one. */
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import Toggle from '@cloudscape-design/components/toggle';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { MoveMenu } from '@/pages/agent/customer/MoveMenu';
import { TICKET_MOVES } from '@/pages/agent/customer/moves';
import { NewTicket } from '@/pages/agent/customer/NewTicket';
import type { Ticket, TicketState } from '@/pages/agent/customer/shapes';
import { useSession } from '@/session/session';
import { Loaded } from '@/states/Loaded';
import { useMoments } from '@/states/moments';
import { ProblemAlert } from '@/states/ProblemAlert';

const SHOWN = 25;

export function Tickets({ customer, contact }: { customer: string; contact: string }) {
  const { t } = useTranslation('desk');
  const { api } = useSession();
  const queries = useQueryClient();
  const moments = useMoments();
  const [isNew, openNew] = useState(false);
  const [closed, showClosed] = useState(false);
  const tickets = useQuery({
    queryKey: ['tickets', customer, closed],
    queryFn: () =>
      answered(
        api.GET('/v1/tickets', {
          params: { query: { customer_id: customer, closed, limit: SHOWN } },
        }),
      ),
  });
  const changed = () => {
    void queries.invalidateQueries({ queryKey: ['tickets', customer] });
    void queries.invalidateQueries({ queryKey: ['card', customer] });
  };
  const moving = useMutation({
    mutationFn: ({ id, to }: { id: string; to: TicketState }) =>
      answered(
        api.POST('/v1/tickets/{ticket_id}/moves', {
          params: { path: { ticket_id: id } },
          body: { to, note: '' },
        }),
      ),
    onSuccess: changed,
  });
  const columns: TableProps.ColumnDefinition<Ticket>[] = [
    { id: 'id', header: t('ticket.number'), cell: ({ id }) => id },
    { id: 'subject', header: t('ticket.subject'), cell: ({ subject }) => subject },
    { id: 'at', header: t('ticket.made'), cell: (each) => moments.date(each.created_at) },
    {
      id: 'priority',
      header: t('ticket.priority'),
      cell: ({ priority }) => t(`priority.${priority}`),
    },
    { id: 'state', header: t('ticket.state'), cell: ({ state }) => t(`ticketState.${state}`) },
    {
      id: 'move',
      header: t('move'),
      cell: ({ id, state }) => (
        <MoveMenu
          label={t('moveOf', { what: id })}
          moves={TICKET_MOVES[state].map((to) => ({ to, text: t(`ticketState.${to}`) }))}
          move={(to) => moving.mutate({ id, to })}
        />
      ),
    },
  ];
  return (
    <SpaceBetween size="s">
      <Button iconName="add-plus" onClick={() => openNew(true)}>
        {t('ticket.new')}
      </Button>
      <Toggle checked={closed} onChange={({ detail }) => showClosed(detail.checked)}>
        {t('closedOnes')}
      </Toggle>
      <ProblemAlert error={moving.error} />
      <Loaded query={tickets}>
        {({ items }) => (
          <Table
            variant="embedded"
            contentDensity="compact"
            items={items}
            trackBy="id"
            columnDefinitions={columns}
            ariaLabels={{ tableLabel: t('tab.tickets') }}
            empty={<Box color="text-body-secondary">{t('ticket.none')}</Box>}
          />
        )}
      </Loaded>
      {isNew && (
        <NewTicket
          customer={customer}
          contact={contact}
          made={changed}
          close={() => openNew(false)}
        />
      )}
    </SpaceBetween>
  );
}
