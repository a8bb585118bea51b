import { expect, it } from 'vitest';
import { contact } from '@/pages/agent/telephone/fake';
import { currentOf, itemsOf } from '@/pages/agent/workbench/items';
import { newKept } from '@/pages/agent/workbench/kept';

const call = contact({ id: 'call', phase: 'connected' });
const chat = contact({ id: 'chat', channel: 'chat', phase: 'connected' });
const ringing = contact({ id: 'ringing' });
const lost = { ...newKept(contact({ id: 'lost' }), 0), endedMs: 1, note: 'half a sentence' };

it('has a tab for each contact in hand, and for what was lost with notes', () => {
  const items = itemsOf([call, ringing, chat], [newKept(call, 0), lost]);
  expect(items.map(({ id, contact: one }) => [id, one !== null])).toEqual([
    ['call', true],
    ['chat', true],
    ['lost', false],
  ]);
});

it('looks at what goes on, unless another one was chosen', () => {
  const ended = contact({ id: 'ended', phase: 'ended' });
  const items = itemsOf([ended, call], [lost]);
  expect(currentOf(items, null)?.id).toBe('call');
  expect(currentOf(items, 'lost')?.id).toBe('lost');
  expect(currentOf(items, 'cleared')?.id).toBe('call');
  expect(currentOf([], null)).toBeNull();
});
