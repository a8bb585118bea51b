import { describe, expect, it } from 'vitest';
import { EVENT } from '../chat/item';
import { type Conversation, type Happened, NEW_CONVERSATION, reduce } from './conversation';
import type { Item } from './item';

function item(id: string, more: Partial<Item> = {}): Item {
  return {
    Id: id,
    Type: 'MESSAGE',
    AbsoluteTime: `2026-11-30T09:00:0${id.length}.000Z`,
    Content: `text of ${id}`,
    ParticipantRole: 'AGENT',
    DisplayName: 'Deniz',
    ...more,
  };
}

function event(id: string, what: string, more: Partial<Item> = {}): Item {
  return item(id, { Type: 'EVENT', ContentType: EVENT + what, ...more });
}

function came(items: Item[], seen = true): Happened {
  return { type: 'items', items, seen };
}

function told(...happened: Happened[]): Conversation {
  return happened.reduce(reduce, NEW_CONVERSATION);
}

function texts(chat: Conversation): string[] {
  return chat.entries.map((each) => (each.kind === 'message' ? each.text : each.what));
}

const WRITTEN: Happened = { type: 'written', id: 'w', text: 'Merhaba', at: '2026-11-30T09:00:00Z' };

describe('a chat', () => {
  it('shows what is said once, in the order of its times, whichever way it comes', () => {
    const chat = told(came([item('bb'), item('a')]), came([item('a'), item('bb'), item('ccc')]));

    expect(texts(chat)).toEqual(['text of a', 'text of bb', 'text of ccc']);
  });

  it.each([
    ['before', [came([item('m', { ParticipantRole: 'CUSTOMER' })]), sent()]],
    ['after', [sent(), came([item('m', { ParticipantRole: 'CUSTOMER' })])]],
  ] as const)('shows a sent message once where it comes back %s its answer', (_, happened) => {
    const chat = told(WRITTEN, ...happened);

    expect(chat.entries.map(({ id }) => id)).toEqual(['m']);
    expect(chat.entries[0]).toMatchObject({ mine: true, delivery: 'sent' });
  });

  it('says when a message was read, and takes no step back', () => {
    const read = receipt({ ReadTimestamp: '2026-11-30T09:01:00Z' });
    const delivered = receipt({ DeliveredTimestamp: '2026-11-30T09:00:30Z' });

    const chat = told(WRITTEN, sent(), came([read]), came([delivered]));
    expect(chat.entries[0]).toMatchObject({ delivery: 'read' });
  });

  it('offers to send again what was not sent', () => {
    const failed = told(WRITTEN, { type: 'send_failed', id: 'w' });
    expect(failed.entries[0]).toMatchObject({ text: 'Merhaba', delivery: 'failed' });

    const again = reduce(failed, { type: 'resending', id: 'w' });
    expect(again.entries[0]).toMatchObject({ delivery: 'sending' });
  });

  it('names agents who come and go, and nobody else', () => {
    const customer = { ParticipantRole: 'CUSTOMER', DisplayName: 'Leyla' };
    const chat = told(
      came([
        event('a', 'participant.joined', customer),
        event('bb', 'participant.joined'),
        event('ccc', 'participant.left'),
      ]),
    );

    expect(texts(chat)).toEqual(['joined', 'left']);
    expect(chat.agents).toEqual([]);
  });

  it('lets flows and bots speak for the business', () => {
    const system = { ParticipantRole: 'SYSTEM', DisplayName: 'SYSTEM_MESSAGE' };

    expect(told(came([item('a', system)])).entries[0]).toMatchObject({ name: '' });
  });

  it('counts what came while nobody looked', () => {
    const chat = told(came([item('a'), item('bb')], false), came([item('bb')], false));

    expect(chat.unread).toBe(2);
    expect(reduce(chat, { type: 'seen' }).unread).toBe(0);
  });

  it('counts nothing that the customer has written', () => {
    expect(told(came([item('a', { ParticipantRole: 'CUSTOMER' })], false)).unread).toBe(0);
  });

  it('forgets who writes once the message is there', () => {
    const chat = told({ type: 'typing', name: 'Deniz' }, came([item('a')]));

    expect(chat.typing).toBeNull();
  });

  it('is over when the transcript says so, and stays over', () => {
    const chat = told({ type: 'connected' }, came([item('a'), event('bb', 'chat.ended')]));

    expect(chat.stage).toBe('ended');
    expect(reduce(chat, { type: 'connected' }).stage).toBe('ended');
    expect(texts(chat)).toEqual(['text of a']);
  });

  it('begins with an empty page again', () => {
    expect(told(came([item('a')]), { type: 'anew' })).toEqual(NEW_CONVERSATION);
  });
});

function sent(): Happened {
  return { type: 'sent', id: 'w', as: 'm' };
}

function receipt(of: { ReadTimestamp?: string; DeliveredTimestamp?: string }): Item {
  return item('r', {
    Type: 'MESSAGEMETADATA',
    MessageMetadata: { MessageId: 'm', Receipts: [of] },
  });
}
