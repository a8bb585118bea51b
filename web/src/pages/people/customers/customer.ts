import type { components } from '@/api/schema';

export type Customer = components['schemas']['CustomerView'];
export type Summary = components['schemas']['CustomerSummary'];
export type OptOut = components['schemas']['OptOut'];

export const CUSTOMERS = ['people', 'customers'] as const;
export const OPT_OUTS = [
  'calls',
  'messages',
  'email',
  'recording',
  'surveys',
] as const satisfies readonly OptOut[];

export const NEW_CUSTOMER: Omit<Customer, 'id'> = {
  name: '',
  greet_as: '',
  numbers: [],
  company: '',
  email: '',
  address: '',
  language: null,
  tier: '',
  account_manager: null,
  queue: null,
  tags: [],
  opt_outs: [],
  notes: '',
  attributes: {},
  consents: {},
};

export interface Attribute {
  name: string;
  value: string;
}

/** Those with a name; of two with one name the last counts. */
export function attributesOf(rows: readonly Attribute[]): Record<string, string> {
  return Object.fromEntries(
    rows.map(({ name, value }) => [name.trim(), value]).filter(([name]) => name !== ''),
  );
}
