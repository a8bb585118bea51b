/** The texts of the chat, in each language that it speaks. */
import { en, type Texts } from './languages/en';
import { it } from './languages/it';
import { ru } from './languages/ru';
import { tr } from './languages/tr';
import { zh } from './languages/zh';

export type { Texts };
export type Failure = keyof Texts['failed'];

const ALL: Readonly<Record<string, Texts>> = { en, tr, ru, zh, it };

/** @param language - as `tr` or `tr-TR`; English where the chat does not speak it. */
export function textsOf(language: string): Texts {
  return ALL[language.slice(0, 2).toLowerCase()] ?? en;
}

export function filled(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
