import { type Business, type Customer, plainNumber } from '@/pages/phone/protocol';

/** As whom is called. The number of a known one is empty until somebody has chosen. */
export interface Caller {
  kind: 'known' | 'any' | 'hidden';
  number: string;
}

/** Returns null for a hidden number. */
export function callerNumber(caller: Caller, business: Business): string | null {
  if (caller.kind === 'known') {
    return customerOf(caller, business)?.number ?? '';
  }
  return caller.kind === 'any' ? plainNumber(caller.number) : null;
}

export function customerOf(caller: Caller, business: Business): Customer | undefined {
  const { customers } = business;
  return customers.find(({ number }) => number === caller.number) ?? customers[0];
}
