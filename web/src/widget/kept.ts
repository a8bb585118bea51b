/** Keeps a chat over a reload of the page, as long as the tab is there. */
import type { Begun } from './beginning';

const KEY = 'santral.chat.';

export interface Kept {
  read(): Begun | null;
  write(begun: Begun | null): void;
}

export function keptIn(storage: Storage, business: string): Kept {
  const key = KEY + business;
  return {
    read() {
      try {
        return JSON.parse(storage.getItem(key) ?? 'null') as Begun | null;
      } catch {
        return null;
      }
    },
    write(begun) {
      if (begun === null) {
        storage.removeItem(key);
      } else {
        storage.setItem(key, JSON.stringify(begun));
      }
    },
  };
}
