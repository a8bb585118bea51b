import { expect, it } from 'vitest';
import {
  freeId,
  moved,
  type Step,
  stepName,
  withoutStep,
  withStep,
} from '@/pages/people/scripts/script';

const steps: Step[] = [
  {
    id: 'ask',
    say: { en: 'How old is it?' },
    field: '',
    answers: [{ text: { en: 'New' }, next: 'thank' }],
  },
  { id: 'thank', say: {}, field: '', answers: [] },
];

it('gives a new step an id of its own', () => {
  expect(withStep(steps).map(({ id }) => id)).toEqual(['ask', 'thank', 'step-3']);
  expect(freeId([{ ...(steps[0] as Step), id: 'step-2' }])).toBe('step-3');
});

it('ends the script where a removed step would have followed', () => {
  expect(withoutStep(steps, 'thank')[0]?.answers).toEqual([{ text: { en: 'New' }, next: '' }]);
});

it('moves steps, and none beyond the ends', () => {
  expect(moved(steps, 1, -1).map(({ id }) => id)).toEqual(['thank', 'ask']);
  expect(moved(steps, 0, -1)).toEqual(steps);
});

it('names a step by its place and what is said first', () => {
  expect(stepName(steps, 'ask', ['tr', 'en'])).toBe('1 · How old is it?');
  expect(stepName(steps, 'thank', ['en'])).toBe('2 · thank');
});
