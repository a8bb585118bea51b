/** Which rows of a list stand on a page of it. */

export const ROWS = 20;

export interface Shown<T> {
  rows: readonly T[];
  /** Counted from 1. */
  page: number;
  pages: number;
  found: number;
  /** Rows of this page have not come yet. */
  lacks: boolean;
}

/** @param text - what each row that is found has in it, in any case; empty finds all. */
export function shown<T>(
  items: readonly T[],
  {
    text,
    textOf,
    page,
    hasMore,
  }: {
    text: string;
    textOf: (item: T) => string;
    page: number;
    hasMore: boolean;
  },
): Shown<T> {
  const wanted = text.trim().toLocaleLowerCase();
  const found =
    wanted === ''
      ? items
      : items.filter((each) => textOf(each).toLocaleLowerCase().includes(wanted));
  const pages = Math.max(1, Math.ceil(found.length / ROWS));
  const at = hasMore ? page : Math.min(page, pages);
  return {
    rows: found.slice((at - 1) * ROWS, at * ROWS),
    page: at,
    pages: Math.max(pages, at),
    found: found.length,
    lacks: hasMore && (at * ROWS > found.length || wanted !== ''),
  };
}
