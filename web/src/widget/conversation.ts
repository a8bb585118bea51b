/** A chat as its customer sees it: what each thing that happens changes. */
import { EVENT, receiptOf } from '../chat/item';
import { type Delivery, type Entry, placed, written } from './entry';
import { type Item, isPerson } from './item';
import type { Failure } from './texts';

export interface Conversation {
  stage: 'form' | 'starting' | 'open' | 'ended';
  isConnected: boolean;
  entries: readonly Entry[];
  /** The agents who are there, by what they are called. */
  agents: readonly string[];
  /** Who is writing, where somebody is; empty has no name. */
  typing: string | null;
  /** How many came while the chat was closed. */
  unread: number;
  failure: Failure | null;
}

export type Happened =
  | { type: 'starting' }
  | { type: 'not_started'; why: Failure }
  | { type: 'connected' }
  | { type: 'disconnected' }
  /** The chat has begun, and cannot be joined yet. */
  | { type: 'unreachable' }
  | { type: 'items'; items: readonly Item[]; seen: boolean }
  | { type: 'written'; id: string; text: string; at: string }
  | { type: 'sent'; id: string; as: string }
  | { type: 'send_failed'; id: string }
  | { type: 'resending'; id: string }
  | { type: 'typing'; name: string }
  | { type: 'typing_over' }
  | { type: 'seen' }
  | { type: 'ended' }
  | { type: 'anew' };

export const NEW_CONVERSATION: Conversation = {
  stage: 'form',
  isConnected: false,
  entries: [],
  agents: [],
  typing: null,
  unread: 0,
  failure: null,
};

export function reduce(chat: Conversation, happened: Happened): Conversation {
  switch (happened.type) {
    case 'starting':
      return { ...NEW_CONVERSATION, stage: 'starting' };
    case 'not_started':
      return { ...NEW_CONVERSATION, failure: happened.why };
    case 'connected':
      return chat.stage === 'ended' ? chat : { ...chat, stage: 'open', isConnected: true };
    case 'unreachable':
      return { ...chat, stage: 'open', isConnected: false };
    case 'disconnected':
      return { ...chat, isConnected: false, typing: null };
    case 'items':
      return happened.items.reduce((now, item) => withItem(now, item, happened.seen), chat);
    case 'written':
      return { ...chat, entries: [...chat.entries, written(happened)] };
    case 'sent':
      return withSent(chat, happened.id, happened.as);
    case 'send_failed':
      return withDelivery(chat, happened.id, 'failed');
    case 'resending':
      return { ...chat, entries: chat.entries.map((each) => resending(each, happened.id)) };
    case 'typing':
      return { ...chat, typing: happened.name };
    case 'typing_over':
      return { ...chat, typing: null };
    case 'seen':
      return { ...chat, unread: 0 };
    case 'ended':
      return { ...chat, stage: 'ended', typing: null, agents: [] };
    case 'anew':
      return NEW_CONVERSATION;
  }
}

function resending(entry: Entry, id: string): Entry {
  return entry.kind === 'message' && entry.id === id ? { ...entry, delivery: 'sending' } : entry;
}

function withItem(chat: Conversation, item: Item, seen: boolean): Conversation {
  if (item.Type === 'MESSAGEMETADATA') {
    return withReceipt(chat, item);
  }
  if (item.Type === 'EVENT') {
    return withEvent(chat, item);
  }
  return item.Type === 'MESSAGE' || item.Type === 'ATTACHMENT'
    ? withMessage(chat, item, seen)
    : chat;
}

function withMessage(chat: Conversation, item: Item, seen: boolean): Conversation {
  const mine = item.ParticipantRole === 'CUSTOMER';
  const entry: Entry = {
    kind: 'message',
    id: item.Id,
    at: item.AbsoluteTime,
    mine,
    name: isPerson(item) ? (item.DisplayName ?? '') : '',
    text: item.Type === 'MESSAGE' ? (item.Content ?? '') : '',
    files: item.Attachments ?? [],
    delivery: 'sent',
  };
  const isNew = !chat.entries.some(({ id }) => id === item.Id);
  return {
    ...chat,
    entries: placed(chat.entries, entry),
    typing: mine ? chat.typing : null,
    unread: isNew && !mine && !seen ? chat.unread + 1 : chat.unread,
  };
}

function withEvent(chat: Conversation, item: Item): Conversation {
  const what = item.ContentType?.replace(EVENT, '');
  const name = item.DisplayName ?? '';
  if (what === 'chat.ended') {
    return reduce(chat, { type: 'ended' });
  }
  if (
    !isPerson(item) ||
    item.ParticipantRole === 'CUSTOMER' ||
    (what !== 'participant.joined' && what !== 'participant.left')
  ) {
    return chat;
  }
  const joined = what === 'participant.joined';
  const others = chat.agents.filter((each) => each !== name);
  return {
    ...chat,
    agents: joined ? [...others, name] : others,
    typing: null,
    entries: placed(chat.entries, {
      kind: 'notice',
      id: item.Id,
      at: item.AbsoluteTime,
      what: joined ? 'joined' : 'left',
      name,
    }),
  };
}

function withReceipt(chat: Conversation, item: Item): Conversation {
  const receipt = receiptOf(item);
  const id = item.MessageMetadata?.MessageId ?? '';
  return receipt === null ? chat : withDelivery(chat, id, receipt);
}

/** What was sent comes back by the socket too, before or after its own answer. */
function withSent(chat: Conversation, id: string, as: string): Conversation {
  const came = chat.entries.some((each) => each.id === as);
  const entries = came
    ? chat.entries.filter((each) => each.id !== id)
    : chat.entries.map((each) => (each.id === id ? { ...each, id: as } : each));
  return withDelivery({ ...chat, entries }, as, 'sent');
}

const ORDER: readonly Delivery[] = ['sending', 'failed', 'sent', 'delivered', 'read'];

function withDelivery(chat: Conversation, id: string, delivery: Delivery): Conversation {
  const moved = (entry: Entry): Entry =>
    entry.kind === 'message' &&
    entry.id === id &&
    ORDER.indexOf(delivery) > ORDER.indexOf(entry.delivery)
      ? { ...entry, delivery }
      : entry;
  return { ...chat, entries: chat.entries.map(moved) };
}
