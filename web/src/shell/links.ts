/**
 * A URL from outside that may be opened, else null: by https, or one of this machine, as a centre on
 * a laptop gives out.
 */
export function safeUrl(text: string): string | null {
  if (!URL.canParse(text)) {
    return null;
  }
  const { protocol, hostname, href } = new URL(text);
  const isOfThisMachine = hostname === 'localhost' || hostname === '127.0.0.1';
  return protocol === 'https:' || (protocol === 'http:' && isOfThisMachine) ? href : null;
}
