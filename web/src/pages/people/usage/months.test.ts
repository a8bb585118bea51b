import { expect, it } from 'vitest';
import { monthName, monthsBack } from '@/pages/people/usage/months';

it('counts months back over the turn of the year, in UTC', () => {
  expect(monthsBack(new Date('2026-02-28T23:30:00-05:00'), 4)).toEqual([
    '2026-03',
    '2026-02',
    '2026-01',
    '2025-12',
  ]);
});

it('names a month in the language of the viewer', () => {
  expect(monthName('2026-11', 'en')).toBe('November 2026');
  expect(monthName('2026-11', 'it')).toBe('novembre 2026');
});
