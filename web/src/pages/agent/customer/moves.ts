/** Where an order or a ticket may go from where it is. Source: the API's description of the moves. */
import type { OrderState, TicketState } from '@/pages/agent/customer/shapes';

export const ORDER_MOVES: Readonly<Record<OrderState, readonly OrderState[]>> = {
  draft: ['placed', 'cancelled'],
  placed: ['paid', 'shipped', 'cancelled'],
  paid: ['shipped', 'cancelled'],
  shipped: ['delivered', 'returned'],
  delivered: ['returned'],
  cancelled: [],
  returned: [],
};

export const TICKET_MOVES: Readonly<Record<TicketState, readonly TicketState[]>> = {
  open: ['pending', 'on_hold', 'solved', 'closed'],
  pending: ['open', 'on_hold', 'solved', 'closed'],
  on_hold: ['open', 'pending', 'solved', 'closed'],
  solved: ['open', 'closed'],
  closed: [],
};
