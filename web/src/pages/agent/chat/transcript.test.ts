import { describe, expect, it } from 'vitest';
import { EVENT, type Item } from '@/chat/item';
import { EMPTY_CHAT, received } from '@/pages/agent/chat/transcript';

const NOON = Date.parse('2026-11-23T12:00:00Z');
const HELLO: Item = {
  Id: 'm-1',
  AbsoluteTime: '2026-11-23T11:59:00Z',
  Type: 'MESSAGE',
  ContentType: 'text/plain',
  Content: 'Merhaba',
  DisplayName: 'Ayşe',
  ParticipantId: 'ayse',
  ParticipantRole: 'CUSTOMER',
};
const ANSWER: Item = {
  ...HELLO,
  Id: 'm-2',
  AbsoluteTime: '2026-11-23T11:59:30Z',
  Content: 'How can I help?',
  ParticipantId: 'deniz',
  ParticipantRole: 'AGENT',
};

const chatOf = (...items: Item[]) =>
  items.reduce((state, item) => received(state, item, 'deniz', NOON), EMPTY_CHAT);

describe('what was said', () => {
  it('stands in its order, whatever came first, and once', () => {
    const chat = chatOf(ANSWER, HELLO, ANSWER);
    expect(chat.said.map(({ text, author }) => [text, author])).toEqual([
      ['Merhaba', 'customer'],
      ['How can I help?', 'me'],
    ]);
  });

  it('of a colleague before is not mine', () => {
    expect(chatOf({ ...ANSWER, ParticipantId: 'emre' }).said[0]?.author).toBe('agent');
  });

  it('is marked as read, and stays so when it comes again', () => {
    const read: Item = {
      Type: 'MESSAGEMETADATA',
      MessageMetadata: { MessageId: 'm-2', Receipts: [{ ReadTimestamp: '2026-11-23T12:00:00Z' }] },
    };
    const delivered: Item = {
      Type: 'MESSAGEMETADATA',
      MessageMetadata: {
        MessageId: 'm-2',
        Receipts: [{ DeliveredTimestamp: '2026-11-23T12:00:00Z' }],
      },
    };
    expect(chatOf(ANSWER, delivered).said[0]?.receipt).toBe('delivered');
    expect(chatOf(ANSWER, read, delivered, ANSWER).said[0]?.receipt).toBe('read');
  });

  it('has attachments that are let through or not', () => {
    const file = (Status: string): Item => ({
      ...HELLO,
      Type: 'ATTACHMENT',
      Attachments: [{ AttachmentId: 'a-1', AttachmentName: 'bill.pdf', Status }],
    });
    expect(chatOf(file('IN_PROGRESS')).said[0]?.attachments[0]?.isReady).toBe(false);
    expect(chatOf(file('APPROVED')).said[0]?.attachments[0]?.isReady).toBe(true);
    expect(chatOf(file('REJECTED')).said[0]?.attachments[0]?.isRejected).toBe(true);
  });
});

it('typing is seen for a while, and until something is said', () => {
  const typing: Item = { ContentType: `${EVENT}typing`, ParticipantId: 'ayse' };
  expect(chatOf(typing).typingUntilMs).toBe(NOON + 12_000);
  expect(chatOf(typing, HELLO).typingUntilMs).toBe(0);
  expect(chatOf({ ...typing, ParticipantId: 'deniz' }).typingUntilMs).toBe(0);
});

it('a chat that has ended stays to be read', () => {
  const end: Item = {
    ...HELLO,
    Id: 'e-1',
    Type: 'EVENT',
    AbsoluteTime: '2026-11-23T12:00:00Z',
    ContentType: `${EVENT}chat.ended`,
  };
  const chat = chatOf(HELLO, end);
  expect(chat.phase).toBe('ended');
  expect(chat.said.map(({ event }) => event)).toEqual([null, 'ended']);
});
