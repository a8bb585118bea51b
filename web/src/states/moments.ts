/** Times as people read them: opening hours in the business's zone, all else in the viewer's. */
import { useTranslation } from 'react-i18next';

export function useMoments() {
  const { i18n } = useTranslation();
  const language = i18n.language;
  return {
    /** The viewer's zone, as `Europe/Istanbul`. */
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    /** @param iso - as the API writes it: 2026-11-23T10:30:00Z. */
    dateAndTime: (iso: string) =>
      format(iso, language, { dateStyle: 'medium', timeStyle: 'short' }),
    date: (iso: string) => format(iso, language, { dateStyle: 'medium' }),
    time: (iso: string) => format(iso, language, { timeStyle: 'short' }),
    /** To the second. */
    clock: (iso: string) => format(iso, language, { timeStyle: 'medium' }),
    /** With the zone behind it. */
    inZone: (iso: string, zone: string) =>
      format(iso, language, {
        dateStyle: 'medium',
        timeStyle: 'short',
        timeZone: zone,
      }),
    duration,
  };
}

function format(iso: string, language: string, options: Intl.DateTimeFormatOptions): string {
  const moment = new Date(iso);
  return Number.isNaN(moment.getTime()) ? '' : moment.toLocaleString(language, options);
}

/** 75 -> 1:15 */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const two = (part: number) => String(part).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = two(whole % 60);
  return hours === 0 ? `${minutes}:${rest}` : `${hours}:${two(minutes)}:${rest}`;
}

/**
 * The moment at which a day of the viewer begins, for the API; null where none is chosen yet.
 *
 * @param day - as a date picker writes it while it is being typed: 2026-11-23.
 * @param later - how many days after that.
 */
export function startOfDay(day: string, later = 0): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) {
    return null;
  }
  const moment = new Date(`${day}T00:00:00`);
  moment.setDate(moment.getDate() + later);
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}
