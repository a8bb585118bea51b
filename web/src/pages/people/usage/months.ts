/** The months of a year back, the present one first, as 2026-11; in UTC, as the API counts. */
export function monthsBack(now: Date, count: number): string[] {
  return Array.from({ length: count }, (_, back) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1)).toISOString().slice(0, 7),
  );
}

/** 2026-11 -> November 2026 */
export function monthName(month: string, language: string): string {
  return new Date(`${month}-01T00:00:00Z`).toLocaleString(language, {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
}
