"""When hours of operation are open: a week, and what overrides make of it, in minutes of a day.

Times are wall times of the hours' own zone: an hour that a clock change repeats is open twice,
and one that it skips never is.
Source: Administrator Guide, "Identify dates where you need to override standard operating hours",
"Dates with competing overrides"; API Reference, RecurrencePattern.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

Span = tuple[int, int]  # minutes since midnight, half-open
Details = Mapping[str, Any]  # hours of operation, or an override, as the API has them

DAY_MINUTES: Final = 24 * 60
STANDARD, OPEN, CLOSED = "STANDARD", "OPEN", "CLOSED"
_DAYS: Final = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")


def is_open(hours: Details, overrides: Sequence[Details], at: datetime) -> bool:
    local = at.astimezone(ZoneInfo(hours["TimeZone"]))
    minute = local.hour * 60 + local.minute
    return any(start <= minute < end for start, end in open_on(hours, overrides, local.date()))


def open_on(hours: Details, overrides: Sequence[Details], day: date) -> list[Span]:
    """List when it is open on a local date.

    Recurring closures come first, then recurring openings, then temporary hours, which replace
    the date whole, and last the week. Of two temporary ones the first in `overrides` holds, since
    AWS has no rule for that.
    """
    held: dict[str, list[list[Span]]] = {STANDARD: [], OPEN: [], CLOSED: []}
    for each in overrides:
        spans = override_on(each, day)
        if spans is not None:
            held[each["OverrideType"]].append(spans)
    usual = (*held[STANDARD], slots_on(hours["Config"], day))[0]
    opened = [span for spans in (usual, *held[OPEN]) for span in spans]
    closed = [span for spans in held[CLOSED] for span in spans]
    return without(merged(opened), merged(closed))


def override_on(override: Details, day: date) -> list[Span] | None:
    """List when an override holds on a date; None where it has no say on that date.

    Temporary hours without a slot for the date close it; a recurring override holds on the days
    of its slots, and on the whole of each day where it has no slots at all.
    """
    first = date.fromisoformat(override["EffectiveFrom"])
    if not first <= day <= date.fromisoformat(override["EffectiveTill"]):
        return None
    if override["OverrideType"] == STANDARD:
        return slots_on(override["Config"], day)
    recurrence = override.get("RecurrenceConfig")
    if recurrence is not None and not _recurs(recurrence["RecurrencePattern"], first, day):
        return None
    if not override["Config"]:
        return [(0, DAY_MINUTES)]
    return slots_on(override["Config"], day) or None


def slots_on(config: Iterable[Details], day: date) -> list[Span]:
    """List the slots for a date, in order; one without a Day is for every day."""
    name = _DAYS[day.weekday()]
    return merged([span_of(each) for each in config if each.get("Day", name) == name])


def span_of(slot: Details) -> Span:
    """Read a slot; an end of 00:00 is the end of the day, and what is missing is midnight."""
    start, end = _minute(slot.get("StartTime")), _minute(slot.get("EndTime"))
    return start, end or DAY_MINUTES


def merged(spans: Iterable[Span]) -> list[Span]:
    """
    >>> merged([(600, 720), (0, 60), (660, 780), (780, 800)])
    [(0, 60), (600, 800)]
    """
    result: list[Span] = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def without(spans: Iterable[Span], gaps: Iterable[Span]) -> list[Span]:
    """
    >>> without([(480, 1200)], [(720, 960), (1080, 1440)])
    [(480, 720), (960, 1080)]
    """
    left = list(spans)
    for since, until in gaps:
        cut = [(start, min(end, since)) for start, end in left]
        cut += [(max(start, until), end) for start, end in left]
        left = sorted((start, end) for start, end in cut if start < end)
    return left


def _minute(time: Details | None) -> int:
    return 0 if time is None else int(time["Hours"]) * 60 + int(time["Minutes"])


def _recurs(pattern: Details, first: date, day: date) -> bool:
    """Whether a date is one of a pattern that begins on another; slots choose the weekday."""
    frequency, interval = pattern["Frequency"], pattern["Interval"]
    if frequency == "WEEKLY":
        return (_week(day) - _week(first)) % int(interval) == 0
    months = 12 * (day.year - first.year) + day.month - first.month
    if frequency == "MONTHLY":
        return months % int(interval) == 0 and _is_day_of_month(pattern, first, day)
    month: int = next(iter(pattern.get("ByMonth") or ()), first.month)
    in_month = day.month == month and (day.year - first.year) % int(interval) == 0
    return in_month and _is_day_of_month(pattern, first, day)


def _is_day_of_month(pattern: Details, first: date, day: date) -> bool:
    last = calendar.monthrange(day.year, day.month)[1]
    occurrence = next(iter(pattern.get("ByWeekdayOccurrence") or ()), None)
    if occurrence == -1:
        return day.day + 7 > last
    if occurrence is not None:
        return (day.day - 1) // 7 + 1 == int(occurrence)
    wanted: int = next(iter(pattern.get("ByMonthDay") or ()), first.day)
    return day.day == (last if wanted == -1 else wanted)


def _week(day: date) -> int:
    """Count weeks, which begin on Sundays, as in the service's own lists of days."""
    return day.toordinal() // 7  # a number, since the first days of year 1 have no Sunday before
