/** Opening hours by the clock on the wall, as the API writes them: 09:00-13:00. */
export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Day = (typeof DAYS)[number];
/** A day that is not listed is closed. */
export type Week = Readonly<Record<string, readonly string[]>>;

export type SlotProblem = 'time' | 'backwards' | 'overlap';

const END_OF_DAY = 24 * 60;

/** 09:30 -> 570; 24:00 is the end of the day. Null is no time. */
export function minutesOf(time: string): number | null {
  const match = /^([0-9]{1,2}):([0-9]{2})$/.exec(time.trim());
  const minutes = match === null ? Number.NaN : Number(match[1]) * 60 + Number(match[2]);
  return Number(match?.[2]) < 60 && minutes <= END_OF_DAY ? minutes : null;
}

export function timeOf(minutes: number): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** What somebody meant who typed 9, 930, 9.30 or 18:5; what cannot be read stays as it is. */
export function tidied(typed: string): string {
  const match = /^([0-9]{1,2})(?:[:. h]?([0-9]{2}))?$/i.exec(typed.trim());
  const minutes = match === null ? null : minutesOf(`${match[1]}:${match[2] ?? '00'}`);
  return minutes === null ? typed.trim() : timeOf(minutes);
}

export function endsOf(slot: string): [from: string, to: string] {
  const at = slot.indexOf('-');
  return at < 0 ? [slot.trim(), ''] : [slot.slice(0, at).trim(), slot.slice(at + 1).trim()];
}

/** What is wrong with each slot of a day, in the order of the slots. */
export function problemsOf(slots: readonly string[]): (SlotProblem | null)[] {
  const spans = slots.map((slot) => endsOf(slot).map(minutesOf));
  return spans.map(([from, to], index) => {
    if (from == null || to == null) {
      return 'time';
    }
    if (to <= from) {
      return 'backwards';
    }
    const overlaps = spans.some(
      ([otherFrom, otherTo], other) =>
        other !== index && otherFrom != null && otherTo != null && from < otherTo && otherFrom < to,
    );
    return overlaps ? 'overlap' : null;
  });
}

/** How long a day is open; slots that cannot be read count for nothing. */
export function minutesOpen(slots: readonly string[]): number {
  return slots
    .map((slot) => endsOf(slot).map(minutesOf))
    .reduce(
      (sum, [from, to]) => sum + (from == null || to == null ? 0 : Math.max(0, to - from)),
      0,
    );
}

export function minutesOpenInWeek(week: Week): number {
  return DAYS.reduce((sum, day) => sum + minutesOpen(week[day] ?? []), 0);
}

/** One more slot for a day: nine to five, or after the last one, as long as the day lasts. */
export function nextSlot(slots: readonly string[]): string | null {
  const ends = slots.map((slot) => minutesOf(endsOf(slot)[1])).filter((end) => end !== null);
  if (slots.length === 0) {
    return '09:00-17:00';
  }
  const from = Math.max(0, ...ends) + 60;
  return from >= END_OF_DAY ? null : `${timeOf(from)}-${timeOf(Math.min(from + 240, END_OF_DAY))}`;
}

export function withSlots(week: Week, day: Day, slots: readonly string[]): Week {
  const { [day]: _, ...others } = week;
  return slots.length === 0 ? others : { ...others, [day]: slots };
}

export function withDayCopied(week: Week, from: Day, to: readonly Day[]): Week {
  return to.reduce((sum, day) => withSlots(sum, day, week[from] ?? []), week);
}
