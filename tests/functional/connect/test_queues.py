"""Queues through boto3, and what becomes of the callers who wait in them."""

from __future__ import annotations

from typing import Any

import pytest

from santral.engine.refusals import Refusal
from santral.engine.timeline import SECOND
from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from santral.local.testing.small_flows import HANG_UP, action, flow, say
from tests.functional.connect.furnishing import (
    CALLER,
    answer,
    call_queue,
    make_hours,
    make_profile,
    make_queue,
    make_user,
)
from tests.functional.connect.refusals import all_of, refusal

NOBODY = "11111111-2222-3333-4444-555555555555"


def describe(client: Any, instance: Instance, queue: str) -> dict[str, Any]:
    described: dict[str, Any] = client.describe_queue(InstanceId=instance.id, QueueId=queue)[
        "Queue"
    ]
    return described


def names(client: Any, instance: Instance, **criteria: Any) -> list[str]:
    found = client.search_queues(InstanceId=instance.id, **criteria)
    assert found["ApproximateTotalCount"] == len(found["Queues"])
    return [each["Name"] for each in found["Queues"]]


def by_text(field: str, value: str, comparison: str = "EXACT") -> dict[str, Any]:
    condition = {"FieldName": field, "Value": value, "ComparisonType": comparison}
    return {"SearchCriteria": {"StringCondition": condition}}


def test_a_queue_is_described_as_it_was_made(
    client: Any, account: Mocked, instance: Instance
) -> None:
    hours = make_hours(client, instance)

    made = client.create_queue(
        InstanceId=instance.id,
        Name="Support",
        Description="First line",
        HoursOfOperationId=f"{instance.arn}/operating-hours/{hours}",
        MaxContacts=3,
        OutboundCallerConfig={"OutboundCallerIdName": "Klima"},
        OutboundEmailConfig={"OutboundEmailAddressId": "an-address"},
        Tags={"team": "north"},
    )

    queue = made["QueueId"]
    assert made["QueueArn"] == f"{instance.arn}/queue/{queue}"
    assert describe(client, instance, made["QueueArn"]) == {
        "Name": "Support",
        "QueueArn": made["QueueArn"],
        "QueueId": queue,
        "Description": "First line",
        "OutboundCallerConfig": {"OutboundCallerIdName": "Klima"},
        "OutboundEmailConfig": {"OutboundEmailAddressId": "an-address"},
        "HoursOfOperationId": hours,
        "MaxContacts": 3,
        "Status": "ENABLED",
        "Tags": {"team": "north"},
        "LastModifiedTime": account.now,
        "LastModifiedRegion": "eu-central-1",
    }


def test_a_queue_holds_as_many_as_it_is_told_to(
    client: Any, account: Mocked, instance: Instance
) -> None:
    queue = make_queue(client, instance, MaxContacts=1)
    first = call_queue(account, instance, queue)
    full = call_queue(account, instance, queue)
    account.wait(seconds=30)

    client.update_queue_max_contacts(InstanceId=instance.id, QueueId=queue)
    unlimited = [call_queue(account, instance, queue) for _ in range(3)]

    assert (first.waits_in, full.waits_in, full.heard) == ("Support", None, ["Full."])
    assert [each.waits_in for each in unlimited] == ["Support"] * 3
    assert "MaxContacts" not in describe(client, instance, queue)


def test_a_disabled_queue_takes_nobody_and_keeps_who_is_there(
    client: Any, account: Mocked, instance: Instance
) -> None:
    queue = make_queue(client, instance)
    before = call_queue(account, instance, queue)

    client.update_queue_status(InstanceId=instance.id, QueueId=queue, Status="DISABLED")
    during = call_queue(account, instance, queue)
    client.update_queue_status(InstanceId=instance.id, QueueId=queue, Status="ENABLED")
    after = call_queue(account, instance, queue)

    assert [each.waits_in for each in (before, during, after)] == ["Support", None, "Support"]


def test_a_renamed_queue_keeps_its_callers(
    client: Any, account: Mocked, instance: Instance
) -> None:
    queue = make_queue(client, instance)
    waiting = call_queue(account, instance, queue)

    client.update_queue_name(InstanceId=instance.id, QueueId=queue, Name="Sales")
    client.update_queue_name(InstanceId=instance.id, QueueId=queue, Description="Who buys")

    assert waiting.waits_in == "Sales"
    assert call_queue(account, instance, "Sales").waits_in == "Sales"
    assert call_queue(account, instance, "Support").waits_in is None
    described = describe(client, instance, queue)
    assert (described["Name"], described["Description"]) == ("Sales", "Who buys")


def test_a_flow_asks_for_the_hours_that_the_queue_has_now(
    client: Any, account: Mocked, instance: Instance
) -> None:
    queue = make_queue(client, instance)
    never = make_hours(client, instance, "Never", config=[])
    number = answer(
        instance,
        flow(
            action(
                "set queue",
                "UpdateContactTargetQueue",
                {"QueueId": queue},
                then="check",
                errors={"NoMatchingError": "hang up"},
            ),
            action(
                "check",
                "CheckHoursOfOperation",
                when={"True": "open", "False": "closed"},
                errors={"NoMatchingError": "hang up"},
            ),
            say("open", "We are open.", then="hang up"),
            say("closed", "Closed.", then="hang up"),
            HANG_UP,
        ),
    )
    centre = account.centre(instance.id)

    at_first = centre.call(CALLER, number)
    client.update_queue_hours_of_operation(
        InstanceId=instance.id, QueueId=queue, HoursOfOperationId=never
    )
    later = centre.call(CALLER, number)
    account.wait(seconds=30)

    assert (at_first.heard, later.heard) == (["We are open."], ["Closed."])
    assert describe(client, instance, queue)["HoursOfOperationId"] == never


def test_outbound_settings_are_replaced_whole(client: Any, instance: Instance) -> None:
    queue = make_queue(client, instance, OutboundCallerConfig={"OutboundCallerIdName": "Klima"})

    client.update_queue_outbound_caller_config(
        InstanceId=instance.id, QueueId=queue, OutboundCallerConfig={}
    )
    client.update_queue_outbound_email_config(
        InstanceId=instance.id,
        QueueId=queue,
        OutboundEmailConfig={"OutboundEmailAddressId": "an-address"},
    )

    described = describe(client, instance, queue)
    assert described["OutboundCallerConfig"] == {}
    assert described["OutboundEmailConfig"] == {"OutboundEmailAddressId": "an-address"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"HoursOfOperationId": NOBODY},
        {"QuickConnectIds": [NOBODY]},
        {"OutboundCallerConfig": {"OutboundFlowId": NOBODY}},
        {"OutboundCallerConfig": {"OutboundCallerIdNumberId": NOBODY}},
        {"EmailAddressesConfig": [{"EmailAddressId": NOBODY}]},
    ],
)
def test_what_a_queue_refers_to_has_to_be_there(
    client: Any, instance: Instance, wrong: dict[str, Any]
) -> None:
    hours = make_hours(client, instance)
    request = {"InstanceId": instance.id, "Name": "Support", "HoursOfOperationId": hours} | wrong

    assert refusal(client.create_queue, **request) == "ResourceNotFoundException"
    assert names(client, instance) == []


def test_a_name_is_taken_once_and_some_change_is_needed(client: Any, instance: Instance) -> None:
    make_queue(client, instance, "Support")
    other = make_queue(client, instance, "Sales")
    where = {"InstanceId": instance.id, "QueueId": other}
    hours = make_hours(client, instance)

    again = refusal(
        client.create_queue, InstanceId=instance.id, Name="Support", HoursOfOperationId=hours
    )

    assert again == "DuplicateResourceException"
    assert (
        refusal(client.update_queue_name, **where, Name="Support") == "DuplicateResourceException"
    )
    assert refusal(client.update_queue_name, **where) == "InvalidRequestException"
    assert describe(client, instance, other)["Name"] == "Sales"


def test_the_quota_of_queues_can_be_raised(client: Any, instance: Instance) -> None:
    hours = make_hours(client, instance)
    for number in range(100):
        make_queue(client, instance, f"Queue {number}", hours)

    one_more = refusal(
        client.create_queue, InstanceId=instance.id, Name="Last", HoursOfOperationId=hours
    )

    assert one_more == "LimitExceededException"


def test_a_queue_that_a_profile_names_cannot_be_deleted(client: Any, instance: Instance) -> None:
    served, outbound = make_queue(client, instance, "Served"), make_queue(client, instance, "Out")
    profile = make_profile(client, instance, "Team", served, DefaultOutboundQueueId=outbound)

    in_use = [
        refusal(client.delete_queue, InstanceId=instance.id, QueueId=each)
        for each in (served, outbound)
    ]
    client.delete_routing_profile(InstanceId=instance.id, RoutingProfileId=profile)
    client.delete_queue(InstanceId=instance.id, QueueId=served)

    assert in_use == ["ResourceInUseException", "ResourceInUseException"]
    gone = refusal(client.describe_queue, InstanceId=instance.id, QueueId=served)
    assert gone == "ResourceNotFoundException"
    assert names(client, instance) == ["Out"]


def test_a_queue_with_a_caller_in_it_cannot_be_deleted(
    client: Any, account: Mocked, instance: Instance
) -> None:
    queue = make_queue(client, instance)
    caller = call_queue(account, instance, queue)

    occupied = refusal(client.delete_queue, InstanceId=instance.id, QueueId=queue)
    caller.hang_up()
    client.delete_queue(InstanceId=instance.id, QueueId=queue)

    assert occupied == "InvalidRequestException"
    assert call_queue(account, instance, queue).waits_in is None


def test_a_queue_to_which_a_promised_callback_is_to_come_cannot_be_deleted(
    client: Any, instance: Instance
) -> None:
    queue = make_queue(client, instance)
    found, board = instance.directory.queue(queue), instance.switchboard
    assert found is not None
    promised = board.callbacks.promise_to("+905321234567", found, delay_us=3600 * SECOND)
    assert not isinstance(promised, Refusal)

    awaited = refusal(client.delete_queue, InstanceId=instance.id, QueueId=queue)
    board.give_up(promised, "EXPIRED")
    client.delete_queue(InstanceId=instance.id, QueueId=queue)

    assert awaited == "InvalidRequestException"


def test_agents_queues_are_listed_after_their_kind(client: Any, instance: Instance) -> None:
    queue = make_queue(client, instance, "Support")
    profile = make_profile(client, instance, "Team", queue)
    user = make_user(client, instance, "deniz", profile)
    make_queue(client, instance, "Sales")

    def listed(size: int, **types: Any) -> list[tuple[str, str | None, str]]:
        found = all_of(
            client, "list_queues", "QueueSummaryList", size, InstanceId=instance.id, **types
        )
        return [(each["QueueType"], each.get("Name"), each["Id"]) for each in found]

    [agents_queue] = listed(1, QueueTypes=["AGENT"])
    whole = client.list_queues(InstanceId=instance.id)["QueueSummaryList"]

    assert agents_queue == ("AGENT", None, user)
    assert [each[:2] for each in listed(1, QueueTypes=["STANDARD"])] == [
        ("STANDARD", "Support"),
        ("STANDARD", "Sales"),
    ]
    assert [each[:2] for each in listed(1)] == [
        ("STANDARD", "Support"),
        ("AGENT", None),
        ("STANDARD", "Sales"),
    ]
    assert listed(1000) == listed(1)
    assert whole[1]["Arn"] == f"{instance.arn}/queue/agent/{user}"


def test_queues_are_found_by_name_description_id_and_tag(client: Any, instance: Instance) -> None:
    north = make_queue(client, instance, "North", Description="The cold", Tags={"team": "n"})
    make_queue(client, instance, "South")
    tagged = {"SearchFilter": {"TagFilter": {"TagCondition": {"TagKey": "team"}}}}
    standard = {"SearchCriteria": {"QueueTypeCondition": "STANDARD"}}

    assert names(client, instance, **by_text("name", "nor", "STARTS_WITH")) == ["North"]
    assert names(client, instance, **by_text("description", "cold", "CONTAINS")) == ["North"]
    assert names(client, instance, **by_text("resourceID", north)) == ["North"]
    assert names(client, instance, **tagged) == ["North"]
    assert names(client, instance, **standard) == ["North", "South"]
    searched = all_of(client, "search_queues", "Queues", 1, InstanceId=instance.id)
    assert [each["Name"] for each in searched] == ["North", "South"]
