"""With a lag, something new is missing from whatever lists it."""

from __future__ import annotations

from typing import Any

import boto3
import pytest

from santral.local.connect import mocked
from santral.local.connect.in_process import Mocked
from tests.functional.connect.conftest import START
from tests.functional.connect.furnishing import make_hours, make_queue
from tests.functional.connect.overriding import add, temporary


@pytest.fixture
def slow() -> Any:
    with mocked(start=START, lag_s=5) as account:
        yield account


def test_overrides_children_and_quick_connects_are_listed_later(slow: Mocked) -> None:
    client: Any = boto3.client("connect", region_name="eu-central-1")
    instance = slow.connect.add_instance("slow", {"IdentityManagementType": "CONNECT_MANAGED"})
    hours = make_hours(client, instance)
    slow.wait(seconds=10)
    add(client, instance, hours, temporary("Holiday", "2026-11-23"))
    make_hours(
        client,
        instance,
        "Branch",
        ParentHoursOfOperationConfigs=[{"HoursOfOperationId": hours}],
    )
    phone = {"QuickConnectType": "PHONE_NUMBER", "PhoneConfig": {"PhoneNumber": "+902125550188"}}
    quick_connect = client.create_quick_connect(
        InstanceId=instance.id, Name="Night desk", QuickConnectConfig=phone
    )["QuickConnectId"]
    queue = make_queue(client, instance, hours=hours, QuickConnectIds=[quick_connect])
    of_hours = {"InstanceId": instance.id, "HoursOfOperationId": hours}

    def listed() -> list[int]:
        overrides = client.list_hours_of_operation_overrides(**of_hours)
        children = client.list_child_hours_of_operations(**of_hours)
        shown = client.list_queue_quick_connects(InstanceId=instance.id, QueueId=queue)
        return [
            len(overrides["HoursOfOperationOverrideList"]),
            len(children["ChildHoursOfOperationsSummaryList"]),
            len(shown["QuickConnectSummaryList"]),
        ]

    at_once = listed()
    slow.wait(seconds=5)

    assert (at_once, listed()) == ([0, 0, 0], [1, 1, 1])
