/** Keeps in the browser's storage what an agent has in hand; all tabs see the same. */
import type { Contact } from '@/pages/agent/telephone/port';
import { type Kept, observed } from '@/pages/agent/workbench/kept';

const KEY = 'santral.workbench.';

export class Workbench {
  /** The member whose it is: two people may share a browser. */
  readonly subject: string;
  readonly #storage: Storage;
  readonly #key: string;
  readonly #listeners = new Set<() => void>();
  #text = '';
  #kept: readonly Kept[] = [];

  constructor(storage: Storage, subject: string) {
    this.subject = subject;
    this.#storage = storage;
    this.#key = KEY + subject;
    this.#load();
  }

  get kept(): readonly Kept[] {
    return this.#kept;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    const changedElsewhere = (event: StorageEvent) => {
      if (event.key === this.#key && this.#load()) {
        this.#tell();
      }
    };
    addEventListener('storage', changedElsewhere);
    return () => {
      this.#listeners.delete(listener);
      removeEventListener('storage', changedElsewhere);
    };
  };

  /** As it stands now, which may be later than what is drawn; undefined is that it was dropped. */
  find(id: string): Kept | undefined {
    return this.#kept.find((each) => each.id === id);
  }

  observe(contacts: readonly Contact[], nowMs: number): void {
    this.#load();
    this.#keep(observed(this.#kept, contacts, nowMs));
  }

  change(id: string, change: Partial<Kept>): void {
    this.#load();
    this.#keep(this.#kept.map((each) => (each.id === id ? { ...each, ...change } : each)));
  }

  /** What was written to it is saved, or not wanted. */
  drop(id: string): void {
    this.#load();
    this.#keep(this.#kept.filter((each) => each.id !== id));
  }

  /** Another tab may have written since. Answers whether it has. */
  #load(): boolean {
    const text = this.#storage.getItem(this.#key) ?? '[]';
    if (text === this.#text) {
      return false;
    }
    this.#text = text;
    this.#kept = parsed(text);
    return true;
  }

  #keep(kept: readonly Kept[]): void {
    if (kept === this.#kept) {
      return;
    }
    this.#kept = kept;
    this.#text = JSON.stringify(kept);
    try {
      this.#storage.setItem(this.#key, this.#text);
    } catch {
      // A full storage keeps nothing over a reload; what is on the page stays.
    }
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) {
      listener();
    }
  }
}

function parsed(text: string): readonly Kept[] {
  try {
    const kept: unknown = JSON.parse(text);
    return Array.isArray(kept) ? (kept as Kept[]) : [];
  } catch {
    return [];
  }
}
