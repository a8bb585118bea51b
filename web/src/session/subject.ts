/** Whose an access token is, as it says itself; empty where it cannot be read. */
export function subjectOf(token: string): string {
  try {
    const [, claims = ''] = token.split('.');
    const { sub }: { sub?: unknown } = JSON.parse(
      atob(claims.replace(/-/g, '+').replace(/_/g, '/')),
    );
    return typeof sub === 'string' ? sub : '';
  } catch {
    return '';
  }
}
