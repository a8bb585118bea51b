/** One thing of a chat that is shown. */
import type { Attachment } from './item';

export type Delivery = 'sending' | 'failed' | 'sent' | 'delivered' | 'read';

export type Entry =
  | {
      kind: 'message';
      id: string;
      at: string;
      mine: boolean;
      /** Empty is the business itself. */
      name: string;
      text: string;
      files: readonly Attachment[];
      delivery: Delivery;
    }
  | { kind: 'notice'; id: string; at: string; what: 'joined' | 'left'; name: string };

export function written({ id, text, at }: { id: string; text: string; at: string }): Entry {
  return { kind: 'message', id, at, mine: true, name: '', text, files: [], delivery: 'sending' };
}

/** In the order of their times; what is there already is there once, with what is newer. */
export function placed(entries: readonly Entry[], entry: Entry): readonly Entry[] {
  const there = entries.find(({ id }) => id === entry.id);
  if (there !== undefined) {
    const kept =
      there.kind === 'message' && entry.kind === 'message'
        ? { ...entry, delivery: there.delivery === 'sending' ? entry.delivery : there.delivery }
        : entry;
    return entries.map((each) => (each === there ? kept : each));
  }
  const later = entries.findIndex((each) => each.at > entry.at);
  return later < 0
    ? [...entries, entry]
    : [...entries.slice(0, later), entry, ...entries.slice(later)];
}
