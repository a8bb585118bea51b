"""Hours of operation, minute by minute, against the order of precedence told in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from santral.local.connect.opening_hours import DAY_MINUTES, is_open, open_on

MONDAY = date(2026, 11, 23)
NAMES = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")


def at(minute: int) -> dict[str, int]:
    return {"Hours": minute // 60 % 24, "Minutes": minute % 60}


@st.composite
def slots(draw: st.DrawFn, *, any_day: bool = False) -> dict[str, Any]:
    start = draw(st.integers(0, DAY_MINUTES - 1))
    end = draw(st.integers(start + 1, DAY_MINUTES))
    day = draw(st.sampled_from((*NAMES, None) if any_day else NAMES))
    return {
        **({} if day is None else {"Day": day}),
        "StartTime": at(start),
        "EndTime": at(end),
    }


weeks = st.lists(slots(), max_size=6)
override_slots = st.lists(slots(any_day=True), min_size=1, max_size=4)


@st.composite
def overrides(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from(("STANDARD", "OPEN", "CLOSED")))
    first = MONDAY + timedelta(days=draw(st.integers(-10, 3)))
    weekly = {"RecurrencePattern": {"Frequency": "WEEKLY", "Interval": 1}}
    return {
        "OverrideType": kind,
        "Config": draw(override_slots),
        "EffectiveFrom": first.isoformat(),
        "EffectiveTill": (first + timedelta(days=draw(st.integers(0, 20)))).isoformat(),
        **({} if kind == "STANDARD" else {"RecurrenceConfig": weekly}),
    }


def covers(config: list[dict[str, Any]], day: date, minute: int) -> bool:
    for slot in config:
        start = slot["StartTime"]["Hours"] * 60 + slot["StartTime"]["Minutes"]
        end = slot["EndTime"]["Hours"] * 60 + slot["EndTime"]["Minutes"] or DAY_MINUTES
        if slot.get("Day") in (None, NAMES[day.weekday()]) and start <= minute < end:
            return True
    return False


def expected(week: list[Any], held: list[dict[str, Any]], day: date, minute: int) -> bool:
    """Decide as the guide tells it: closures, openings, temporary hours, the week."""
    now = [each for each in held if each["EffectiveFrom"] <= day.isoformat()]
    now = [each for each in now if day.isoformat() <= each["EffectiveTill"]]

    def of(kind: str) -> list[list[Any]]:
        return [each["Config"] for each in now if each["OverrideType"] == kind]

    if any(covers(each, day, minute) for each in of("CLOSED")):
        return False
    if any(covers(each, day, minute) for each in of("OPEN")):
        return True
    temporary = of("STANDARD")
    return covers(temporary[0] if temporary else week, day, minute)


@given(weeks, st.lists(overrides(), max_size=4), st.integers(0, 6), st.integers(0, DAY_MINUTES - 1))
def test_each_minute_is_decided_by_the_first_that_has_a_say(
    week: list[Any], held: list[dict[str, Any]], days: int, minute: int
) -> None:
    day = MONDAY + timedelta(days=days)
    hours = {"TimeZone": "UTC", "Config": week}
    moment = datetime.combine(day, time(minute // 60, minute % 60, 59), UTC)

    assert is_open(hours, held, moment) is expected(week, held, day, minute)


@given(weeks, st.lists(overrides(), max_size=4), st.integers(0, 6))
def test_spans_of_a_day_are_in_order_and_apart(
    week: list[Any], held: list[dict[str, Any]], days: int
) -> None:
    spans = open_on({"TimeZone": "UTC", "Config": week}, held, MONDAY + timedelta(days=days))

    edges = [minute for span in spans for minute in span]
    assert edges == sorted(set(edges))
    assert all(0 <= minute <= DAY_MINUTES for minute in edges)
