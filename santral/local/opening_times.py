"""A business's schedules as Amazon Connect's hours of operation: a week and temporary overrides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

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


@dataclass(frozen=True, slots=True)
class Temporary:
    """The hours of some dates, as CreateHoursOfOperationOverride takes them."""

    name: str
    details: dict[str, Any]


def config(week: Week) -> list[dict[str, Any]]:
    """Write a week as the API's HoursOfOperationConfig."""
    return [_slot(day, slot) for day in Day for slot in week.get(day, ())]


def overrides(hours: Hours, year: int) -> Iterator[Temporary]:
    """Write what differs from the week, for a year and the next; the later of two holds.

    Connect recurs on days of a month, and a holiday may be a range that goes past New Year: each
    occurrence is an override of its own.
    """
    yearly = [each for each in hours.overrides if each.yearly]
    dated = [each for each in hours.overrides if not each.yearly]
    for each in yearly:
        for begins in (year - 1, year, year + 1):
            first, last = _occurrence(each, begins)
            if last.year >= year:
                yield _temporary(each, f"{each.name} {begins}", first, last)
    for each in dated:
        yield _temporary(each, each.name, each.first, each.last or each.first)


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


def _temporary(override: Override, name: str, first: date, last: date) -> Temporary:
    slots: Sequence[Slot] = override.slots
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
