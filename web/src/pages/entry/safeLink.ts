/** Where a link may lead that came from outside. */
const NOWHERE = 'https://nowhere.invalid';

/** Lead on to one of these pages, whatever a link says. */
export function pathWithin(to: string | null): string {
  if (to === null || !to.startsWith('/') || !URL.canParse(to, NOWHERE)) {
    return '/';
  }
  // A browser reads more as another site than `//`: this asks it. What is left of `/.//site` is one.
  const { origin, pathname, search, hash } = new URL(to, NOWHERE);
  return origin === NOWHERE && !pathname.startsWith('//') ? pathname + search + hash : '/';
}

export interface ExportToken {
  certificate: string;
  token: string;
}

/** What stands behind the # of a mailed link to a last export: a certificate's id, a dot, a token. */
export function exportTokenOf(hash: string): ExportToken | null {
  const match = /^#?([A-Za-z0-9][A-Za-z0-9_.:@+-]{0,127})\.([0-9a-f]{64})$/.exec(hash);
  return match === null ? null : { certificate: match[1] ?? '', token: match[2] ?? '' };
}

/** What stands behind the # of a mailed invitation. */
export function invitationTokenOf(hash: string): string | null {
  return /^#?([A-Za-z0-9_-]{20,100})$/.exec(hash)?.[1] ?? null;
}
