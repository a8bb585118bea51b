"""A business's hours, written for Amazon Connect, open and close at the same instants."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from santral.domain import opening_times
from santral.domain.hours import Day, Hours, Override, Slot
from santral.local.connect import opening_hours

SHOP = Hours(
    "Europe/Istanbul",
    {Day.MON: (Slot(time(9), time(13)), Slot(time(14), time(18)))},
    (
        Override("New Year", date(2026, 12, 31), date(2027, 1, 1), yearly=True),
        Override("Long Monday", date(2026, 11, 23), slots=(Slot(time(8), time.min),)),
    ),
)


def opens(hours: Hours, at: datetime, year: int) -> bool:
    """Ask the hours of operation that were made of these."""
    made = [each.details for each in opening_times.overrides(hours, year)]
    details = {"TimeZone": hours.timezone, "Config": opening_times.config(hours.week)}
    return opening_hours.is_open(details, made[::-1], at)


def test_a_split_day_has_two_slots() -> None:
    assert opening_times.config(SHOP.week) == [
        {
            "Day": "MONDAY",
            "StartTime": {"Hours": 9, "Minutes": 0},
            "EndTime": {"Hours": 13, "Minutes": 0},
        },
        {
            "Day": "MONDAY",
            "StartTime": {"Hours": 14, "Minutes": 0},
            "EndTime": {"Hours": 18, "Minutes": 0},
        },
    ]


def test_a_yearly_holiday_past_new_year_is_written_for_each_year() -> None:
    made = [
        (each.name, each.details["EffectiveFrom"], each.details["EffectiveTill"])
        for each in opening_times.overrides(SHOP, 2026)
    ]

    assert made == [
        ("New Year 2025", "2025-12-31", "2026-01-01"),
        ("New Year 2026", "2026-12-31", "2027-01-01"),
        ("New Year 2027", "2027-12-31", "2028-01-01"),
        ("Long Monday", "2026-11-23", "2026-11-23"),
    ]


def test_what_is_always_open_has_seven_whole_days() -> None:
    always = Hours("Europe/Rome", opening_times.ALWAYS)

    assert len(opening_times.config(always.week)) == 7
    assert opens(always, datetime(2026, 12, 25, 3, 0, tzinfo=UTC), 2026)


SLOTS = (
    st.tuples(st.integers(0, 22), st.integers(1, 23))
    .filter(lambda x: x[0] < x[1])
    .map(lambda x: Slot(time(x[0]), time(x[1])))
)
DATES = st.dates(date(2026, 1, 1), date(2026, 12, 31))
OVERRIDES = st.builds(
    lambda first, days, yearly, slots: Override(
        "o", first, first + timedelta(days), yearly=yearly, slots=slots
    ),
    DATES,
    st.integers(0, 20),
    st.booleans(),
    st.lists(SLOTS, max_size=2).map(tuple),
)


@given(
    week=st.dictionaries(st.sampled_from(list(Day)), st.lists(SLOTS, max_size=2).map(tuple)),
    overrides=st.lists(OVERRIDES, max_size=4).map(tuple),
    at=st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 30)),  # noqa: DTZ001 - made aware below
    zone=st.sampled_from(["Europe/Rome", "Europe/Istanbul", "Asia/Shanghai"]),
)
def test_both_agree_on_every_instant(
    week: dict[Day, tuple[Slot, ...]], overrides: tuple[Override, ...], at: datetime, zone: str
) -> None:
    hours = Hours(zone, week, overrides)
    instant = at.replace(tzinfo=UTC)

    assert opens(hours, instant, 2026) == hours.is_open(instant)


def test_no_two_are_on_one_day_and_the_later_holds() -> None:
    hours = Hours(
        "Europe/Rome",
        {},
        (
            Override("Feast", date(2026, 8, 10), date(2026, 8, 20)),
            Override("Open house", date(2026, 8, 15), slots=(Slot(time(9), time(12)),)),
        ),
    )

    made = [
        (each.name, each.details["EffectiveFrom"], each.details["EffectiveTill"])
        for each in opening_times.overrides(hours, 2026)
    ]

    assert made == [
        ("Feast", "2026-08-10", "2026-08-14"),
        ("Feast (2)", "2026-08-16", "2026-08-20"),
        ("Open house", "2026-08-15", "2026-08-15"),
    ]
