/** Days of a month, as dates without a zone: 2026-11-30. */

export interface Month {
  year: number;
  /** 1 is January. */
  month: number;
}

export function monthOf(day: string): Month {
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)) };
}

/** Today by the clock of a zone. */
export function todayIn(zone: string, now: Date): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(now);
}

export function moved({ year, month }: Month, by: number): Month {
  const months = year * 12 + month - 1 + by;
  return { year: Math.floor(months / 12), month: (months % 12) + 1 };
}

export function firstDay({ year, month }: Month): string {
  return new Date(Date.UTC(year, month - 1, 1)).toISOString().slice(0, 10);
}

export function lastDay({ year, month }: Month): string {
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

/** In which column of a week that begins on Monday a day stands; 1 is Monday. */
export function columnOf(day: string): number {
  return ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
}

/** A date as people write it; there is no zone in it. */
export function written(
  day: string,
  language: string,
  options: Intl.DateTimeFormatOptions = { dateStyle: 'medium' },
): string {
  const moment = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(moment.getTime())
    ? day
    : moment.toLocaleDateString(language, { ...options, timeZone: 'UTC' });
}
