/** A chat as its customer sees it: what each thing that happens changes. */
import type { Failure } from './texts';

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

export type Delivery = 'sending' | 'failed' | 'sent' | 'delivered' | 'read';

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

export interface Conversation {
  stage: 'form' | 'starting' | 'open' | 'ended';
  isConnected: boolean;
  entries: readonly Entry[];
  /** The agents who are there, by what they are called. */
  agents: readonly string[];
  /** Who is writing; empty is nobody. */
  typing: string;
  /** How many came while the chat was closed. */
  unread: number;
  failure: Failure | null;
}

export type Happened =
  | { type: 'starting' }
  | { type: 'not_started'; why: Failure }
  | { type: 'connected' }
  | { type: 'disconnected' }
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

export const EVENT = 'application/vnd.amazonaws.connect.event.';

export const NEW_CONVERSATION: Conversation = {
  stage: 'form',
  isConnected: false,
  entries: [],
  agents: [],
  typing: '',
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
    case 'disconnected':
      return { ...chat, isConnected: false, typing: '' };
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
      return { ...chat, typing: '' };
    case 'seen':
      return { ...chat, unread: 0 };
    case 'ended':
      return { ...chat, stage: 'ended', typing: '', agents: [] };
    case 'anew':
      return NEW_CONVERSATION;
  }
}

function written({ id, text, at }: { id: string; text: string; at: string }): Entry {
  return { kind: 'message', id, at, mine: true, name: '', text, files: [], delivery: 'sending' };
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
    typing: mine ? chat.typing : '',
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
    typing: '',
    entries: placed(chat.entries, {
      kind: 'notice',
      id: item.Id,
      at: item.AbsoluteTime,
      what: joined ? 'joined' : 'left',
      name,
    }),
  };
}

/** Flows and bots speak for the business; Amazon Connect calls them SYSTEM_MESSAGE. */
function isPerson({ ParticipantRole }: Item): boolean {
  return ['CUSTOMER', 'AGENT', 'SUPERVISOR'].includes(ParticipantRole ?? '');
}

function withReceipt(chat: Conversation, item: Item): Conversation {
  const { MessageId: id = '', Receipts: receipts = [] } = item.MessageMetadata ?? {};
  if (receipts.some((each) => each.ReadTimestamp)) {
    return withDelivery(chat, id, 'read');
  }
  return receipts.some((each) => each.DeliveredTimestamp)
    ? withDelivery(chat, id, 'delivered')
    : chat;
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

/** In the order of their times; what is there already is there once, with what is newer. */
function placed(entries: readonly Entry[], entry: Entry): readonly Entry[] {
  const there = entries.find(({ id }) => id === entry.id);
  if (there !== undefined) {
    const kept =
      there.kind === 'message' && entry.kind === 'message'
        ? { ...entry, delivery: there.delivery === 'sending' ? entry.delivery : there.delivery }
        : entry;
    return entries.map((each) => (each === there ? kept : each));
  }
  const later = entries.findIndex((each) => each.at > entry.at);
  return later < 0
    ? [...entries, entry]
    : [...entries.slice(0, later), entry, ...entries.slice(later)];
}
