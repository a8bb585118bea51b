import { made } from './made';

const SAVED_MS = 60_000;

/** Lets the browser save a file; it is never opened, whatever it is. */
export function save(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  made('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), SAVED_MS);
}
