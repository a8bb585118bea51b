import { expect, it } from 'vitest';
import { minorOf, moneyText } from '@/i18n/money';

it.each([
  ['199.90', 'TRY', 19_990],
  ['199,9', 'EUR', 19_990],
  ['1 000', 'RUB', 100_000],
  ['500', 'JPY', 500],
  ['-5', 'EUR', -500],
  ['0.29', 'EUR', 29],
])('%s %s is %d of the smallest unit', (written, currency, minor) => {
  expect(minorOf(written, currency)).toBe(minor);
});

it.each([
  ['', 'EUR'],
  ['ten', 'EUR'],
  ['1.2.3', 'EUR'],
  ['0.001', 'EUR'],
  ['0.5', 'JPY'],
])('%j %s is no price', (written, currency) => {
  expect(minorOf(written, currency)).toBeNull();
});

it('money is written as the viewer does', () => {
  expect(moneyText(19_990, 'EUR', 'en')).toBe('€199.90');
  expect(moneyText(5, 'not one', 'en')).toBe('0.05 not one');
});
