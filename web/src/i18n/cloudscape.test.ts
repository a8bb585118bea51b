/** Our Russian texts of Cloudscape are all there, and fill in what the English ones do. */
import english from '@cloudscape-design/components/i18n/messages/all.en.json';
import { describe, expect, it } from 'vitest';
import russian from '@/i18n/cloudscape.ru.json';

type Texts = Record<string, Record<string, unknown>>;

const ours: Texts = russian['cloudscape-design-components'].ru;
const theirs: Texts = english['cloudscape-design-components'].en;

function filledIn(node: unknown): string[] {
  const found = new Set<string>();
  const walk = (each: unknown): void => {
    if (Array.isArray(each)) {
      each.forEach(walk);
    } else if (typeof each === 'object' && each !== null) {
      const { type, value } = each as { type?: number; value?: unknown };
      if (typeof value === 'string' && type !== undefined && type !== 0) {
        found.add(value);
      }
      Object.values(each).forEach(walk);
    }
  };
  walk(node);
  return [...found].sort();
}

describe.each(Object.keys(theirs))('%s', (component) => {
  it('has every text in Russian', () => {
    expect(Object.keys(ours[component] ?? {})).toEqual(Object.keys(theirs[component] ?? {}));
  });

  it('fills in the same things in Russian', () => {
    for (const [key, text] of Object.entries(theirs[component] ?? {})) {
      expect({ key, fills: filledIn(ours[component]?.[key]) }).toEqual({
        key,
        fills: filledIn(text),
      });
    }
  });
});

it('leaves no sentence in English', () => {
  const texts = JSON.stringify(ours).matchAll(/"type":0,"value":"([^"]*)"/g);
  expect(
    [...texts].map(([, text]) => text).filter((text) => /^[a-z ]{5,}$/i.test(text ?? '')),
  ).toEqual([]);
});
