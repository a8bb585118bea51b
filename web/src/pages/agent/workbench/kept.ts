/**
 * What an agent has in hand: her contacts with what she writes to each, kept by the browser until
 * it is saved or thrown away.
 *
 * So a wrap-up outlives a reload, a server that begins anew, and a contact that vanishes meanwhile.
 */
import { customerIdOf, isAnswered, nameOf } from '@/pages/agent/telephone/legs';
import type { Channel, Contact } from '@/pages/agent/telephone/port';

export interface Kept {
  id: string;
  channel: Channel;
  name: string;
  number: string;
  queue: string;
  /** The customer's, as the flow found out; null where it did not. */
  language: string | null;
  beganMs: number;
  /** null as long as it goes on. */
  endedMs: number | null;
  codes: readonly string[];
  note: string;
  /** Whether codes and note are with the centre as they are here. */
  isSaved: boolean;
  /** Of the script beside the call: which it is, and the steps that are done. */
  script: string | null;
  ticked: readonly string[];
  /** Who it is, as the flow found out or as was chosen; null is not known, NOBODY that it is not who was found. */
  customer: string | null;
  /** What is being written in a chat. */
  answer: string;
  /** Whether the centre has confirmed that nothing is recorded at present. */
  isRecordingPaused: boolean;
}

/** In place of a customer: whoever was found is not the one. */
export const NOBODY = '';

/** So long something is kept that nobody has come back to. */
export const KEPT_MS = 7 * 24 * 3600 * 1000;

export function newKept(contact: Contact, nowMs: number): Kept {
  return {
    id: contact.id,
    channel: contact.channel,
    name: nameOf(contact),
    number: contact.number,
    queue: contact.queue,
    language: contact.attributes.language ?? null,
    beganMs: nowMs,
    endedMs: contact.phase === 'ended' ? nowMs : null,
    codes: [],
    note: '',
    isSaved: false,
    script: null,
    ticked: [],
    customer: customerIdOf(contact) || null,
    answer: '',
    isRecordingPaused: false,
  };
}

/**
 * Follow what the telephone says.
 *
 * @param contacts - all that the telephone has; called only while it is heard.
 */
export function observed(
  kept: readonly Kept[],
  contacts: readonly Contact[],
  nowMs: number,
): readonly Kept[] {
  const known = kept.flatMap((each) => followed(each, contacts, nowMs));
  const fresh = contacts
    .filter((contact) => isAnswered(contact) && !kept.some(({ id }) => id === contact.id))
    .map((contact) => newKept(contact, nowMs));
  const isSame = fresh.length === 0 && known.length === kept.length;
  return isSame && known.every((each, at) => each === kept[at]) ? kept : [...known, ...fresh];
}

/** What has gone and is saved is done with; what has gone otherwise stays, as ended. */
function followed(one: Kept, contacts: readonly Contact[], nowMs: number): Kept[] {
  const contact = contacts.find(({ id }) => id === one.id);
  const isOver = contact === undefined || contact.phase === 'ended';
  if (contact === undefined && (one.isSaved || isForgotten(one, nowMs))) {
    return [];
  }
  return isOver && one.endedMs === null ? [{ ...one, endedMs: nowMs }] : [one];
}

function isForgotten(one: Kept, nowMs: number): boolean {
  return one.endedMs !== null && nowMs - one.endedMs > KEPT_MS;
}

export function hasDraft(one: Kept): boolean {
  return !one.isSaved && (one.note !== '' || one.codes.length > 0);
}
