import { expect, it } from 'vitest';
import { marked } from '@/pages/agent/customer/marked';

const shown = (text: string, marks: number[][]) =>
  marked(text, marks).map((part) => (part.isMarked ? `[${part.text}]` : part.text));

it('words that were asked for are marked where they stand', () => {
  expect(shown('A refund takes a week.', [[2, 8]])).toEqual(['A ', '[refund]', ' takes a week.']);
});

it('signs of two units are one character, as the API counts', () => {
  expect(shown('💶 refund', [[2, 8]])).toEqual(['💶 ', '[refund]']);
});

it('marks over one another are one', () => {
  expect(
    shown('refunds', [
      [0, 6],
      [3, 7],
    ]),
  ).toEqual(['[refund]', '[s]']);
});

it('a text without any is itself', () => {
  expect(shown('<b>x</b>', [])).toEqual(['<b>x</b>']);
});
