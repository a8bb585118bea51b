"""Overrides of hours of operation through boto3: made, changed, listed, and what holds."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from tests.functional.connect.furnishing import make_hours, slot
from tests.functional.connect.overriding import (
    WEEK,
    add,
    effective,
    open_on,
    refused,
    temporary,
    written,
)
from tests.functional.connect.refusals import all_of, refusal


@pytest.fixture
def hours(client: Any, instance: Instance) -> str:
    return make_hours(client, instance, config=WEEK, zone="UTC")


def test_temporary_hours_replace_their_dates(client: Any, instance: Instance, hours: str) -> None:
    short = [slot("MONDAY", "10:00", "12:00")]
    add(client, instance, hours, temporary("Renovation", "2026-11-23", *short, till="2026-11-25"))

    days = [open_on(client, instance, hours, f"2026-11-{day}") for day in (22, 23, 24, 25, 30)]

    # The Tuesday within has no slot: it is closed. A Monday a week later is as usual.
    assert days == [[], ["10:00-12:00"], [], [], ["09:00-18:00"]]


def test_a_flow_meets_a_holiday(client: Any, instance: Instance, hours: str) -> None:
    found = instance.directory.hours(hours)
    assert found is not None
    morning = datetime(2026, 11, 23, 10, tzinfo=UTC)
    before = found.is_open(morning)

    holiday = add(client, instance, hours, temporary("Holiday", "2026-11-23"))
    during = found.is_open(morning)
    client.delete_hours_of_operation_override(
        InstanceId=instance.id, HoursOfOperationId=hours, HoursOfOperationOverrideId=holiday
    )

    assert (before, during, found.is_open(morning)) == (True, False, True)


def test_a_temporary_closure_is_listed_as_closed(
    client: Any, instance: Instance, hours: str
) -> None:
    add(client, instance, hours, temporary("Holiday", "2026-11-23"))

    [held] = effective(client, instance, hours, "2026-11-23", "2026-11-23")[
        "EffectiveOverrideHoursList"
    ]

    [row] = held["OverrideHours"]
    assert (row["OperationalStatus"], written(row)) == ("CLOSED", "00:00-00:00")


def test_an_override_is_described_changed_and_deleted(
    client: Any, instance: Instance, hours: str
) -> None:
    override = add(
        client, instance, hours, temporary("Holiday", "2026-11-23") | {"Description": "Closed"}
    )
    where = {
        "InstanceId": instance.id,
        "HoursOfOperationId": hours,
        "HoursOfOperationOverrideId": override,
    }

    described = client.describe_hours_of_operation_override(**where)["HoursOfOperationOverride"]
    pattern = {"Frequency": "WEEKLY", "Interval": 1}
    client.update_hours_of_operation_override(
        **where,
        Name="Mondays",
        OverrideType="CLOSED",
        EffectiveTill="2026-12-31",
        RecurrenceConfig={"RecurrencePattern": pattern},
    )
    changed = client.describe_hours_of_operation_override(**where)["HoursOfOperationOverride"]
    client.update_hours_of_operation_override(**where, OverrideType="STANDARD")
    once = client.describe_hours_of_operation_override(**where)["HoursOfOperationOverride"]
    client.delete_hours_of_operation_override(**where)

    assert described == {
        "HoursOfOperationOverrideId": override,
        "HoursOfOperationId": hours,
        "HoursOfOperationArn": f"{instance.arn}/operating-hours/{hours}",
        "Name": "Holiday",
        "Description": "Closed",
        "Config": [],
        "EffectiveFrom": "2026-11-23",
        "EffectiveTill": "2026-11-23",
        "OverrideType": "STANDARD",
    }
    assert changed["RecurrenceConfig"] == {"RecurrencePattern": pattern}
    assert (changed["Name"], changed["EffectiveTill"]) == ("Mondays", "2026-12-31")
    assert changed["Description"] == "Closed"
    assert "RecurrenceConfig" not in once
    missing = refusal(client.describe_hours_of_operation_override, **where)
    assert missing == "ResourceNotFoundException"


def test_names_are_unique_among_the_overrides_of_the_same_hours(
    client: Any, instance: Instance, hours: str
) -> None:
    other = make_hours(client, instance, "Other hours")
    holiday = temporary("Holiday", "2026-11-23")
    first = add(client, instance, hours, holiday)
    second = add(client, instance, hours, temporary("Fair", "2026-11-24"))
    add(client, instance, other, holiday)

    again = refused(client, instance, hours, holiday)
    renamed = refusal(
        client.update_hours_of_operation_override,
        InstanceId=instance.id,
        HoursOfOperationId=hours,
        HoursOfOperationOverrideId=second,
        Name="Holiday",
    )
    elsewhere = refusal(
        client.describe_hours_of_operation_override,
        InstanceId=instance.id,
        HoursOfOperationId=other,
        HoursOfOperationOverrideId=first,
    )

    assert (again, renamed) == ("DuplicateResourceException", "DuplicateResourceException")
    assert elsewhere == "ResourceNotFoundException"


def test_hours_have_fifty_overrides(client: Any, instance: Instance, hours: str) -> None:
    for number in range(50):
        add(client, instance, hours, temporary(f"Override {number}", "2026-11-23"))

    one_more = refused(client, instance, hours, temporary("One too many", "2026-11-23"))

    assert one_more == "LimitExceededException"


def test_overrides_are_listed_and_searched_in_pages(
    client: Any, account: Mocked, instance: Instance, hours: str
) -> None:
    other = make_hours(client, instance, "Other hours", Tags={"team": "north"})
    for day in ("2026-11-23", "2026-12-24", "2027-01-01"):
        add(client, instance, hours, temporary(f"Closed on {day}", day))
    add(client, instance, other, temporary("Elsewhere", "2026-11-23"))
    where = {"InstanceId": instance.id, "HoursOfOperationId": hours}

    listed = [
        all_of(
            client,
            "list_hours_of_operation_overrides",
            "HoursOfOperationOverrideList",
            size,
            **where,
        )
        for size in (1, 100)
    ]
    searched = all_of(
        client,
        "search_hours_of_operation_overrides",
        "HoursOfOperationOverrides",
        1,
        InstanceId=instance.id,
    )
    page = client.list_hours_of_operation_overrides(**where)

    expected = ["Closed on 2026-11-23", "Closed on 2026-12-24", "Closed on 2027-01-01"]
    assert [[each["Name"] for each in whole] for whole in listed] == [expected, expected]
    assert [each["Name"] for each in searched] == [*expected, "Elsewhere"]
    assert (page["LastModifiedTime"], page["LastModifiedRegion"]) == (account.now, "eu-central-1")


@pytest.mark.parametrize(
    ("comparison", "expected"),
    [
        ("EQUAL_TO", ["B"]),
        ("GREATER_THAN", ["C"]),
        ("GREATER_THAN_OR_EQUAL_TO", ["B", "C"]),
        ("LESS_THAN", ["A"]),
        ("LESS_THAN_OR_EQUAL_TO", ["A", "B"]),
    ],
)
def test_overrides_are_found_by_date(
    client: Any, instance: Instance, hours: str, comparison: str, expected: list[str]
) -> None:
    for name, day in (("A", "2026-11-01"), ("B", "2026-12-01"), ("C", "2027-01-01")):
        add(client, instance, hours, temporary(name, day))
    condition = {
        "FieldName": "EffectiveFrom",
        "Value": "2026-12-01",
        "ComparisonType": comparison,
    }

    found = client.search_hours_of_operation_overrides(
        InstanceId=instance.id, SearchCriteria={"DateCondition": condition}
    )
    unknown = refusal(
        client.search_hours_of_operation_overrides,
        InstanceId=instance.id,
        SearchCriteria={"DateCondition": condition | {"FieldName": "Whenever"}},
    )

    assert [each["Name"] for each in found["HoursOfOperationOverrides"]] == expected
    assert unknown == "InvalidParameterException"


@pytest.mark.parametrize("last", ["2026-11-22", "2027-11-24", "2026-11-31"])
def test_effective_hours_are_given_for_up_to_a_year(
    client: Any, instance: Instance, hours: str, last: str
) -> None:
    refused_range = refusal(
        client.get_effective_hours_of_operations,
        InstanceId=instance.id,
        HoursOfOperationId=hours,
        FromDate="2026-11-23",
        ToDate=last,
    )

    year = effective(client, instance, hours, "2026-11-23", "2027-11-23")

    assert refused_range == "InvalidParameterException"
    assert len(year["EffectiveHoursOfOperationList"]) == 366


def test_overrides_go_with_their_hours(client: Any, instance: Instance, hours: str) -> None:
    add(client, instance, hours, temporary("Holiday", "2026-11-23"))

    client.delete_hours_of_operation(InstanceId=instance.id, HoursOfOperationId=hours)

    found = client.search_hours_of_operation_overrides(InstanceId=instance.id)
    assert found["HoursOfOperationOverrides"] == []
