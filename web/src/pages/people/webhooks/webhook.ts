import type { StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { components } from '@/api/schema';

export type Webhook = components['schemas']['WebhookView'];
export type WebhookBody = components['schemas']['WebhookBody'];
export type WebhookEvent = components['schemas']['WebhookEvent'];
export type Delivery = components['schemas']['DeliverySummary'];

export const WEBHOOKS = ['people', 'webhooks'] as const;

/** Under which a secret that was just made is handed over, in memory alone. */
export function secretKey(id: string) {
  return ['people', 'secrets', id] as const;
}

/** Those that can be asked for; a test is sent by the page of the webhook. */
export const EVENTS = [
  'contact.ended',
  'order.created',
  'order.changed',
  'ticket.created',
  'ticket.changed',
  'customers.imported',
  'tenant.ready',
] as const satisfies readonly WebhookEvent[];

export const DELIVERY_SIGNS: Readonly<Record<Delivery['state'], StatusIndicatorProps.Type>> = {
  pending: 'pending',
  delivered: 'success',
  given_up: 'error',
  cancelled: 'stopped',
};

/** `contact.ended` -> contact_ended: a dot parts the keys of texts. */
export function eventKey<Event extends WebhookEvent>(event: Event) {
  return event.replace('.', '_') as Event extends `${infer What}.${infer How}`
    ? `${What}_${How}`
    : never;
}
