import { afterEach, expect, it, vi } from 'vitest';
import { onceVisible } from '@/pages/agent/chat/onceVisible';

afterEach(() => vi.restoreAllMocks());

function turn(state: DocumentVisibilityState): void {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
  document.dispatchEvent(new Event('visibilitychange'));
}

it('what is looked at is told at once', () => {
  const read: string[] = [];
  onceVisible(() => read.push('m-1'));
  expect(read).toEqual(['m-1']);
});

it('what is not looked at is told when it is, once', () => {
  turn('hidden');
  const read: string[] = [];
  onceVisible(() => read.push('m-1'));
  expect(read).toEqual([]);
  turn('visible');
  turn('hidden');
  turn('visible');
  expect(read).toEqual(['m-1']);
});

it('what was given up is not told any more', () => {
  turn('hidden');
  const read: string[] = [];
  onceVisible(() => read.push('m-1'))();
  turn('visible');
  expect(read).toEqual([]);
});
