/** Keeps a chat over a reload of the page, as long as the tab is there. */
import type { Begun } from './beginning';

export interface KeptChat {
  begun: Begun;
  /** The time of the newest message that the customer has seen; empty is none. */
  seenUntil: string;
  /** Whether the panel was open. */
  isOpen: boolean;
}

export interface Kept {
  read(): KeptChat | null;
  write(chat: KeptChat | null): void;
}

const KEY = 'santral.chat.';

export function keptIn(storage: Storage, business: string): Kept {
  const key = KEY + business;
  return {
    read() {
      try {
        return JSON.parse(storage.getItem(key) ?? 'null') as KeptChat | null;
      } catch {
        return null;
      }
    },
    write(chat) {
      if (chat === null) {
        storage.removeItem(key);
      } else {
        storage.setItem(key, JSON.stringify(chat));
      }
    },
  };
}

/** What is kept of the present chat, if there is one. */
export class Memory {
  readonly #kept: Kept;
  #chat: KeptChat | null = null;

  constructor(kept: Kept) {
    this.#kept = kept;
  }

  get seenUntil(): string {
    return this.#chat?.seenUntil ?? '';
  }

  recall(): KeptChat | null {
    this.#chat = this.#kept.read();
    return this.#chat;
  }

  begin(begun: Begun): void {
    this.#chat = { begun, seenUntil: '', isOpen: true };
    this.#kept.write(this.#chat);
  }

  change(changed: Partial<KeptChat>): void {
    if (this.#chat !== null) {
      this.#chat = { ...this.#chat, ...changed };
      this.#kept.write(this.#chat);
    }
  }

  forget(): void {
    this.#chat = null;
    this.#kept.write(null);
  }
}
