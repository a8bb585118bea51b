import { expect, it } from 'vitest';
import { amountOf } from '@/pages/people/parts/Amount';
import { wordsOf } from '@/pages/people/parts/WordList';
import { written } from '@/pages/people/parts/written';
import { moneyOf } from '@/pages/people/usage/moneyOf';

it('reads whole numbers, and none where nothing is written', () => {
  expect(amountOf('90')).toBe(90);
  expect(amountOf('90.6')).toBe(91);
  expect(amountOf(' ')).toBeNull();
  expect(amountOf('abc')).toBeNull();
});

it('parts words by commas, each once', () => {
  expect(wordsOf(' vip, shop,, vip ,')).toEqual(['vip', 'shop']);
});

it('writes an amount as the API has it in the currency', () => {
  expect(moneyOf('12.40', 'USD', 'en')).toBe('$12.40');
  expect(moneyOf('12.40', 'nonsense', 'en')).toBe('12.40 nonsense');
});

it('leaves out a language with no text', () => {
  expect(written({ tr: 'Merhaba', en: '' })).toEqual({ tr: 'Merhaba' });
});
