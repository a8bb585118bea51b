/** One thing of a chat that is shown. */
import { inOrder, type Receipt } from '../chat/item';
import type { Attachment } from './item';

export type Delivery = 'sending' | 'failed' | 'sent' | Receipt;

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

/** In the order of their times; what is there already keeps its place, with what is newer. */
export function placed(entries: readonly Entry[], entry: Entry): readonly Entry[] {
  const there = entries.find(({ id }) => id === entry.id);
  if (there !== undefined) {
    const kept =
      there.kind === 'message' && entry.kind === 'message'
        ? { ...entry, delivery: there.delivery === 'sending' ? entry.delivery : there.delivery }
        : entry;
    return entries.map((each) => (each === there ? kept : each));
  }
  return inOrder(entries, entry);
}
