/** What is said in a chat, as Amazon Connect's participant service says it. */

export const EVENT = 'application/vnd.amazonaws.connect.event.';

/** As chatjs hands it out, and as the transcript holds it. */
export interface Item {
  Id: string;
  Type: string;
  AbsoluteTime: string;
  ContentType?: string | undefined;
  Content?: string | undefined;
  DisplayName?: string | undefined;
  ParticipantRole?: string | undefined;
  Attachments?: readonly Attachment[] | undefined;
  MessageMetadata?:
    | {
        MessageId?: string;
        Receipts?: readonly { DeliveredTimestamp?: string; ReadTimestamp?: string }[];
      }
    | undefined;
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
