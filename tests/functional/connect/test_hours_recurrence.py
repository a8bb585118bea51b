"""Recurring events of hours of operation through boto3: on which dates, and before what else."""

from __future__ import annotations

from typing import Any

import pytest

from santral.local.connect.instance import Instance
from tests.functional.connect.furnishing import make_hours, slot
from tests.functional.connect.overriding import (
    WEEK,
    add,
    effective,
    open_on,
    recurring,
    refused,
    temporary,
    written,
)


@pytest.fixture
def hours(client: Any, instance: Instance) -> str:
    return make_hours(client, instance, config=WEEK, zone="UTC")


def test_closures_beat_openings_which_beat_temporary_hours(
    client: Any, instance: Instance, hours: str
) -> None:
    # The guide's last example: opens at eight, closed from noon to four, open for two hours more.
    add(client, instance, hours, temporary("Fair", "2026-11-23", slot(None, "08:00", "14:00")))
    add(
        client,
        instance,
        hours,
        recurring("Evening", "OPEN", "WEEKLY", slot("MONDAY", "13:00", "18:00")),
    )
    add(
        client,
        instance,
        hours,
        recurring("Siesta", "CLOSED", "WEEKLY", slot("MONDAY", "12:00", "16:00")),
    )

    answer = effective(client, instance, hours, "2026-11-23", "2026-11-24")

    assert open_on(client, instance, hours, "2026-11-23") == ["08:00-12:00", "16:00-18:00"]
    assert answer["TimeZone"] == "UTC"
    [held] = answer["EffectiveOverrideHoursList"]
    assert held["Date"] == "2026-11-23"
    assert [
        (each["OverrideName"], each["OperationalStatus"], written(each))
        for each in held["OverrideHours"]
    ] == [
        ("Siesta", "CLOSED", "12:00-16:00"),
        ("Evening", "OPEN", "13:00-18:00"),
        ("Fair", "OPEN", "08:00-14:00"),
    ]


def test_a_closure_of_the_whole_day_leaves_nothing(
    client: Any, instance: Instance, hours: str
) -> None:
    add(client, instance, hours, temporary("Fair", "2026-11-23", slot(None, "08:00", "22:00")))
    add(client, instance, hours, recurring("New shop", "CLOSED", "YEARLY", ByMonth=[11]))
    whole = recurring("Republic", "CLOSED", "WEEKLY", slot(None, "00:00", "00:00"))
    add(client, instance, hours, whole)

    assert open_on(client, instance, hours, "2026-11-23") == []


@pytest.mark.parametrize(
    ("override", "closed"),
    [
        # Mondays of every second week from that of Monday 2 November on.
        (
            recurring(
                "Inventory",
                "CLOSED",
                "WEEKLY",
                slot("MONDAY", "00:00", "00:00"),
                Interval=2,
                EffectiveFrom="2026-11-02",
            ),
            [
                *("2026-11-02", "2026-11-16", "2026-11-30", "2026-12-14", "2026-12-28"),
                *("2027-01-11", "2027-01-25"),
            ],
        ),
        (
            recurring("Payday", "CLOSED", "MONTHLY", ByMonthDay=[15]),
            ["2026-11-15", "2026-12-15", "2027-01-15"],
        ),
        (
            recurring("Month's end", "CLOSED", "MONTHLY", ByMonthDay=[-1]),
            ["2026-11-30", "2026-12-31", "2027-01-31"],
        ),
        # November has no 31st.
        (
            recurring("Audit", "CLOSED", "MONTHLY", ByMonthDay=[31]),
            ["2026-12-31", "2027-01-31"],
        ),
        # Every second month from January on: November and January.
        (
            recurring("Board", "CLOSED", "MONTHLY", ByMonthDay=[3], Interval=2),
            ["2026-11-03", "2027-01-03"],
        ),
        # Second Thursday, last Friday.
        (
            recurring(
                "Training",
                "CLOSED",
                "MONTHLY",
                slot("THURSDAY", "00:00", "00:00"),
                ByWeekdayOccurrence=[2],
            ),
            ["2026-11-12", "2026-12-10", "2027-01-14"],
        ),
        (
            recurring(
                "Early closure",
                "CLOSED",
                "MONTHLY",
                slot("FRIDAY", "00:00", "00:00"),
                ByWeekdayOccurrence=[-1],
            ),
            ["2026-11-27", "2026-12-25", "2027-01-29"],
        ),
        (
            recurring("New Year", "CLOSED", "YEARLY", ByMonth=[1], ByMonthDay=[1]),
            ["2027-01-01"],
        ),
        # Every second year from 2026 on; where nothing else is said, the date that it begins on.
        (
            recurring("Fair", "CLOSED", "YEARLY", Interval=2, EffectiveFrom="2026-12-05"),
            ["2026-12-05"],
        ),
        (
            recurring("Over", "CLOSED", "YEARLY", ByMonth=[1], EffectiveTill="2026-12-31"),
            [],
        ),
    ],
    ids=lambda value: value["Name"] if isinstance(value, dict) else "",
)
def test_what_recurs_falls_on_its_dates(
    client: Any, instance: Instance, override: dict[str, Any], closed: list[str]
) -> None:
    always = make_hours(client, instance, config=[], zone="UTC")
    add(client, instance, always, override)

    answer = effective(client, instance, always, "2026-11-01", "2027-01-31")

    assert [each["Date"] for each in answer["EffectiveOverrideHoursList"]] == closed


def _wrong(**by: Any) -> dict[str, Any]:
    frequency = by.pop("Frequency", "MONTHLY")
    return recurring("x", "CLOSED", frequency, *by.pop("Config", ()), **by)


@pytest.mark.parametrize(
    "override",
    [
        temporary("x", "2026-02-30"),
        temporary("x", "2026-11-23", till="2026-11-22"),
        temporary("x", "2026-11-23", slot("MONDAY", "18:00", "09:00")),
        recurring("x", "STANDARD", "WEEKLY"),
        _wrong(ByMonthDay=[0]),
        _wrong(ByMonthDay=[1, 15]),
        _wrong(ByWeekdayOccurrence=[1]),
        _wrong(ByWeekdayOccurrence=[1], Config=[slot(None, "09:00", "12:00")]),
        _wrong(ByMonthDay=[1], ByWeekdayOccurrence=[1], Config=[slot("FRIDAY", "09:00", "12:00")]),
        _wrong(ByMonth=[1]),
        _wrong(Frequency="WEEKLY", ByMonthDay=[1]),
        _wrong(Frequency="YEARLY", ByMonth=[1, 2]),
    ],
)
def test_an_override_that_cannot_be_is_refused(
    client: Any, instance: Instance, hours: str, override: dict[str, Any]
) -> None:
    assert refused(client, instance, hours, override) == "InvalidParameterException"


def test_weeks_are_counted_from_the_first_day_of_the_calendar(
    client: Any, instance: Instance, hours: str
) -> None:
    # 1 January of year 1 is a Monday, the day after a Sunday that the calendar does not have.
    early = {"EffectiveFrom": "0001-01-01", "EffectiveTill": "0001-02-28", "Interval": 2}
    add(client, instance, hours, recurring("Closed", "CLOSED", "WEEKLY", **early))

    mondays = [open_on(client, instance, hours, f"0001-01-{day}") for day in ("01", "08", "15")]

    assert mondays == [[], ["09:00-18:00"], []]
