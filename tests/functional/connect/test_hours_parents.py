"""Hours of operation that inherit the overrides of others, through boto3."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from santral.local.connect import mocked
from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from tests.functional.connect.furnishing import make_hours, slot
from tests.functional.connect.overriding import (
    WEEK,
    add,
    open_on,
    temporary,
)
from tests.functional.connect.refusals import all_of, refusal


@pytest.fixture
def hours(client: Any, instance: Instance) -> str:
    return make_hours(client, instance, config=WEEK, zone="UTC")


def test_children_inherit_their_parents_overrides(
    client: Any, instance: Instance, hours: str
) -> None:
    holidays = make_hours(client, instance, "Holidays", config=[])
    add(client, instance, holidays, temporary("Holiday", "2026-11-23"))
    request = {"InstanceId": instance.id, "HoursOfOperationId": hours}

    client.associate_hours_of_operations(
        **request, ParentHoursOfOperationConfigs=[{"HoursOfOperationId": holidays}]
    )
    inherited = open_on(client, instance, hours, "2026-11-23")
    described = client.describe_hours_of_operation(**request)["HoursOfOperation"]
    children = client.list_child_hours_of_operations(
        InstanceId=instance.id, HoursOfOperationId=holidays
    )["ChildHoursOfOperationsSummaryList"]
    add(client, instance, hours, temporary("Open", "2026-11-23", slot(None, "12:00", "13:00")))
    own = open_on(client, instance, hours, "2026-11-23")
    in_use = refusal(
        client.delete_hours_of_operation, InstanceId=instance.id, HoursOfOperationId=holidays
    )

    assert inherited == []
    assert described["ParentHoursOfOperations"] == [
        {
            "Name": "Holidays",
            "Id": holidays,
            "Arn": f"{instance.arn}/operating-hours/{holidays}",
        }
    ]
    assert [each["Id"] for each in children] == [hours]
    assert own == ["12:00-13:00"]
    assert in_use == "InvalidRequestException"


def test_a_child_goes_its_own_way_again(client: Any, instance: Instance) -> None:
    holidays = make_hours(client, instance, "Holidays", config=[])
    child = make_hours(
        client,
        instance,
        "Child",
        zone="UTC",
        ParentHoursOfOperationConfigs=[{"HoursOfOperationId": holidays}],
    )
    add(client, instance, holidays, temporary("Holiday", "2026-11-23"))
    request = {
        "InstanceId": instance.id,
        "HoursOfOperationId": child,
        "ParentHoursOfOperationIds": [holidays],
    }

    client.disassociate_hours_of_operations(**request)

    assert open_on(client, instance, child, "2026-11-23") == ["09:00-18:00"]
    again = refusal(client.disassociate_hours_of_operations, **request)
    assert again == "ResourceNotFoundException"
    client.delete_hours_of_operation(InstanceId=instance.id, HoursOfOperationId=holidays)


def test_no_hours_are_parent_and_child_at_once(client: Any, instance: Instance) -> None:
    top, middle, low = (make_hours(client, instance, name) for name in ("Top", "Middle", "Low"))

    def join(child: str, parent: str) -> str:
        return refusal(
            client.associate_hours_of_operations,
            InstanceId=instance.id,
            HoursOfOperationId=child,
            ParentHoursOfOperationConfigs=[{"HoursOfOperationId": parent}],
        )

    client.associate_hours_of_operations(
        InstanceId=instance.id,
        HoursOfOperationId=middle,
        ParentHoursOfOperationConfigs=[{"HoursOfOperationId": top}],
    )

    assert join(low, middle) == "InvalidRequestException"
    assert join(top, low) == "InvalidRequestException"
    assert join(low, low) == "InvalidParameterException"
    assert join(low, "11111111-2222-3333-4444-555555555555") == "ResourceNotFoundException"


def test_a_child_has_three_parents_and_a_parent_any_number_of_children(
    client: Any, instance: Instance
) -> None:
    parents = [make_hours(client, instance, f"Parent {number}") for number in range(4)]
    configs = [{"HoursOfOperationId": each} for each in parents]
    children = [
        make_hours(client, instance, f"Child {n}", ParentHoursOfOperationConfigs=configs[:3])
        for n in range(3)
    ]

    a_fourth = refusal(
        client.associate_hours_of_operations,
        InstanceId=instance.id,
        HoursOfOperationId=children[0],
        ParentHoursOfOperationConfigs=configs[3:],
    )
    listed = all_of(
        client,
        "list_child_hours_of_operations",
        "ChildHoursOfOperationsSummaryList",
        1,
        InstanceId=instance.id,
        HoursOfOperationId=parents[0],
    )

    assert a_fourth == "ServiceQuotaExceededException"
    assert [each["Name"] for each in listed] == ["Child 0", "Child 1", "Child 2"]


def test_hours_and_overrides_are_there_after_a_restart(
    client: Any, account: Mocked, instance: Instance, hours: str
) -> None:
    holidays = make_hours(client, instance, "Holidays", config=[])
    add(client, instance, holidays, temporary("Holiday", "2026-11-23"))
    client.associate_hours_of_operations(
        InstanceId=instance.id,
        HoursOfOperationId=hours,
        ParentHoursOfOperationConfigs=[{"HoursOfOperationId": holidays}],
    )
    kept = list(account.connect.kept())

    with mocked(start=account.now) as restarted:
        restarted.connect.restore(kept)
        found = restarted.connect.instances[instance.id].directory.hours(hours)

        assert found is not None
        assert not found.is_open(datetime(2026, 11, 23, 10, tzinfo=UTC))
        assert found.is_open(datetime(2026, 11, 24, 10, tzinfo=UTC))
