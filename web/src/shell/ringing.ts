/**
 * What waits to be taken on the agent's page, for whoever looks at another one.
 *
 * The telephone writes it; the frame around every page reads it, and needs nothing of the telephone.
 */
import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let waiting: string | null = null;

/** @param sentence - of who rings; null is nobody. */
export function tellRinging(sentence: string | null): void {
  if (sentence !== waiting) {
    waiting = sentence;
    for (const listener of listeners) {
      listener();
    }
  }
}

export function useRinging(): string | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => waiting,
  );
}
