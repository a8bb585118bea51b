"""Quick connects through boto3: to a user, a queue, a number or a flow, and on which queues."""

from __future__ import annotations

import json
from typing import Any

import pytest

from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from santral.local.testing.small_flows import HANG_UP, flow
from tests.functional.connect.furnishing import make_flow, make_queue, make_user
from tests.functional.connect.refusals import all_of, refusal

NOBODY = "11111111-2222-3333-4444-555555555555"
PHONE = {"QuickConnectType": "PHONE_NUMBER", "PhoneConfig": {"PhoneNumber": "+902125550188"}}


def make(client: Any, instance: Instance, name: str = "Night desk", **more: Any) -> str:
    request = {"Name": name, "QuickConnectConfig": PHONE} | more
    return str(client.create_quick_connect(InstanceId=instance.id, **request)["QuickConnectId"])


def describe(client: Any, instance: Instance, quick_connect: str) -> dict[str, Any]:
    answered = client.describe_quick_connect(InstanceId=instance.id, QuickConnectId=quick_connect)
    described: dict[str, Any] = answered["QuickConnect"]
    return described


def names(client: Any, instance: Instance, **criteria: Any) -> list[str]:
    found = client.search_quick_connects(InstanceId=instance.id, **criteria)
    assert found["ApproximateTotalCount"] == len(found["QuickConnects"])
    return [each["Name"] for each in found["QuickConnects"]]


def on_queue(client: Any, instance: Instance, queue: str) -> list[str]:
    found = all_of(
        client,
        "list_queue_quick_connects",
        "QuickConnectSummaryList",
        1,
        InstanceId=instance.id,
        QueueId=queue,
    )
    return [each["Name"] for each in found]


@pytest.fixture
def transfer_flow(client: Any, instance: Instance) -> str:
    return make_flow(client, instance, "To an agent", "AGENT_TRANSFER", json.dumps(flow(HANG_UP)))


@pytest.fixture
def queue_flow(client: Any, instance: Instance) -> str:
    return make_flow(client, instance, "To a queue", "QUEUE_TRANSFER", json.dumps(flow(HANG_UP)))


def config_of(kind: str, **members: str) -> dict[str, Any]:
    config = {"USER": "UserConfig", "QUEUE": "QueueConfig", "FLOW": "FlowConfig"}[kind]
    return {"QuickConnectType": kind, config: members}


def test_a_quick_connect_to_a_number_is_described_as_it_was_made(
    client: Any, account: Mocked, instance: Instance
) -> None:
    made = client.create_quick_connect(
        InstanceId=instance.id,
        Name="Night desk",
        Description="After ten",
        QuickConnectConfig=PHONE,
        Tags={"team": "north"},
    )

    quick_connect = made["QuickConnectId"]
    assert made["QuickConnectARN"] == f"{instance.arn}/transfer-destination/{quick_connect}"
    assert describe(client, instance, made["QuickConnectARN"]) == {
        "QuickConnectARN": made["QuickConnectARN"],
        "QuickConnectId": quick_connect,
        "Name": "Night desk",
        "Description": "After ten",
        "QuickConnectConfig": PHONE,
        "Tags": {"team": "north"},
        "LastModifiedTime": account.now,
        "LastModifiedRegion": "eu-central-1",
    }


def test_a_quick_connect_becomes_one_of_another_type(
    client: Any, instance: Instance, transfer_flow: str, queue_flow: str
) -> None:
    user, queue = make_user(client, instance), make_queue(client, instance)
    quick_connect = make(client, instance)
    configs = [
        config_of("USER", UserId=f"{instance.arn}/agent/{user}", ContactFlowId=transfer_flow),
        config_of("QUEUE", QueueId=queue, ContactFlowId=queue_flow),
        config_of("FLOW", ContactFlowId=f"{instance.arn}/contact-flow/{transfer_flow}"),
        PHONE,
    ]

    seen = []
    for config in configs:
        client.update_quick_connect_config(
            InstanceId=instance.id, QuickConnectId=quick_connect, QuickConnectConfig=config
        )
        seen.append(describe(client, instance, quick_connect)["QuickConnectConfig"])

    assert seen == [
        config_of("USER", UserId=user, ContactFlowId=transfer_flow),
        config_of("QUEUE", QueueId=queue, ContactFlowId=queue_flow),
        config_of("FLOW", ContactFlowId=transfer_flow),
        PHONE,
    ]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"QuickConnectType": "PHONE_NUMBER"}, "InvalidParameterException"),
        (PHONE | {"QuickConnectType": "FLOW"}, "InvalidParameterException"),
        (PHONE | {"FlowConfig": {"ContactFlowId": NOBODY}}, "InvalidParameterException"),
        (
            {"QuickConnectType": "PHONE_NUMBER", "PhoneConfig": {"PhoneNumber": "5550188"}},
            "InvalidParameterException",
        ),
        (config_of("USER", UserId=NOBODY, ContactFlowId=NOBODY), "ResourceNotFoundException"),
        (config_of("QUEUE", QueueId=NOBODY, ContactFlowId=NOBODY), "ResourceNotFoundException"),
        (config_of("FLOW", ContactFlowId=NOBODY), "ResourceNotFoundException"),
    ],
)
def test_a_config_that_cannot_be_is_refused(
    client: Any, instance: Instance, wrong: dict[str, Any], code: str
) -> None:
    quick_connect = make(client, instance)

    created = refusal(
        client.create_quick_connect,
        InstanceId=instance.id,
        Name="Another",
        QuickConnectConfig=wrong,
    )
    updated = refusal(
        client.update_quick_connect_config,
        InstanceId=instance.id,
        QuickConnectId=quick_connect,
        QuickConnectConfig=wrong,
    )

    assert (created, updated) == (code, code)
    assert describe(client, instance, quick_connect)["QuickConnectConfig"] == PHONE


def test_an_unpublished_flow_is_no_destination(client: Any, instance: Instance) -> None:
    saved = client.create_contact_flow(
        InstanceId=instance.id,
        Name="Draft",
        Type="QUEUE_TRANSFER",
        Content=json.dumps(flow(HANG_UP)),
        Status="SAVED",
    )["ContactFlowId"]

    unpublished = refusal(
        client.create_quick_connect,
        InstanceId=instance.id,
        Name="Too soon",
        QuickConnectConfig=config_of("FLOW", ContactFlowId=saved),
    )

    assert unpublished == "InvalidRequestException"


def test_users_and_queues_have_transfer_flows_of_their_own(
    client: Any, instance: Instance, transfer_flow: str, queue_flow: str
) -> None:
    user, queue = make_user(client, instance), make_queue(client, instance)
    crossed = [
        config_of("USER", UserId=user, ContactFlowId=queue_flow),
        config_of("QUEUE", QueueId=queue, ContactFlowId=transfer_flow),
    ]

    for each in crossed:
        request = {"InstanceId": instance.id, "Name": "Crossed", "QuickConnectConfig": each}
        assert refusal(client.create_quick_connect, **request) == "InvalidParameterException"


def test_names_change_and_are_taken_once(client: Any, instance: Instance) -> None:
    make(client, instance, "One")
    two = make(client, instance, "Two", Description="Second")
    request = {"InstanceId": instance.id, "QuickConnectId": two}

    client.update_quick_connect_name(**request, Name="Three")
    client.update_quick_connect_name(**request, Description="")
    taken = refusal(
        client.create_quick_connect,
        InstanceId=instance.id,
        Name="One",
        QuickConnectConfig=PHONE,
    )

    assert describe(client, instance, two)["Name"] == "Three"
    assert "Description" not in describe(client, instance, two)
    assert taken == "DuplicateResourceException"
    renamed = refusal(client.update_quick_connect_name, **request, Name="One")
    assert renamed == "InvalidRequestException"  # the operation knows no duplicates
    assert refusal(client.update_quick_connect_name, **request) == "InvalidRequestException"


def test_agents_of_a_queue_are_shown_its_quick_connects(
    client: Any, account: Mocked, instance: Instance
) -> None:
    one, two, three = (make(client, instance, name) for name in ("One", "Two", "Three"))
    queue = make_queue(client, instance, QuickConnectIds=[one])
    request = {"InstanceId": instance.id, "QueueId": queue}

    client.associate_queue_quick_connects(**request, QuickConnectIds=[three, one])
    shown = on_queue(client, instance, queue)
    client.disassociate_queue_quick_connects(**request, QuickConnectIds=[one, two])
    page = client.list_queue_quick_connects(**request)

    assert shown == ["One", "Three"]
    assert [each["Name"] for each in page["QuickConnectSummaryList"]] == ["Three"]
    assert page["QuickConnectSummaryList"][0]["QuickConnectType"] == "PHONE_NUMBER"
    assert (page["LastModifiedTime"], page["LastModifiedRegion"]) == (account.now, "eu-central-1")
    for operation in (
        client.associate_queue_quick_connects,
        client.disassociate_queue_quick_connects,
    ):
        unknown = refusal(operation, **request, QuickConnectIds=[NOBODY])
        assert unknown == "ResourceNotFoundException"


def test_a_deleted_quick_connect_leaves_its_queues(client: Any, instance: Instance) -> None:
    one, two = make(client, instance, "One"), make(client, instance, "Two")
    queue = make_queue(client, instance, QuickConnectIds=[one, two])

    client.delete_quick_connect(InstanceId=instance.id, QuickConnectId=one)

    assert on_queue(client, instance, queue) == ["Two"]
    gone = refusal(client.describe_quick_connect, InstanceId=instance.id, QuickConnectId=one)
    assert gone == "ResourceNotFoundException"


def test_what_a_quick_connect_leads_to_stays(
    client: Any, instance: Instance, queue_flow: str
) -> None:
    queue = make_queue(client, instance)
    config = config_of("QUEUE", QueueId=queue, ContactFlowId=queue_flow)
    quick_connect = make(client, instance, QuickConnectConfig=config)

    used = [
        refusal(client.delete_queue, InstanceId=instance.id, QueueId=queue),
        refusal(client.delete_contact_flow, InstanceId=instance.id, ContactFlowId=queue_flow),
    ]
    client.delete_quick_connect(InstanceId=instance.id, QuickConnectId=quick_connect)
    client.delete_queue(InstanceId=instance.id, QueueId=queue)
    client.delete_contact_flow(InstanceId=instance.id, ContactFlowId=queue_flow)

    assert used == ["ResourceInUseException", "InvalidRequestException"]


def test_a_quick_connect_outlives_its_user(
    client: Any, instance: Instance, transfer_flow: str
) -> None:
    user = make_user(client, instance)
    config = config_of("USER", UserId=user, ContactFlowId=transfer_flow)
    quick_connect = make(client, instance, QuickConnectConfig=config)

    client.delete_user(InstanceId=instance.id, UserId=user)

    assert describe(client, instance, quick_connect)["QuickConnectConfig"] == config


def test_quick_connects_are_listed_and_found(
    client: Any, instance: Instance, transfer_flow: str
) -> None:
    north = make(client, instance, "North", Description="The cold", Tags={"team": "n"})
    to_flow = config_of("FLOW", ContactFlowId=transfer_flow)
    make(client, instance, "South", QuickConnectConfig=to_flow)
    tagged = {"SearchFilter": {"TagFilter": {"TagCondition": {"TagKey": "team"}}}}

    def listed(operation: str, key: str, size: int, **more: Any) -> list[str]:
        found = all_of(client, operation, key, size, InstanceId=instance.id, **more)
        return [each["Name"] for each in found]

    def by_text(field: str, value: str, comparison: str) -> list[str]:
        condition = {"FieldName": field, "Value": value, "ComparisonType": comparison}
        return names(client, instance, SearchCriteria={"StringCondition": condition})

    for size in (1, 1000):
        whole = listed("list_quick_connects", "QuickConnectSummaryList", size)
        assert whole == ["North", "South"]
    flows = listed(
        "list_quick_connects", "QuickConnectSummaryList", 1, QuickConnectTypes=["FLOW", "QUEUE"]
    )
    assert flows == ["South"]
    assert listed("search_quick_connects", "QuickConnects", 1) == ["North", "South"]
    assert by_text("name", "nor", "STARTS_WITH") == ["North"]
    assert by_text("description", "cold", "CONTAINS") == ["North"]
    assert by_text("resourceID", north, "EXACT") == ["North"]
    assert names(client, instance, **tagged) == ["North"]


def test_the_quota_of_quick_connects_is_a_hundred(client: Any, instance: Instance) -> None:
    for number in range(100):
        make(client, instance, f"Destination {number}")

    one_more = refusal(
        client.create_quick_connect,
        InstanceId=instance.id,
        Name="One too many",
        QuickConnectConfig=PHONE,
    )

    assert one_more == "LimitExceededException"
