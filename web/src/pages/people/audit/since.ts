/**
 * The moment at which a day of the viewer begins, for the API; null where none is chosen yet.
 *
 * @param day - as a date picker writes it while it is being typed: 2026-11-23.
 */
export function sinceOf(day: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) {
    return null;
  }
  const moment = new Date(`${day}T00:00:00`);
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}
