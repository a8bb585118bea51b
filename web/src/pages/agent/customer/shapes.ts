/** The shapes of the API that the customer side shows, by shorter names. */
import type { components } from '@/api/schema';

type Schemas = components['schemas'];

export type Customer = Schemas['CustomerView'];
export type Card = Schemas['CardView'];
export type ContactSummary = Schemas['ContactSummaryView'];
export type Order = Schemas['OrderSummary'];
export type OrderState = Schemas['OrderState'];
export type Ticket = Schemas['TicketSummary'];
export type TicketState = Schemas['TicketState'];
export type Priority = Schemas['Priority'];
export type Script = Schemas['ScriptView'];
type HitView = Schemas['HitView'];

/** The client reads a pair as a list. */
export type Hit = Omit<HitView, 'snippet'> & {
  snippet: Omit<HitView['snippet'], 'marks'> & { marks: readonly (readonly number[])[] };
};
export type ContactRecord = Schemas['ContactView'];
export type Recording = Schemas['RecordingView'];
export type Moment = Schemas['MomentView'];
