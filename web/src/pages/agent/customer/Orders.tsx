/** A customer's orders: those that are there, their next state, and a new one. */
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import Toggle from '@cloudscape-design/components/toggle';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { moneyText } from '@/i18n/money';
import { MoveMenu } from '@/pages/agent/customer/MoveMenu';
import { ORDER_MOVES } from '@/pages/agent/customer/moves';
import { NewOrder } from '@/pages/agent/customer/NewOrder';
import type { Order, OrderState } from '@/pages/agent/customer/shapes';
import { useSession } from '@/session/session';
import { Loaded } from '@/states/Loaded';
import { useMoments } from '@/states/moments';
import { ProblemAlert } from '@/states/ProblemAlert';

const SHOWN = 25;

export function Orders({ customer, contact }: { customer: string; contact: string }) {
  const { t, i18n } = useTranslation('desk');
  const { api } = useSession();
  const queries = useQueryClient();
  const moments = useMoments();
  const [isNew, openNew] = useState(false);
  const [closed, showClosed] = useState(false);
  const orders = useQuery({
    queryKey: ['orders', customer, closed],
    queryFn: () =>
      answered(
        api.GET('/v1/orders', {
          params: { query: { customer_id: customer, closed, limit: SHOWN } },
        }),
      ),
  });
  const changed = () => {
    void queries.invalidateQueries({ queryKey: ['orders', customer] });
    void queries.invalidateQueries({ queryKey: ['card', customer] });
  };
  const moving = useMutation({
    mutationFn: ({ id, to }: { id: string; to: OrderState }) =>
      answered(
        api.POST('/v1/orders/{order_id}/moves', {
          params: { path: { order_id: id } },
          body: { to, note: '' },
        }),
      ),
    onSuccess: changed,
  });
  const columns: TableProps.ColumnDefinition<Order>[] = [
    {
      id: 'id',
      header: t('order.number'),
      cell: ({ id, reference }) => (reference === '' ? id : `${id} (${reference})`),
    },
    { id: 'at', header: t('order.made'), cell: (each) => moments.date(each.created_at) },
    {
      id: 'total',
      header: t('order.total'),
      cell: (each) => moneyText(each.total_minor, each.currency, i18n.language),
    },
    { id: 'state', header: t('order.state'), cell: ({ state }) => t(`orderState.${state}`) },
    {
      id: 'move',
      header: t('move'),
      cell: ({ id, state }) => (
        <MoveMenu
          label={t('moveOf', { what: id })}
          moves={ORDER_MOVES[state].map((to) => ({ to, text: t(`orderState.${to}`) }))}
          move={(to) => moving.mutate({ id, to })}
        />
      ),
    },
  ];
  return (
    <SpaceBetween size="s">
      <Button iconName="add-plus" onClick={() => openNew(true)}>
        {t('order.new')}
      </Button>
      <Toggle checked={closed} onChange={({ detail }) => showClosed(detail.checked)}>
        {t('closedOnes')}
      </Toggle>
      <ProblemAlert error={moving.error} />
      <Loaded query={orders}>
        {({ items }) => (
          <Table
            variant="embedded"
            contentDensity="compact"
            items={items}
            trackBy="id"
            columnDefinitions={columns}
            ariaLabels={{ tableLabel: t('tab.orders') }}
            empty={<Box color="text-body-secondary">{t('order.none')}</Box>}
          />
        )}
      </Loaded>
      {isNew && (
        <NewOrder
          customer={customer}
          contact={contact}
          currency={orders.data?.items[0]?.currency ?? ''}
          made={changed}
          close={() => openNew(false)}
        />
      )}
    </SpaceBetween>
  );
}
