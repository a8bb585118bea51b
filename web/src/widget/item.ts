/** What is said in a chat, as its customer is told of it. */
import type { Item as AnyItem } from '../chat/item';

/** What Amazon Connect takes of one message. */
export const LONGEST_MESSAGE = 1024;

export interface Item extends AnyItem {
  Id: string;
  Type: string;
  AbsoluteTime: string;
  Attachments?: readonly Attachment[] | undefined;
}

export interface Attachment {
  AttachmentId: string;
  AttachmentName: string;
  Status: string;
}

/** Flows and bots speak for the business; Amazon Connect calls them SYSTEM_MESSAGE. */
export function isPerson({ ParticipantRole }: Item): boolean {
  return ['CUSTOMER', 'AGENT', 'SUPERVISOR'].includes(ParticipantRole ?? '');
}
