import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { Listing } from '@/pages/people/listing/Listing';
import { usePages } from '@/pages/people/listing/usePages';
import { DeliveryContent } from '@/pages/people/webhooks/DeliveryContent';
import { DELIVERY_SIGNS, eventKey } from '@/pages/people/webhooks/webhook';
import { useSession } from '@/session/session';
import { useMoments } from '@/states/moments';
import { ProblemAlert } from '@/states/ProblemAlert';

/** What was sent in the last thirty days, and what became of it. */
export function Deliveries({ webhook }: { webhook: string }) {
  const { t } = useTranslation('people');
  const { api } = useSession();
  const moments = useMoments();
  const queries = useQueryClient();
  const [shown, show] = useState<string | null>(null);
  const queryKey = ['people', 'deliveries', webhook];
  const path = { webhook_id: webhook };
  const rows = usePages(queryKey, (cursor) =>
    answered(
      api.GET('/v1/webhooks/{webhook_id}/deliveries', {
        params: { path, query: { limit: 50, cursor } },
      }),
    ),
  );
  const sending = useMutation({
    mutationFn: (again: string | null) =>
      answered(
        again === null
          ? api.POST('/v1/webhooks/{webhook_id}/tests', { params: { path } })
          : api.POST('/v1/webhooks/{webhook_id}/deliveries/{delivery_id}/repeats', {
              params: { path: { ...path, delivery_id: again } },
            }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey }),
  });
  return (
    <SpaceBetween size="s">
      <ProblemAlert error={sending.error} />
      {shown !== null && <DeliveryContent webhook={webhook} id={shown} close={() => show(null)} />}
      <Listing
        rows={rows}
        title={t('webhooks.deliveries')}
        variant="h2"
        description={t('webhooks.deliveriesIntro')}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button iconName="refresh" ariaLabel={t('refresh')} onClick={rows.again} />
            <Button
              loading={sending.isPending && sending.variables === null}
              onClick={() => sending.mutate(null)}
            >
              {t('webhooks.test')}
            </Button>
          </SpaceBetween>
        }
        idOf={({ id }) => id}
        textOf={({ event }) => event}
        empty={t('webhooks.noDeliveries')}
        columns={[
          {
            id: 'at',
            header: t('at'),
            cell: ({ id, created_at }) => (
              <Button variant="inline-link" onClick={() => show(id)}>
                {moments.dateAndTime(created_at)}
              </Button>
            ),
          },
          {
            id: 'event',
            header: t('webhooks.event'),
            cell: ({ event }) => t(`events.${eventKey(event)}`),
          },
          {
            id: 'state',
            header: t('state'),
            cell: ({ state }) => (
              <StatusIndicator type={DELIVERY_SIGNS[state]}>
                {t(`deliveryStates.${state}`)}
              </StatusIndicator>
            ),
          },
          {
            id: 'status',
            header: t('webhooks.answer'),
            cell: ({ status }) => (status === 0 ? t('webhooks.noAnswer') : status),
          },
          { id: 'attempts', header: t('webhooks.attempts'), cell: ({ attempts }) => attempts },
          {
            id: 'again',
            header: t('actions'),
            cell: ({ id }) => (
              <Button
                variant="inline-link"
                loading={sending.isPending && sending.variables === id}
                onClick={() => sending.mutate(id)}
              >
                {t('webhooks.again')}
              </Button>
            ),
          },
        ]}
      />
    </SpaceBetween>
  );
}
