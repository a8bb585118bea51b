"""A business's schedules as Amazon Connect's hours of operation: a week and temporary overrides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import count
from typing import Any, Final

from santral.domain.hours import Day, Hours, Override, Slot, Week

_DAYS = {
    Day.MON: "MONDAY",
    Day.TUE: "TUESDAY",
    Day.WED: "WEDNESDAY",
    Day.THU: "THURSDAY",
    Day.FRI: "FRIDAY",
    Day.SAT: "SATURDAY",
    Day.SUN: "SUNDAY",
}
_ALL_DAY = Slot(time.min, time.min)
ALWAYS: Week = dict.fromkeys(Day, (_ALL_DAY,))
_LEAP_DAY = (2, 29)
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Temporary:
    """The hours of some dates, as CreateHoursOfOperationOverride takes them."""

    name: str
    details: dict[str, Any]


def config(week: Week) -> list[dict[str, Any]]:
    """Write a week as the API's HoursOfOperationConfig."""
    return [_slot(day, slot) for day in Day for slot in week.get(day, ())]


def overrides(hours: Hours, year: int) -> Iterator[Temporary]:
    """Write what differs from the week, for a year and the next.

    Connect recurs on days of a month, and a holiday may be a range that goes past New Year: each
    occurrence is an override of its own. No two are on one date, so that it does not matter in
    which order they are made.
    """
    laid = list(_laid(hours, year))
    free = [_without(each, laid[at + 1 :]) for at, each in enumerate(laid)]
    taken: set[str] = set()
    for each, stretches in zip(laid, free, strict=True):
        for first, last in stretches:
            yield _temporary(each.slots, _unused(each.name, taken), first, last)


@dataclass(frozen=True, slots=True)
class _Laid:
    name: str
    slots: Sequence[Slot]
    first: date
    last: date


def _laid(hours: Hours, year: int) -> Iterator[_Laid]:
    """List the occurrences; where two share a day the later one holds there."""
    for each in hours.overrides:
        for begins in (year - 1, year, year + 1) if each.yearly else ():
            first, last = _occurrence(each, begins)
            if last.year >= year:
                yield _Laid(f"{each.name} {begins}", each.slots, first, last)
    for each in hours.overrides:
        if not each.yearly:
            yield _Laid(each.name, each.slots, each.first, each.last or each.first)


def _without(laid: _Laid, later: Sequence[_Laid]) -> list[tuple[date, date]]:
    """Return the stretches of days that no later one covers."""
    stretches = [(laid.first, laid.last)]
    for other in later:
        stretches = [
            (first, last)
            for begins, ends in stretches
            for first, last in (
                (begins, min(ends, other.first - _DAY)),
                (max(begins, other.last + _DAY), ends),
            )
            if first <= last
        ]
    return stretches


def _unused(name: str, taken: set[str]) -> str:
    """Return the name, or with a number: Connect takes each once among the same hours."""
    candidates = (name if at == 1 else f"{name} ({at})" for at in count(1))
    unused = next(each for each in candidates if each not in taken)
    taken.add(unused)
    return unused


def _occurrence(override: Override, year: int) -> tuple[date, date]:
    last = override.last or override.first
    wraps = (last.month, last.day) < (override.first.month, override.first.day)
    return _in_year(override.first, year), _in_year(last, year + 1 if wraps else year)


def _in_year(day: date, year: int) -> date:
    if (day.month, day.day) == _LEAP_DAY:
        return date(year, 3, 1) if not _is_leap(year) else date(year, 2, 29)
    return day.replace(year=year)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _temporary(slots: Sequence[Slot], name: str, first: date, last: date) -> Temporary:
    return Temporary(
        name,
        {
            "OverrideType": "STANDARD",
            "EffectiveFrom": first.isoformat(),
            "EffectiveTill": last.isoformat(),
            "Config": [_slot(day, slot) for day in Day for slot in slots],
        },
    )


def _slot(day: Day, slot: Slot) -> dict[str, Any]:
    return {
        "Day": _DAYS[day],
        "StartTime": {"Hours": slot.start.hour, "Minutes": slot.start.minute},
        "EndTime": {"Hours": slot.end.hour, "Minutes": slot.end.minute},
    }
