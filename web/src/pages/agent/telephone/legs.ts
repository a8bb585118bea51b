/** What can be said of a contact by who is in it. */
import type { Contact, Leg } from '@/pages/agent/telephone/port';

export function customerLeg(contact: Contact): Leg | undefined {
  return contact.legs.find((leg) => leg.role === 'customer' && leg.state !== 'gone');
}

/** The third ones: colleagues, queues that are waited in, other numbers. */
export function colleagueLegs(contact: Contact): readonly Leg[] {
  return contact.legs.filter((leg) => leg.role === 'colleague' && leg.state !== 'gone');
}

/** Customer and colleague hear one another. */
export function isConference(contact: Contact): boolean {
  const others = [customerLeg(contact), ...colleagueLegs(contact)];
  return others.filter((leg) => leg?.state === 'connected').length > 1;
}

export function isLive(contact: Contact): boolean {
  return contact.phase === 'connected' || contact.phase === 'paused';
}

/** Who has been spoken to, and is to be wrapped up. */
export function isAnswered(contact: Contact): boolean {
  return isLive(contact) || contact.phase === 'ended';
}

/** Hers in our books, as the flow found out; empty where it did not. */
export function customerIdOf(contact: Contact): string {
  return contact.attributes.customer_id ?? '';
}

/** How the contact is called in a tab: by name, by number, or by what it is. */
export function nameOf(contact: Contact): string {
  const known = contact.attributes.customer_name ?? '';
  if (contact.channel === 'task') {
    return contact.name || known;
  }
  const customer = contact.legs.find(({ role }) => role === 'customer');
  return known || contact.number || (customer?.name ?? '');
}
