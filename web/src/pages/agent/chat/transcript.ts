/** What was said in a chat, from what the participant service sends: in any order, twice, or late. */
import { EVENT, type Item, inOrder, type Receipt, receiptOf, TYPING_MS } from '@/chat/item';

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
  receipt: Receipt | null;
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
    return withReceipt(state, item.MessageMetadata.MessageId, receiptOf(item));
  }
  const said = saidOf(item, me);
  if (said === null) {
    return state;
  }
  const isOthers = said.author === 'customer' && said.event === null;
  return {
    ...state,
    phase: said.event === 'ended' ? 'ended' : state.phase,
    said: withSaid(state.said, said),
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
    receipt: receiptOf(item),
  };
}

function authorOf(item: Item, me: string): Author {
  if (item.ParticipantId !== undefined && item.ParticipantId === me) {
    return 'me';
  }
  const roles: Readonly<Record<string, Author>> = { AGENT: 'agent', CUSTOMER: 'customer' };
  return roles[item.ParticipantRole ?? ''] ?? 'system';
}

function withReceipt(state: ChatState, id: string, receipt: Receipt | null): ChatState {
  const said = state.said.map((each) =>
    each.id === id && each.receipt !== 'read' ? { ...each, receipt } : each,
  );
  return receipt === null ? state : { ...state, said };
}

/** What came before is taken anew, but a receipt that it had is kept. */
function withSaid(all: readonly Said[], one: Said): Said[] {
  const before = all.find((each) => each.id === one.id);
  return inOrder(all, { ...one, receipt: one.receipt ?? before?.receipt ?? null });
}
