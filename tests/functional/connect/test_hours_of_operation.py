"""Hours of operation through boto3: a week in a time zone, and what flows make of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from santral.local.testing.small_flows import HANG_UP, action, flow, say
from tests.functional.connect.furnishing import (
    CALLER,
    OFFICE,
    answer,
    make_hours,
    make_queue,
    slot,
)
from tests.functional.connect.refusals import all_of, refusal


def is_open(instance: Instance, hours: str, at: datetime) -> bool:
    found = instance.directory.hours(hours)
    assert found is not None
    return found.is_open(at)


def describe(client: Any, instance: Instance, hours: str) -> dict[str, Any]:
    answered = client.describe_hours_of_operation(InstanceId=instance.id, HoursOfOperationId=hours)
    described: dict[str, Any] = answered["HoursOfOperation"]
    return described


def names(client: Any, instance: Instance, **criteria: Any) -> list[str]:
    found = client.search_hours_of_operations(InstanceId=instance.id, **criteria)
    assert found["ApproximateTotalCount"] == len(found["HoursOfOperations"])
    return [each["Name"] for each in found["HoursOfOperations"]]


def by_text(field: str, value: str, comparison: str = "EXACT") -> dict[str, Any]:
    condition = {"FieldName": field, "Value": value, "ComparisonType": comparison}
    return {"SearchCriteria": {"StringCondition": condition}}


def test_hours_are_described_as_they_were_made(
    client: Any, account: Mocked, instance: Instance
) -> None:
    made = client.create_hours_of_operation(
        InstanceId=instance.id,
        Name="Office hours",
        Description="When we are here",
        TimeZone="Europe/Istanbul",
        Config=OFFICE,
        Tags={"team": "north"},
    )

    described = describe(client, instance, made["HoursOfOperationArn"])

    hours_id = made["HoursOfOperationId"]
    assert made["HoursOfOperationArn"] == f"{instance.arn}/operating-hours/{hours_id}"
    assert described["HoursOfOperationId"] == hours_id
    assert described["Name"] == "Office hours"
    assert described["Description"] == "When we are here"
    assert described["TimeZone"] == "Europe/Istanbul"
    assert described["Config"] == OFFICE
    assert described["ParentHoursOfOperations"] == []
    assert described["Tags"] == {"team": "north"}
    assert described["LastModifiedTime"] == account.now
    assert described["LastModifiedRegion"] == "eu-central-1"


def test_an_update_changes_what_it_names_and_nothing_else(
    client: Any, account: Mocked, instance: Instance
) -> None:
    hours = make_hours(client, instance, Description="Old")
    account.wait(minutes=1)

    client.update_hours_of_operation(
        InstanceId=instance.id, HoursOfOperationId=hours, Name="New hours", TimeZone="Asia/Dubai"
    )
    renamed = describe(client, instance, hours)
    client.update_hours_of_operation(
        InstanceId=instance.id, HoursOfOperationId=hours, Description="", Config=[]
    )
    emptied = describe(client, instance, hours)

    assert (renamed["Name"], renamed["TimeZone"]) == ("New hours", "Asia/Dubai")
    assert (renamed["Description"], renamed["Config"]) == ("Old", OFFICE)
    assert renamed["LastModifiedTime"] == account.now
    assert "Description" not in emptied
    assert emptied["Config"] == []


def test_a_flow_finds_the_hours_open_until_six_in_their_own_zone(
    client: Any, account: Mocked, instance: Instance
) -> None:
    hours = make_hours(client, instance)
    check = action(
        "check",
        "CheckHoursOfOperation",
        {"HoursOfOperationId": f"{instance.arn}/operating-hours/{hours}"},
        when={"True": "open", "False": "closed"},
        errors={"NoMatchingError": "hang up"},
    )
    said = [say("open", "We are open.", then="hang up"), say("closed", "Closed.", then="hang up")]
    number = answer(instance, flow(check, *said, HANG_UP))
    centre = account.centre(instance.id)

    in_the_morning = centre.call(CALLER, number)
    # 17:59:59 in Istanbul, and a second later.
    centre.wait_until(datetime(2026, 11, 23, 14, 59, 59, tzinfo=UTC))
    just_before_six = centre.call(CALLER, number)
    centre.wait(seconds=1)
    at_six = centre.call(CALLER, number)
    centre.wait(minutes=1)

    assert in_the_morning.heard == ["We are open."]
    assert just_before_six.heard == ["We are open."]
    assert at_six.heard == ["Closed."]


def test_midnight_ends_a_day_and_a_whole_day_is_midnight_to_midnight(
    client: Any, instance: Instance
) -> None:
    config = [slot("MONDAY", "22:30", "00:00"), slot("WEDNESDAY", "00:00", "00:00")]
    hours = make_hours(client, instance, config=config, zone="UTC")

    open_at = [
        (day, hour)
        for day in (23, 24, 25, 26)  # from a Monday on
        for hour in (0, 12, 22, 23)
        if is_open(instance, hours, datetime(2026, 11, day, hour, 45, tzinfo=UTC))
    ]

    assert open_at == [(23, 22), (23, 23), (25, 0), (25, 12), (25, 22), (25, 23)]


def test_a_lunch_break_is_two_slots_of_one_day(client: Any, instance: Instance) -> None:
    config = [slot("MONDAY", "13:00", "18:00"), slot("MONDAY", "09:00", "12:00")]
    hours = make_hours(client, instance, config=config, zone="UTC")

    moments = [datetime(2026, 11, 23, hour, 30, tzinfo=UTC) for hour in (8, 11, 12, 17, 18)]

    assert [is_open(instance, hours, at) for at in moments] == [False, True, False, True, False]


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        # New York goes from 2:00 to 3:00 on 8 March 2026, at 7:00 UTC: 2:30 never comes.
        (datetime(2026, 3, 8, 6, 30, tzinfo=UTC), False),  # 1:30
        (datetime(2026, 3, 8, 7, 30, tzinfo=UTC), False),  # 3:30
        # And from 2:00 back to 1:00 on 1 November: 1:15 comes twice, at 5:15 and at 6:15 UTC.
        (datetime(2026, 11, 1, 5, 15, tzinfo=UTC), True),
        (datetime(2026, 11, 1, 6, 15, tzinfo=UTC), True),
        (datetime(2026, 11, 1, 7, 15, tzinfo=UTC), True),  # 2:15
        (datetime(2026, 11, 1, 8, 15, tzinfo=UTC), False),  # 3:15
    ],
)
def test_clock_changes_follow_the_wall_clock(
    client: Any, instance: Instance, at: datetime, expected: bool
) -> None:
    spring, autumn = slot("SUNDAY", "02:00", "03:00"), slot("SUNDAY", "01:00", "02:00")
    config = [spring] if at.month == 3 else [spring, autumn]
    hours = make_hours(client, instance, config=config, zone="America/New_York")

    assert is_open(instance, hours, at) is expected


def test_names_are_taken_once(client: Any, instance: Instance) -> None:
    first = make_hours(client, instance, "Office hours")
    other = make_hours(client, instance, "Other hours")

    again = refusal(
        client.create_hours_of_operation,
        InstanceId=instance.id,
        Name="Office hours",
        TimeZone="UTC",
        Config=[],
    )
    renamed = refusal(
        client.update_hours_of_operation,
        InstanceId=instance.id,
        HoursOfOperationId=other,
        Name="Office hours",
    )

    assert (again, renamed) == ("DuplicateResourceException", "DuplicateResourceException")
    assert describe(client, instance, first)["Name"] == "Office hours"


@pytest.mark.parametrize(
    "wrong",
    [
        {"TimeZone": "Europe/Atlantis"},
        {"TimeZone": "Europe"},
        {"TimeZone": "../UTC"},
        {"TimeZone": "localtime"},
        {"TimeZone": "posixrules"},
        {"TimeZone": "Factory"},
        {"TimeZone": "right/UTC"},
        {"TimeZone": ""},
        {"Config": [slot("MONDAY", "18:00", "09:00")]},
        {"Config": [slot("MONDAY", "22:00", "02:00")]},
        {"Config": [slot("MONDAY", "09:00", "09:00")]},
        {"Config": [slot("MONDAY", "09:00", "18:00")] * 101},
    ],
)
def test_a_zone_or_slot_that_cannot_be_is_refused(
    client: Any, instance: Instance, wrong: dict[str, Any]
) -> None:
    hours = make_hours(client, instance)
    request = {"InstanceId": instance.id, "Name": "x", "TimeZone": "UTC", "Config": []} | wrong

    created = refusal(client.create_hours_of_operation, **request)
    updated = refusal(
        client.update_hours_of_operation,
        InstanceId=instance.id,
        HoursOfOperationId=hours,
        **wrong,
    )

    assert (created, updated) == ("InvalidParameterException", "InvalidParameterException")
    assert describe(client, instance, hours)["Config"] == OFFICE


def test_hours_of_a_queue_stay_until_the_queue_has_others(client: Any, instance: Instance) -> None:
    used, other = make_hours(client, instance, "Used"), make_hours(client, instance, "Other")
    queue = make_queue(client, instance, hours=used)
    request = {"InstanceId": instance.id, "HoursOfOperationId": used}

    held = instance.directory.hours(used)
    in_use = refusal(client.delete_hours_of_operation, **request)
    client.update_queue_hours_of_operation(
        InstanceId=instance.id, QueueId=queue, HoursOfOperationId=other
    )
    client.delete_hours_of_operation(**request)

    assert in_use == "InvalidRequestException"
    assert refusal(client.describe_hours_of_operation, **request) == "ResourceNotFoundException"
    assert instance.directory.hours(used) is None
    assert held is not None
    assert not held.is_open(datetime(2026, 11, 23, 10, tzinfo=UTC))


def test_lists_page_one_by_one_and_all_at_once(client: Any, instance: Instance) -> None:
    for name in ("One", "Two", "Three"):
        make_hours(client, instance, name)

    listed = [
        all_of(
            client,
            "list_hours_of_operations",
            "HoursOfOperationSummaryList",
            size,
            InstanceId=instance.id,
        )
        for size in (1, 1000)
    ]
    searched = [
        all_of(
            client, "search_hours_of_operations", "HoursOfOperations", size, InstanceId=instance.id
        )
        for size in (1, 100)
    ]

    assert [[each["Name"] for each in whole] for whole in listed] == [["One", "Two", "Three"]] * 2
    assert [[each["Name"] for each in whole] for whole in searched] == [["One", "Two", "Three"]] * 2
    assert sorted(listed[0][0]) == ["Arn", "Id", "LastModifiedRegion", "LastModifiedTime", "Name"]


def test_hours_are_found_by_name_description_zone_id_and_tag(
    client: Any, instance: Instance
) -> None:
    north = make_hours(client, instance, "North", Description="The cold", Tags={"team": "n"})
    make_hours(client, instance, "South", zone="Asia/Dubai")
    tagged = {"SearchFilter": {"TagFilter": {"TagCondition": {"TagKey": "team"}}}}

    assert names(client, instance, **by_text("name", "nor", "STARTS_WITH")) == ["North"]
    assert names(client, instance, **by_text("description", "COLD", "CONTAINS")) == ["North"]
    assert names(client, instance, **by_text("timezone", "Asia/Dubai")) == ["South"]
    assert names(client, instance, **by_text("resourceID", north)) == ["North"]
    assert names(client, instance, **tagged) == ["North"]
    assert names(client, instance) == ["North", "South"]


def test_the_quota_of_hours_is_a_hundred(client: Any, instance: Instance) -> None:
    for number in range(100):
        make_hours(client, instance, f"Hours {number}", config=[])

    refused = refusal(
        client.create_hours_of_operation,
        InstanceId=instance.id,
        Name="One too many",
        TimeZone="UTC",
        Config=[],
    )

    assert refused == "LimitExceededException"
