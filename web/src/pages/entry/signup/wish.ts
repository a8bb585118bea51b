/** What somebody signs up with, as it is being written. */

import { ApiProblem } from '@/api/problem';
import type { components } from '@/api/schema';
import type { Language } from '@/i18n';
import { countryOf } from '@/pages/entry/signup/countries';

export type Trade = components['schemas']['Trade'];

export interface Wish {
  template: Trade;
  business_name: string;
  country: string;
  language: Language;
  /** Empty is that of the country's capital. */
  timezone: string;
  name: string;
  email: string;
  acceptsTerms: boolean;
  acceptsPrivacy: boolean;
}

export function newWish(language: Language, spoken: readonly string[]): Wish {
  return {
    template: 'shop',
    business_name: '',
    country: countryOf(spoken),
    language,
    timezone: '',
    name: '',
    email: '',
    acceptsTerms: false,
    acceptsPrivacy: false,
  };
}

export const STEPS = ['business', 'preview', 'person', 'code'] as const;
export type StepName = (typeof STEPS)[number];

export function isComplete(step: StepName, wish: Wish): boolean {
  switch (step) {
    case 'business':
      return wish.business_name.trim() !== '' && wish.country !== '';
    case 'person':
      return (
        wish.name.trim() !== '' &&
        wish.email.includes('@') &&
        wish.acceptsTerms &&
        wish.acceptsPrivacy
      );
    default:
      return true;
  }
}

const OF_BUSINESS = ['business_name', 'country', 'language', 'timezone', 'template'];

/** To which step one has to go back for what the API refused. */
export function stepOf(error: unknown): StepName {
  const fields = error instanceof ApiProblem ? error.fields : [];
  return fields.some(({ path }) => OF_BUSINESS.includes(path.replace('body.', '')))
    ? 'business'
    : 'person';
}
