/** The one telephone of this document, for the components. */
import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';
import { keepPresence } from '@/pages/agent/presence/presence';
import { callAttention } from '@/pages/agent/ring/attention';
import type { Telephone, TelephoneState } from '@/pages/agent/telephone/port';
import { StreamsTelephone } from '@/pages/agent/telephone/streams';
import type { Session } from '@/session/session';
import type { World } from '@/world';

let theOne: Telephone | null = null;

/** It goes on when its page is left, and ends with the session. */
export function telephoneOf(world: World, session: Session, tenant: string): Telephone {
  theOne ??= newTelephone(world, session, tenant);
  return theOne;
}

function newTelephone(world: World, session: Session, tenant: string): Telephone {
  const telephone = new StreamsTelephone(world, tenant);
  callAttention(telephone);
  keepPresence(session.api);
  session.subscribe(() => {
    if (session.state === 'signed_out') {
      telephone.stop();
    }
  });
  return telephone;
}

export const TelephoneContext = createContext<Telephone | null>(null);

export function useTelephone(): Telephone {
  const telephone = useContext(TelephoneContext);
  if (telephone === null) {
    throw new Error('no telephone around this component');
  }
  return telephone;
}

export function useTelephoneState(): TelephoneState {
  const telephone = useTelephone();
  const subscribe = useCallback(
    (listener: () => void) => telephone.subscribe(listener),
    [telephone],
  );
  return useSyncExternalStore(subscribe, () => telephone.state);
}
