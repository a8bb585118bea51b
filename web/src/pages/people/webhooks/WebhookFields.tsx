import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import type { FieldErrors } from '@/editing/expected';
import { Line } from '@/pages/people/parts/Line';
import { Several } from '@/pages/people/parts/Several';
import { EVENTS, eventKey, type WebhookBody } from '@/pages/people/webhooks/webhook';

interface WebhookFieldsProps {
  webhook: WebhookBody;
  change: (changed: Partial<WebhookBody>) => void;
  errorOf: FieldErrors;
}

export function WebhookFields({ webhook, change, errorOf }: WebhookFieldsProps) {
  const { t } = useTranslation('people');
  return (
    <SpaceBetween size="l">
      <Line
        label={t('webhooks.url')}
        form={t('webhooks.urlForm')}
        type="url"
        value={webhook.url}
        error={errorOf('url')}
        change={(url) => change({ url })}
      />
      <Several
        label={t('webhooks.events')}
        values={webhook.events}
        options={EVENTS.map((value) => ({ value, label: t(`events.${eventKey(value)}`) }))}
        none={t('webhooks.noEvent')}
        error={errorOf('events')}
        change={(values) => change({ events: EVENTS.filter((event) => values.includes(event)) })}
      />
      <Line
        label={t('description')}
        value={webhook.description}
        error={errorOf('description')}
        change={(description) => change({ description })}
      />
    </SpaceBetween>
  );
}
