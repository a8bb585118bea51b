"""Opening hours, held against an oracle that walks the UTC line minute by minute."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from santral.domain.hours import Day, Hotline, Hours, Override, Slot

MINUTE = timedelta(minutes=1)
EVERY_DAY = tuple(Day)


def slots(*texts: str) -> tuple[Slot, ...]:
    return tuple(Slot.from_text(text) for text in texts)


def local(zone: str, text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


ISTANBUL = Hours(
    "Europe/Istanbul",
    dict.fromkeys(EVERY_DAY[:5], slots("09:00-13:00", "14:00-18:30"))
    | {Day.SAT: slots("10:00-14:00")},
    (
        Override("Republic Day", date(2020, 10, 29), yearly=True),
        Override("Its eve", date(2020, 10, 28), yearly=True, slots=slots("09:00-13:00")),
        Override("Bayram", date(2026, 3, 20), date(2026, 3, 22)),
        Override("Stocktaking", date(2026, 12, 30), date(2026, 1, 2), yearly=True),
        Override("Moving house", date(2026, 10, 29), slots=slots("11:00-12:00")),
    ),
)


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        ("2026-11-23T08:59:59", False),
        ("2026-11-23T09:00:00", True),
        ("2026-11-23T12:59:59", True),
        ("2026-11-23T13:00:00", False),
        ("2026-11-23T13:30:00", False),
        ("2026-11-23T14:00:00", True),
        ("2026-11-23T18:29:59", True),
        ("2026-11-23T18:30:00", False),
        ("2026-11-28T10:00:00", True),  # a Saturday
        ("2026-11-28T14:00:00", False),
        ("2026-11-29T11:00:00", False),  # a Sunday
        ("2026-03-20T10:00:00", False),  # within dates
        ("2026-03-22T10:00:00", False),
        ("2026-03-23T10:00:00", True),
        ("2027-10-29T10:00:00", False),  # yearly
        ("2027-10-28T10:00:00", True),  # a half day
        ("2027-10-28T15:00:00", False),
        ("2026-10-29T11:30:00", True),  # dated beats yearly
        ("2026-12-31T10:00:00", False),  # yearly, over New Year
        ("2027-01-01T10:00:00", False),
        ("2027-01-04T10:00:00", True),
    ],
)
def test_a_split_week_with_holidays_is_open_when_it_says(at: str, is_open: bool) -> None:
    assert ISTANBUL.is_open(local("Europe/Istanbul", at)) is is_open


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        ("2026-11-23T13:30:00", "2026-11-23T14:00:00"),
        ("2026-11-23T18:30:00", "2026-11-24T09:00:00"),
        ("2026-11-28T14:00:00", "2026-11-30T09:00:00"),
        ("2026-03-19T19:00:00", "2026-03-23T09:00:00"),
        ("2026-12-29T18:30:00", "2027-01-04T09:00:00"),
        ("2026-11-23T10:00:00", "2026-11-23T10:00:00"),
    ],
)
def test_the_next_opening_goes_past_nights_weekends_and_holidays(at: str, opens: str) -> None:
    expected = local("Europe/Istanbul", opens)
    assert ISTANBUL.next_opening(local("Europe/Istanbul", at)) == expected


def test_the_last_of_two_dated_overrides_wins() -> None:
    first = Override("closed", date(2026, 5, 1))
    second = Override("open after all", date(2026, 5, 1), slots=slots("10:00-11:00"))

    hours = Hours("Europe/Rome", {}, (first, second))

    assert hours.override_on(date(2026, 5, 1)) is second


def test_a_holiday_on_29_february_comes_in_leap_years_alone() -> None:
    hours = Hours("UTC", dict.fromkeys(EVERY_DAY, slots("00:00-00:00")), (LEAP_DAY,))

    assert not hours.is_open(utc("2028-02-29T12:00:00"))
    assert hours.is_open(utc("2027-02-28T12:00:00"))
    assert hours.is_open(utc("2027-03-01T12:00:00"))


LEAP_DAY = Override("leap day", date(2024, 2, 29), yearly=True)


def test_a_slot_that_ends_at_midnight_joins_the_next_day() -> None:
    week = {Day.MON: slots("20:00-00:00"), Day.TUE: slots("00:00-02:00")}
    hours = Hours("Europe/Istanbul", week)

    closes = hours.next_closing(local("Europe/Istanbul", "2026-11-23T21:00:00"))

    assert hours.is_open(local("Europe/Istanbul", "2026-11-23T23:59:59"))
    assert closes == local("Europe/Istanbul", "2026-11-24T02:00:00")


def test_a_business_that_never_closes_has_no_closing() -> None:
    hours = Hours("Europe/Rome", dict.fromkeys(EVERY_DAY, slots("00:00-24:00")))
    assert hours.next_closing(utc("2026-03-01T12:00:00")) is None


def test_a_business_that_never_opens_has_no_opening() -> None:
    at = utc("2026-03-01T12:00:00")
    assert Hours("Europe/Rome", {}).next_opening(at) is None
    assert Hours("Europe/Rome", {}).next_closing(at) == at


# Rome's clocks went from 02:00 to 03:00 on 29 March 2026, and from 03:00 to 02:00 on 25 October.
NIGHT = Hours("Europe/Rome", dict.fromkeys(EVERY_DAY, slots("02:30-03:30")))


def test_a_slot_that_the_spring_gap_swallows_in_part_opens_when_the_gap_ends() -> None:
    assert NIGHT.next_opening(utc("2026-03-29T00:00:00")) == utc("2026-03-29T01:00:00")
    assert NIGHT.next_closing(utc("2026-03-29T01:10:00")) == utc("2026-03-29T01:30:00")


def test_a_slot_within_the_repeated_hour_of_autumn_is_open_twice() -> None:
    # 02:30 the first time, then the clock goes back, then 02:30 again until 03:30.
    assert NIGHT.next_opening(utc("2026-10-25T00:00:00")) == utc("2026-10-25T00:30:00")
    assert NIGHT.next_closing(utc("2026-10-25T00:30:00")) == utc("2026-10-25T01:00:00")
    assert NIGHT.next_opening(utc("2026-10-25T01:00:00")) == utc("2026-10-25T01:30:00")
    assert NIGHT.next_closing(utc("2026-10-25T01:30:00")) == utc("2026-10-25T02:30:00")


def test_a_slot_that_the_gap_swallows_whole_does_not_happen() -> None:
    hours = Hours("Europe/Rome", {Day.SUN: slots("02:00-03:00")})
    assert hours.next_opening(utc("2026-03-28T12:00:00")) == utc("2026-04-05T00:00:00")


@pytest.mark.parametrize("text", ["", "9-13", "09:00", "13:00-09:00", "09:00-09:00", "25:00-26:00"])
def test_rubbish_is_no_slot(text: str) -> None:
    with pytest.raises(ValueError, match=r"time of day|slot|hour"):
        Slot.from_text(text)


# The oracle: asks nothing but what the wall clock shows, one UTC minute after the other.


def oracle_is_open(hours: Hours, at: datetime) -> bool:
    wall = at.astimezone(ZoneInfo(hours.timezone))
    minute = wall.hour * 60 + wall.minute
    spans = hours.week.get(Day(wall.weekday()), ())
    return any(
        s.start.hour * 60 + s.start.minute <= minute < ((s.end.hour * 60 + s.end.minute) or 1440)
        for s in spans
    )


def oracle_next(hours: Hours, at: datetime, *, wanted: bool, limit: int) -> datetime | None:
    walked = (at + count * MINUTE for count in range(limit))
    return next((each for each in walked if oracle_is_open(hours, each) is wanted), None)


TRANSITIONS = [
    ("Europe/Rome", "2026-03-29T01:00:00"),
    ("Europe/Rome", "2026-10-25T01:00:00"),
    ("Europe/Rome", "2027-03-28T01:00:00"),
    ("Europe/Rome", "2027-10-31T01:00:00"),
    ("Australia/Lord_Howe", "2026-04-04T15:00:00"),  # half an hour back
    ("Australia/Lord_Howe", "2026-10-03T15:30:00"),  # half an hour on
    ("America/Havana", "2026-03-08T05:00:00"),  # at midnight
    ("America/Havana", "2026-11-01T05:00:00"),
    ("America/St_Johns", "2006-10-29T02:31:00"),  # back over midnight, into the day before
    ("Pacific/Apia", "2011-12-30T10:00:00"),  # a whole day was left out
    ("Antarctica/Troll", "2026-03-29T01:00:00"),  # two hours
    ("Europe/Istanbul", "2026-03-29T01:00:00"),  # none
    ("Asia/Shanghai", "2026-10-25T01:00:00"),  # none
]


@st.composite
def days(draw: st.DrawFn) -> tuple[Slot, ...]:
    """Draw a day's slots on a grid of five minutes, early ones most often: clocks change then."""
    ends = draw(st.lists(st.integers(0, 12 * 6), unique=True, min_size=2, max_size=6).map(sorted))
    pairs = zip(ends[::2], ends[1::2], strict=False)
    texts = [f"{a // 12:02}:{a % 12 * 5:02}-{b // 12:02}:{b % 12 * 5:02}" for a, b in pairs]
    late = draw(st.sampled_from([(), ("22:30-00:00",), ("23:00-23:45",), ("09:00-17:00",)]))
    return slots(*texts, *late)


@settings(max_examples=150, deadline=None)
@given(
    place=st.sampled_from(TRANSITIONS),
    week=st.fixed_dictionaries(dict.fromkeys(EVERY_DAY, days())),
    away=st.integers(-14 * 60, 8 * 60),
)
def test_around_every_clock_change_hours_agree_with_walking_the_minutes(
    place: tuple[str, str], week: dict[Day, tuple[Slot, ...]], away: int
) -> None:
    zone, change = place
    hours = Hours(zone, week)
    at = utc(change) + away * MINUTE

    assert hours.is_open(at) is oracle_is_open(hours, at)
    for wanted, answer in ((True, hours.next_opening(at)), (False, hours.next_closing(at))):
        walked = oracle_next(hours, at, wanted=wanted, limit=26 * 60)
        seen = answer is not None and answer < at + 26 * 60 * MINUTE
        assert walked == (answer if seen else None)


@pytest.mark.parametrize(("zone", "change"), TRANSITIONS)
def test_every_minute_around_a_clock_change_is_open_or_closed_as_the_wall_says(
    zone: str, change: str
) -> None:
    week = dict.fromkeys(EVERY_DAY, slots("00:15-02:20", "02:40-03:10", "23:30-00:00"))
    hours = Hours(zone, week)
    minutes = [utc(change) + count * MINUTE for count in range(-360, 360)]

    differing = [at for at in minutes if hours.is_open(at) is not oracle_is_open(hours, at)]

    assert differing == []


ONE_DAY = Hotline("campaign", {"en": "x"}, queue="sales", first=date(2026, 11, 27))
NIGHTS = Hotline("night line", {"en": "x"}, week={Day.SAT: slots("20:00-00:00")})
SUMMER = Hotline(
    "summer",
    {"en": "x"},
    first=date(2026, 6, 13),
    last=date(2026, 8, 30),
    week={Day.SUN: (Slot(time(10), time(19)),)},
)


@pytest.mark.parametrize(
    ("hotline", "at", "is_active"),
    [
        (ONE_DAY, "2026-11-27T00:00:00", True),
        (ONE_DAY, "2026-11-27T23:59:59", True),
        (ONE_DAY, "2026-11-28T00:00:00", False),
        (NIGHTS, "2026-11-28T19:59:59", False),
        (NIGHTS, "2026-11-28T20:00:00", True),
        (NIGHTS, "2026-11-29T00:00:00", False),
        (SUMMER, "2026-06-14T10:00:00", True),
        (SUMMER, "2026-06-14T19:00:00", False),
        (SUMMER, "2026-06-15T12:00:00", False),
        (SUMMER, "2026-09-06T12:00:00", False),
    ],
)
def test_a_hotline_is_active_in_its_window(hotline: Hotline, at: str, is_active: bool) -> None:
    assert hotline.is_active(local("Europe/Istanbul", at), "Europe/Istanbul") is is_active
