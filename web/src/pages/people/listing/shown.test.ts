import { describe, expect, it } from 'vitest';
import { shown } from '@/pages/people/listing/shown';

const names = Array.from({ length: 45 }, (_, number) => `queue-${number}`);
const textOf = (name: string) => name;
const view = (changed: { text?: string; page?: number; hasMore?: boolean }) =>
  shown(names, { text: '', textOf, page: 1, hasMore: false, ...changed });

describe('a page of a list', () => {
  it('has twenty rows, the last one the rest', () => {
    expect(view({}).rows).toHaveLength(20);
    expect(view({ page: 3 }).rows).toEqual([
      'queue-40',
      'queue-41',
      'queue-42',
      'queue-43',
      'queue-44',
    ]);
    expect(view({}).pages).toBe(3);
  });

  it('is never one behind the last', () => {
    expect(view({ page: 9 }).page).toBe(3);
  });

  it('asks for rows that have not come yet', () => {
    expect(view({ page: 2, hasMore: true }).lacks).toBe(false);
    expect(view({ page: 3, hasMore: true }).lacks).toBe(true);
    expect(view({ page: 3, hasMore: false }).lacks).toBe(false);
  });

  it('finds in any case, and asks for the rest of the list to find in', () => {
    const found = view({ text: ' QUEUE-4 ', hasMore: true });
    expect(found.rows).toEqual([
      'queue-4',
      'queue-40',
      'queue-41',
      'queue-42',
      'queue-43',
      'queue-44',
    ]);
    expect(found.lacks).toBe(true);
  });
});
