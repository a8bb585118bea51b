import { expect, it } from 'vitest';
import { conversationOf, type DryRun } from '@/pages/owner/menus/conversation';

const line = (after_s: number, label: string, text: string) => ({ after_s, label, text, tone: '' });

/** As a business with one menu answers to the key 1, and to nobody pressing anything. */
const run = {
  lines: [
    line(0, 'call', 'a hidden number calls'),
    line(0.05, 'function', 'identify_contact: next=menu'),
    line(0.05, 'hears', 'For sales press 1.'),
    line(14, 'presses', '1'),
    line(14, 'hears', 'Please hold.'),
    line(16, 'hears', 'Press 1 to be called back.'),
    line(30, 'queue', 'sales, position 1'),
  ],
  blocks: [
    { after_s: 0.05, type: 'GetParticipantInput' },
    { after_s: 14, type: 'MessageParticipant' },
    { after_s: 16, type: 'GetParticipantInput' },
  ],
} as unknown as DryRun;

it('stops where the caller is asked', () => {
  const talk = conversationOf(run, 0);

  expect(talk.isAsking).toBe(true);
  expect(talk.said.map(({ text }) => text)).toEqual([
    'a hidden number calls',
    'For sales press 1.',
  ]);
  expect(talk.otherwise[0]?.text).toBe('1');
});

it('goes on to the next question', () => {
  expect(conversationOf(run, 1).said.at(-1)?.text).toBe('Press 1 to be called back.');
});

it('tells everything once nothing is asked any more', () => {
  const talk = conversationOf(run, 2);

  expect([talk.isAsking, talk.said.length, talk.otherwise]).toEqual([false, 6, []]);
});
