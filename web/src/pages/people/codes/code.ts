import type { components } from '@/api/schema';

export type Code = components['schemas']['WrapUpCodeView'];

export const CODES = ['people', 'codes'] as const;

/** In the viewer's language where it has one, else in any. */
export function titleOf({ title, id }: Code, language: string): string {
  return title[language] ?? Object.values(title)[0] ?? id;
}
