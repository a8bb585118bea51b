/** What stands in the tabs: what the telephone has, and what it has lost while it was written to. */
import type { Contact } from '@/pages/agent/telephone/port';
import type { Kept } from '@/pages/agent/workbench/kept';

export interface Item {
  id: string;
  /** null is that the telephone does not have it any more. */
  contact: Contact | null;
  /** null is that it was never answered. */
  kept: Kept | null;
}

export function itemsOf(contacts: readonly Contact[], kept: readonly Kept[]): readonly Item[] {
  const live = contacts
    .filter(({ phase }) => !isWaiting(phase))
    .map((contact) => ({
      id: contact.id,
      contact,
      kept: kept.find(({ id }) => id === contact.id) ?? null,
    }));
  const lost = kept
    .filter((one) => !contacts.some(({ id }) => id === one.id))
    .map((one) => ({ id: one.id, contact: null, kept: one }));
  return [...live, ...lost];
}

/** These have a panel of their own above the tabs. */
function isWaiting(phase: Contact['phase']): boolean {
  return phase === 'ringing' || phase === 'missed' || phase === 'failed';
}

/** The one that is looked at: the chosen one, else one that goes on, else the first. */
export function currentOf(items: readonly Item[], chosen: string | null): Item | null {
  const isOn = ({ contact }: Item) => contact !== null && contact.phase !== 'ended';
  return items.find(({ id }) => id === chosen) ?? items.find(isOn) ?? items[0] ?? null;
}
