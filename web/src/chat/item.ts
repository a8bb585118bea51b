/** What is said in a chat, as Amazon Connect's participant service says it to both of its sides. */

export const EVENT = 'application/vnd.amazonaws.connect.event.';

/**
 * So long somebody is taken to be typing: who stops says nothing of it.
 * Source: Amazon Connect Participant Service API, SendEvent.
 */
export const TYPING_MS = 12_000;

export type Receipt = 'delivered' | 'read';

/** As chatjs hands it out, and as the transcript holds it; most may be missing. */
export interface Item {
  Id?: string | undefined;
  Type?: string | undefined;
  AbsoluteTime?: string | undefined;
  ContentType?: string | undefined;
  Content?: string | undefined;
  DisplayName?: string | undefined;
  ParticipantId?: string | undefined;
  ParticipantRole?: string | undefined;
  Attachments?:
    | readonly { AttachmentId?: string; AttachmentName?: string; Status?: string }[]
    | undefined;
  MessageMetadata?:
    | {
        MessageId?: string;
        Receipts?: readonly { DeliveredTimestamp?: string; ReadTimestamp?: string }[];
      }
    | undefined;
}

export function receiptOf({ MessageMetadata }: Item): Receipt | null {
  const receipts = MessageMetadata?.Receipts ?? [];
  if (receipts.some((each) => each.ReadTimestamp !== undefined)) {
    return 'read';
  }
  return receipts.some((each) => each.DeliveredTimestamp !== undefined) ? 'delivered' : null;
}

/** Puts one, anew where it is there already, by its time: things come in any order, and twice. */
export function inOrder<T extends { id: string; at: string }>(all: readonly T[], one: T): T[] {
  const others = all.filter(({ id }) => id !== one.id);
  const later = others.findIndex(({ at }) => Date.parse(at) > Date.parse(one.at));
  return later < 0 ? [...others, one] : [...others.slice(0, later), one, ...others.slice(later)];
}
