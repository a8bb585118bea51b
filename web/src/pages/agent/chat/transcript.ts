/** What was said in a chat, from what the participant service sends: in any order, twice, or late. */

export type Author = 'me' | 'agent' | 'customer' | 'system';

export interface Attachment {
  id: string;
  name: string;
  /** Whether its scan has let it through. */
  isReady: boolean;
  isRejected: boolean;
}

export interface Said {
  id: string;
  at: string;
  author: Author;
  name: string;
  text: string;
  attachments: readonly Attachment[];
  /** What happened instead of something said: somebody came or left, the chat ended. */
  event: ChatEvent | null;
  receipt: 'delivered' | 'read' | null;
}

export type ChatEvent = 'joined' | 'left' | 'transferred' | 'ended';

export interface ChatState {
  phase: 'opening' | 'open' | 'broken' | 'ended';
  said: readonly Said[];
  /** Until then the other side is taken to be typing. */
  typingUntilMs: number;
  /** More was said before. */
  hasEarlier: boolean;
}

export const EMPTY_CHAT: ChatState = {
  phase: 'opening',
  said: [],
  typingUntilMs: 0,
  hasEarlier: false,
};

/** As the service writes an item; most may be missing. */
export interface Item {
  Id?: string;
  AbsoluteTime?: string;
  Type?: string;
  ContentType?: string;
  Content?: string;
  DisplayName?: string;
  ParticipantId?: string;
  ParticipantRole?: string;
  Attachments?: readonly {
    AttachmentId?: string;
    AttachmentName?: string;
    Status?: string;
  }[];
  MessageMetadata?: {
    MessageId?: string;
    Receipts?: readonly { DeliveredTimestamp?: string; ReadTimestamp?: string }[];
  };
}

/** Source: Amazon Connect Participant Service API, SendEvent: an indicator stands for some seconds. */
const TYPING_MS = 12_000;

const EVENT = 'application/vnd.amazonaws.connect.event.';
const EVENTS: Readonly<Record<string, ChatEvent>> = {
  [`${EVENT}participant.joined`]: 'joined',
  [`${EVENT}participant.left`]: 'left',
  [`${EVENT}transfer.succeeded`]: 'transferred',
  [`${EVENT}chat.ended`]: 'ended',
};

/** @param me - the participant id of who looks at it. */
export function received(state: ChatState, item: Item, me: string, nowMs: number): ChatState {
  if (item.ContentType === `${EVENT}typing`) {
    const isMine = item.ParticipantId === me;
    return isMine ? state : { ...state, typingUntilMs: nowMs + TYPING_MS };
  }
  if (item.MessageMetadata?.MessageId !== undefined && item.Type === 'MESSAGEMETADATA') {
    return withReceipt(state, item.MessageMetadata);
  }
  const said = saidOf(item, me);
  if (said === null) {
    return state;
  }
  const isOthers = said.author === 'customer' && said.event === null;
  return {
    ...state,
    phase: said.event === 'ended' ? 'ended' : state.phase,
    said: inOrder(state.said, said),
    typingUntilMs: isOthers ? 0 : state.typingUntilMs,
  };
}

function saidOf(item: Item, me: string): Said | null {
  const event = EVENTS[item.ContentType ?? ''] ?? null;
  const isSaid = item.Type === 'MESSAGE' || item.Type === 'ATTACHMENT';
  if (item.Id === undefined || (event === null && !isSaid)) {
    return null;
  }
  return {
    id: item.Id,
    at: item.AbsoluteTime ?? '',
    author: authorOf(item, me),
    name: item.DisplayName ?? '',
    text: item.Content ?? '',
    attachments: (item.Attachments ?? []).map((each) => ({
      id: each.AttachmentId ?? '',
      name: each.AttachmentName ?? '',
      isReady: each.Status === undefined || each.Status === 'APPROVED',
      isRejected: each.Status === 'REJECTED',
    })),
    event,
    receipt: receiptOf(item.MessageMetadata?.Receipts),
  };
}

function authorOf(item: Item, me: string): Author {
  if (item.ParticipantId !== undefined && item.ParticipantId === me) {
    return 'me';
  }
  const roles: Readonly<Record<string, Author>> = { AGENT: 'agent', CUSTOMER: 'customer' };
  return roles[item.ParticipantRole ?? ''] ?? 'system';
}

function receiptOf(
  receipts: readonly { DeliveredTimestamp?: string; ReadTimestamp?: string }[] = [],
): Said['receipt'] {
  if (receipts.some((each) => each.ReadTimestamp !== undefined)) {
    return 'read';
  }
  return receipts.some((each) => each.DeliveredTimestamp !== undefined) ? 'delivered' : null;
}

function withReceipt(state: ChatState, metadata: NonNullable<Item['MessageMetadata']>): ChatState {
  const receipt = receiptOf(metadata.Receipts);
  const said = state.said.map((each) =>
    each.id === metadata.MessageId && each.receipt !== 'read' ? { ...each, receipt } : each,
  );
  return receipt === null ? state : { ...state, said };
}

/** An item that came before is taken anew, but a receipt that it had is kept. */
function inOrder(all: readonly Said[], one: Said): Said[] {
  const before = all.find((each) => each.id === one.id);
  const newest = { ...one, receipt: one.receipt ?? before?.receipt ?? null };
  const others = all.filter((each) => each.id !== one.id);
  const after = others.findIndex((each) => Date.parse(each.at) > Date.parse(one.at));
  return after === -1
    ? [...others, newest]
    : [...others.slice(0, after), newest, ...others.slice(after)];
}
