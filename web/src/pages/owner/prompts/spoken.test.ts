import { expect, it } from 'vitest';
import { placeOf, spokenIn, withLanguage } from '@/pages/owner/prompts/spoken';
import type { Setup } from '@/setup/setup';
import { newChoice } from '@/setup/tree';

const setup = {
  languages: [{ code: 'tr', locale: 'tr-TR', voice: 'Filiz' }],
  menus: [
    {
      id: 'main',
      prompt: { tr: 'Satış için 1.' },
      choices: {
        '1': { ...newChoice('queue', []), queue: 'sales' },
        '3': { ...newChoice('message', []), message: { tr: 'Açığız.' } },
      },
      default_queue: '',
    },
  ],
  hotlines: [],
  holidays: [{ name: 'x', first: '2026-01-01', last: null, yearly: true, slots: [], spoken: {} }],
  schedules: [{ name: 'main', week: {}, overrides: [] }],
  emergency: { on: false, message: {} },
  consent: { policy: 'none', text: {} },
} as unknown as Setup;

it('finds every text that is said in some language', () => {
  expect(spokenIn(setup)).toEqual([
    { path: 'menus[0].prompt', texts: { tr: 'Satış için 1.' } },
    { path: 'menus[0].choices.3.message', texts: { tr: 'Açığız.' } },
  ]);
});

it('puts the new language beside the others, and only where something is said', () => {
  const added = { code: 'en', locale: 'en-GB', voice: 'Amy' };
  const draft = withLanguage(setup, added, {
    'menus[0].prompt': 'For sales, 1.',
    'menus[0].choices.3.message': 'We are open.',
  });

  expect(draft.languages?.map(({ code }) => code)).toEqual(['tr', 'en']);
  expect(draft.menus?.[0]?.prompt).toEqual({ tr: 'Satış için 1.', en: 'For sales, 1.' });
  expect(draft.menus?.[0]?.choices['3']?.message).toEqual({ tr: 'Açığız.', en: 'We are open.' });
  expect(draft.menus?.[0]?.choices['1']?.message).toEqual({});
  expect(draft.emergency?.message).toEqual({});
  expect(setup.menus[0]?.prompt).toEqual({ tr: 'Satış için 1.' });
});

it('leaves out what is not written, for the API to ask for', () => {
  const draft = withLanguage(setup, { code: 'en', locale: 'en-GB', voice: 'Amy' }, {});

  expect(draft.menus?.[0]?.prompt).toEqual({ tr: 'Satış için 1.' });
});

it('says what a text belongs to', () => {
  expect(placeOf(setup, 'menus[0].choices.3.message')).toEqual({ part: 'menus', name: 'main' });
  expect(placeOf(setup, 'emergency.message')).toEqual({ part: 'emergency', name: '' });
});
