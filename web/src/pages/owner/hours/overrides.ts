/** Days that are not as the week says: holidays, and exceptions of one schedule. */
import type { components } from '@/api/schema';
import { written } from '@/pages/owner/hours/month';

export type Override = components['schemas']['OverrideShape'];

export function newOverride(first: string): Override {
  return { name: '', first, last: null, yearly: false, slots: [], spoken: {} };
}

/** By the calendar, those of every year by their day in it, with the place that each has in a list. */
export function inOrder(overrides: readonly Override[]): { each: Override; index: number }[] {
  const order = ({ first, yearly }: Override) => (yearly ? `0000${first.slice(4)}` : first);
  return overrides
    .map((each, index) => ({ each, index }))
    .sort((one, other) => order(one.each).localeCompare(order(other.each)));
}

export function daysOf({ first, last, yearly }: Override, language: string): string {
  const options: Intl.DateTimeFormatOptions = yearly
    ? { day: 'numeric', month: 'long' }
    : { dateStyle: 'medium' };
  const begins = written(first, language, options);
  return last === null || last === first
    ? begins
    : `${begins} – ${written(last, language, options)}`;
}

/** What is sent: texts that are not there are not sent as empty ones. */
export function tidiedOverride(override: Override): Override {
  const spoken = Object.entries(override.spoken ?? {}).filter(([, text]) => text.trim() !== '');
  return { ...override, name: override.name.trim(), spoken: Object.fromEntries(spoken) };
}
