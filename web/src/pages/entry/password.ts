/** What a password of one's own has to be, as the API asks for it. */
export const SHORTEST = 12;

export type PasswordFlaw = 'short' | 'capital' | 'small' | 'digit';

/** The first thing that is missing; null is a good one. */
export function flawOf(password: string): PasswordFlaw | null {
  if (password.length < SHORTEST) {
    return 'short';
  }
  if (!/\p{Lu}/u.test(password)) {
    return 'capital';
  }
  if (!/\p{Ll}/u.test(password)) {
    return 'small';
  }
  return /\d/.test(password) ? null : 'digit';
}
