import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { CreateButton } from '@/pages/people/listing/CreateButton';
import { Listing } from '@/pages/people/listing/Listing';
import { RowLink } from '@/pages/people/listing/RowLink';
import { usePages } from '@/pages/people/listing/usePages';
import { eventKey, WEBHOOKS, type Webhook } from '@/pages/people/webhooks/webhook';
import { useSession } from '@/session/session';

/** Which systems of the business's own are told what happens. */
export function Webhooks() {
  const { t } = useTranslation('people');
  const { api } = useSession();
  const rows = usePages(WEBHOOKS, (cursor) =>
    answered(api.GET('/v1/webhooks', { params: { query: { limit: 50, cursor } } })),
  );
  const create = <CreateButton href="/webhooks/new" text={t('webhooks.create')} />;
  return (
    <Listing
      rows={rows}
      title={t('webhooks.title')}
      variant="h2"
      description={t('webhooks.intro')}
      actions={create}
      idOf={({ id }) => id}
      textOf={({ url, description }) => `${url} ${description}`}
      empty={t('webhooks.empty')}
      next={create}
      columns={[
        {
          id: 'url',
          header: t('webhooks.url'),
          cell: ({ id, url }) => <RowLink href={`/webhooks/${id}`}>{url}</RowLink>,
        },
        { id: 'description', header: t('description'), cell: (each) => each.description || '–' },
        {
          id: 'events',
          header: t('webhooks.events'),
          cell: ({ events }) => events.map((event) => t(`events.${eventKey(event)}`)).join(', '),
        },
        { id: 'state', header: t('state'), cell: (webhook) => <State webhook={webhook} /> },
      ]}
    />
  );
}

function State({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('people');
  if (webhook.disabled) {
    return <StatusIndicator type="stopped">{t('webhooks.disabled')}</StatusIndicator>;
  }
  return webhook.failing_since === null ? (
    <StatusIndicator>{t('webhooks.enabled')}</StatusIndicator>
  ) : (
    <StatusIndicator type="warning">{t('webhooks.failing')}</StatusIndicator>
  );
}
