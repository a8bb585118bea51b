import type { PageEntry } from '@/shell/page';

/** Returns which link of the menu a page belongs to: its own, or the nearest above it. */
export function menuPlace(
  pathname: string,
  page: Pick<PageEntry, 'under'>,
  shown: readonly Pick<PageEntry, 'path'>[],
): string {
  const place = page.under ?? pathname;
  return shown
    .map(({ path }) => path)
    .filter((path) => place === path || place.startsWith(`${path}/`))
    .reduce((longest, path) => (path.length > longest.length ? path : longest), '');
}
