import { expect, it } from 'vitest';
import { isTyping, type Pressed, SHORTCUTS, shortcutOf } from '@/pages/agent/shortcuts/shortcuts';

const ALT_A: Pressed = {
  code: 'KeyA',
  altKey: true,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  repeat: false,
  isTyping: false,
};

it('Alt and A accepts, wherever the layout puts the letter', () => {
  expect(shortcutOf(ALT_A)).toBe('accept');
});

it.each([
  ['without Alt', { altKey: false }],
  ['with AltGr, which is Ctrl and Alt', { ctrlKey: true }],
  ['with Command', { metaKey: true }],
  ['held down', { repeat: true }],
  ['while writing', { isTyping: true }],
  ['with a letter that means nothing', { code: 'KeyZ' }],
])('%s it means nothing', (_, other) => {
  expect(shortcutOf({ ...ALT_A, ...other })).toBeNull();
});

it('no letter means two things', () => {
  const letters = Object.values(SHORTCUTS);
  expect(new Set(letters).size).toBe(letters.length);
});

it('knows what is written in', () => {
  const of = (tag: string, type?: string) => {
    const element = document.createElement(tag);
    if (type !== undefined) {
      element.setAttribute('type', type);
    }
    return isTyping(element);
  };
  expect([of('textarea'), of('input', 'text'), of('input', 'checkbox'), of('button')]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
