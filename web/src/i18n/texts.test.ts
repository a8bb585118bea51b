/** Every text exists in every language, and says something. */
import { describe, expect, it } from 'vitest';

const FILES = import.meta.glob<{ default: object }>('./locales/*/*.json', { eager: true });
const LANGUAGES = ['tr', 'ru', 'zh', 'it', 'en'];
const namespaces = [...new Set(Object.keys(FILES).map((path) => path.split('/')[3] ?? ''))];

function texts(language: string, namespace: string): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (value: unknown, path: string) => {
    if (typeof value === 'object' && value !== null) {
      for (const [key, below] of Object.entries(value)) {
        walk(below, path === '' ? key : `${path}.${key}`);
      }
    } else {
      found.set(path, String(value));
    }
  };
  walk(FILES[`./locales/${language}/${namespace}`]?.default ?? {}, '');
  return found;
}

/** `items_one` and `items_few` are one text: each language has the plural forms that it needs. */
function plainKeys(found: Map<string, string>): string[] {
  const plain = [...found.keys()].map((key) => key.replace(/_(zero|one|two|few|many|other)$/, ''));
  return [...new Set(plain)].sort();
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1] ?? '').sort();
}

describe.each(namespaces)('%s', (namespace) => {
  const english = texts('en', namespace);

  it.each(LANGUAGES)('has every text in %s', (language) => {
    expect(plainKeys(texts(language, namespace))).toEqual(plainKeys(english));
  });

  it.each(LANGUAGES)('has no empty text in %s', (language) => {
    const empty = [...texts(language, namespace)].filter(([, text]) => text.trim() === '');
    expect(empty).toEqual([]);
  });

  it.each(LANGUAGES)('fills in the same things in %s', (language) => {
    for (const [key, text] of texts(language, namespace)) {
      const plural = /_(zero|one|two|few|many|other)$/.test(key);
      const other = english.get(key);
      if (!plural && other !== undefined) {
        expect({ key, fills: placeholders(text) }).toEqual({ key, fills: placeholders(other) });
      }
    }
  });
});
