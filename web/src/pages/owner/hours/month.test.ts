import { expect, it } from 'vitest';
import { columnOf, firstDay, lastDay, monthOf, moved, todayIn } from '@/pages/owner/hours/month';
import { daysOf, inOrder, newOverride } from '@/pages/owner/hours/overrides';

it('walks over the ends of years', () => {
  expect(moved({ year: 2026, month: 12 }, 1)).toEqual({ year: 2027, month: 1 });
  expect(moved({ year: 2026, month: 1 }, -1)).toEqual({ year: 2025, month: 12 });
});

it('knows how long a month is', () => {
  expect([firstDay({ year: 2028, month: 2 }), lastDay({ year: 2028, month: 2 })]).toEqual([
    '2028-02-01',
    '2028-02-29',
  ]);
  expect(monthOf('2026-11-30')).toEqual({ year: 2026, month: 11 });
});

it('begins weeks on Monday', () => {
  expect([columnOf('2026-11-30'), columnOf('2026-11-29')]).toEqual([1, 7]);
});

it('takes today from the clock of the business', () => {
  const now = new Date('2026-11-30T22:30:00Z');
  expect([todayIn('Europe/Istanbul', now), todayIn('Europe/London', now)]).toEqual([
    '2026-12-01',
    '2026-11-30',
  ]);
});

it('lists yearly holidays by their day, before the dated ones', () => {
  const dated = newOverride('2026-03-20');
  const yearly = { ...newOverride('2020-10-29'), yearly: true };
  expect(inOrder([dated, yearly]).map(({ index }) => index)).toEqual([1, 0]);
});

it('says which days are meant', () => {
  expect(daysOf({ ...newOverride('2020-10-29'), yearly: true }, 'en')).toBe('October 29');
  expect(daysOf({ ...newOverride('2026-03-20'), last: '2026-03-22' }, 'en')).toBe(
    'Mar 20, 2026 – Mar 22, 2026',
  );
});
