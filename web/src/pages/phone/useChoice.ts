import { useState } from 'react';
import { type Caller, callerNumber } from '@/pages/phone/caller';
import type { Business } from '@/pages/phone/protocol';

export interface Choice {
  business: Business | undefined;
  /** The number to call. */
  to: Business['numbers'][number] | undefined;
  caller: Caller;
  /** Null is a hidden number. */
  from: string | null;
  chooseBusiness(id: string | undefined): void;
  chooseNumber(e164: string | undefined): void;
  chooseCaller(caller: Caller): void;
}

/** Which number is called, and as whom; the first of each until somebody has chosen. */
export function useChoice(businesses: readonly Business[]): Choice {
  const [id, chooseBusiness] = useState<string>();
  const [e164, chooseNumber] = useState<string>();
  const [caller, chooseCaller] = useState<Caller>({ kind: 'known', number: '' });
  const business = businesses.find((each) => each.id === id) ?? businesses[0];
  return {
    business,
    to: business?.numbers.find((each) => each.e164 === e164) ?? business?.numbers[0],
    caller,
    from: business === undefined ? null : callerNumber(caller, business),
    chooseBusiness,
    chooseNumber,
    chooseCaller,
  };
}
