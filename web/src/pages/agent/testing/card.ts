/** The card of a customer as the API gives it, for tests. */
import type { Replies } from '@/pages/agent/testing/desk';

interface Who {
  id: string;
  name: string;
  tier?: string;
  notes?: string;
}

export function cardReply({ id, name, tier = '', notes = '' }: Who): Replies {
  return {
    [`GET /v1/customers/${id}/card`]: {
      body: {
        contacts: [],
        crm: { state: 'none' },
        customer: {
          id,
          name,
          tier,
          company: '',
          numbers: ['+905321112233'],
          email: '',
          language: 'tr',
          notes,
        },
        has_called_lately: true,
        is_vip: true,
        notes: [],
        open_orders: 1,
        open_tickets: 0,
        orders: [],
        tickets: [],
      },
    },
  };
}
