"""Instances through boto3: made, described, listed, deleted, and what they may do."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import boto3

from santral.engine.loader import load_flow, require
from santral.local.connect import mocked
from santral.local.connect.connect import Connect
from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from santral.local.connect.operations.instance_attributes import attribute
from santral.local.testing.ledger_archive import LedgerArchive
from tests.functional.connect.conftest import START
from tests.functional.connect.refusals import all_of, refusal

NUMBER = "+15550100000"


def _make(client: Any, alias: str = "shop", **more: Any) -> str:
    request = {
        "IdentityManagementType": "CONNECT_MANAGED",
        "InstanceAlias": alias,
        "InboundCallsEnabled": True,
        "OutboundCallsEnabled": True,
        **more,
    }
    return str(client.create_instance(**request)["Id"])


def _answering(instance: Instance) -> None:
    """Let a number be answered by a flow that waits for a key."""
    content = {
        "Version": "2019-10-30",
        "StartAction": "ask",
        "Actions": [
            {
                "Identifier": "ask",
                "Type": "GetParticipantInput",
                "Parameters": {
                    "Text": "Press a key.",
                    "InputTimeLimitSeconds": "60",
                    "StoreInput": "False",
                },
                "Transitions": {
                    "NextAction": "end",
                    "Errors": [
                        {"ErrorType": "InputTimeLimitExceeded", "NextAction": "end"},
                        {"ErrorType": "NoMatchingCondition", "NextAction": "end"},
                        {"ErrorType": "NoMatchingError", "NextAction": "end"},
                    ],
                    "Conditions": [],
                },
            },
            {
                "Identifier": "end",
                "Type": "DisconnectParticipant",
                "Parameters": {},
                "Transitions": {},
            },
        ],
    }
    flow = require(load_flow(content, name="ask", type_="CONTACT_FLOW"), strict=False)
    instance.directory.add_flow(flow)
    instance.directory.numbers[NUMBER] = flow.name


def test_an_instance_is_active_as_soon_as_it_is_made(client: Any) -> None:
    made = _make(client, Tags={"stage": "test"}, OutboundCallsEnabled=False)

    described = client.describe_instance(InstanceId=made)["Instance"]

    assert described["Id"] == made
    assert described["Arn"] == f"arn:aws:connect:eu-central-1:123456789012:instance/{made}"
    assert described["InstanceAlias"] == "shop"
    assert described["IdentityManagementType"] == "CONNECT_MANAGED"
    assert described["InstanceStatus"] == "ACTIVE"
    assert described["CreatedTime"] == datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
    assert described["InboundCallsEnabled"] is True
    assert described["OutboundCallsEnabled"] is False
    assert described["InstanceAccessUrl"] == "https://shop.my.connect.aws"
    assert described["ServiceRole"].startswith("arn:aws:iam::123456789012:role/aws-service-role/")
    assert described["Tags"] == {"stage": "test"}


def test_an_instance_of_a_directory_needs_no_alias(client: Any) -> None:
    made = client.create_instance(
        IdentityManagementType="EXISTING_DIRECTORY",
        DirectoryId="d-0123456789",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )["Id"]

    described = client.describe_instance(InstanceId=made)["Instance"]
    assert "InstanceAlias" not in described
    assert "InstanceAccessUrl" not in described


def test_an_alias_or_a_directory_is_needed(client: Any) -> None:
    for type_ in ("CONNECT_MANAGED", "SAML", "EXISTING_DIRECTORY"):
        code = refusal(
            client.create_instance,
            IdentityManagementType=type_,
            InboundCallsEnabled=True,
            OutboundCallsEnabled=True,
        )
        assert code == "InvalidRequestException"


def test_an_alias_is_taken_once(client: Any) -> None:
    _make(client)

    again = refusal(
        client.create_instance,
        IdentityManagementType="SAML",
        InstanceAlias="SHOP",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )

    assert again == "InvalidRequestException"


def test_a_request_repeated_with_its_token_makes_one_instance(client: Any) -> None:
    first = _make(client, ClientToken="t1")

    second = _make(client, ClientToken="t1")
    other = refusal(
        client.create_instance,
        IdentityManagementType="SAML",
        InstanceAlias="other",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
        ClientToken="t1",
    )

    assert second == first
    assert other == "InvalidRequestException"
    assert len(client.list_instances()["InstanceSummaryList"]) == 1


def test_a_token_of_a_deleted_instance_makes_a_new_one(client: Any) -> None:
    first = _make(client, ClientToken="t1")
    client.delete_instance(InstanceId=first)

    second = _make(client, ClientToken="t1")

    assert second != first
    assert client.describe_instance(InstanceId=second)["Instance"]["Id"] == second


def test_deleting_again_with_its_token_is_no_error(client: Any) -> None:
    made = _make(client)
    client.delete_instance(InstanceId=made, ClientToken="d1")

    client.delete_instance(InstanceId=made, ClientToken="d1")

    assert client.list_instances()["InstanceSummaryList"] == []


def test_an_account_has_two_instances(client: Any) -> None:
    _make(client)
    _make(client, "second")

    third = refusal(
        client.create_instance,
        IdentityManagementType="SAML",
        InstanceAlias="third",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )

    assert third == "ServiceQuotaExceededException"


def test_instances_are_listed_page_by_page(client: Any, account: Mocked) -> None:
    _make(client)
    account.wait(seconds=1)
    _make(client, "second")

    for size in (1, 10, 1000):
        listed = all_of(client, "list_instances", "InstanceSummaryList", size)
        assert [each["InstanceAlias"] for each in listed] == ["shop", "second"]
        assert all("Tags" not in each for each in listed)


def test_a_quota_too_low_for_what_an_instance_has_leaves_none() -> None:
    with mocked(start=START, quotas={"prompts": 3}) as poor:
        client = boto3.client("connect", region_name="eu-central-1")

        code = refusal(
            client.create_instance,
            IdentityManagementType="SAML",
            InstanceAlias="shop",
            InboundCallsEnabled=True,
            OutboundCallsEnabled=True,
        )

        assert code == "ServiceQuotaExceededException"
        assert poor.connect.instances == {}


def test_a_deleted_instance_is_gone(client: Any) -> None:
    made = _make(client)

    client.delete_instance(InstanceId=made)

    assert client.list_instances()["InstanceSummaryList"] == []
    assert refusal(client.describe_instance, InstanceId=made) == "ResourceNotFoundException"
    assert refusal(client.delete_instance, InstanceId=made) == "ResourceNotFoundException"
    assert _make(client) != made


def test_deleting_an_instance_cuts_off_who_is_on_the_line(
    client: Any, account: Mocked, instance: Instance
) -> None:
    _answering(instance)
    centre = account.centre()
    call = centre.call("+15550100001", NUMBER)
    centre.wait(seconds=2)

    client.delete_instance(InstanceId=instance.id)

    assert call.is_over
    assert instance.switchboard.contacts == {}
    record = LedgerArchive(instance).find(call.first.id)
    assert record is not None
    assert record["DisconnectReason"] == "OTHER"


def test_attributes_begin_with_their_defaults(client: Any, instance: Instance) -> None:
    listed = client.list_instance_attributes(InstanceId=instance.id)["Attributes"]

    values = {each["AttributeType"]: each["Value"] for each in listed}
    assert values["INBOUND_CALLS"] == "true"
    assert values["OUTBOUND_CALLS"] == "true"
    assert values["CONTACTFLOW_LOGS"] == "false"
    assert values["MULTI_PARTY_CONFERENCE"] == "false"


def test_attributes_are_listed_page_by_page(client: Any, instance: Instance) -> None:
    pages = [
        all_of(client, "list_instance_attributes", "Attributes", size, InstanceId=instance.id)
        for size in (1, 1000)
    ]

    assert pages[0] == pages[1]
    assert len(pages[0]) == 14


def test_an_attribute_changes(client: Any, instance: Instance) -> None:
    request = {"InstanceId": instance.id, "AttributeType": "CONTACTFLOW_LOGS"}

    for value in ("true", "false", "true"):
        client.update_instance_attribute(**request, Value=value)
        answer = client.describe_instance_attribute(**request)
        assert answer["Attribute"] == {"AttributeType": "CONTACTFLOW_LOGS", "Value": value}
    assert attribute(instance, "CONTACTFLOW_LOGS")
    code = refusal(client.update_instance_attribute, **request, Value="yes")
    assert code == "InvalidParameterException"


def test_without_inbound_calls_nobody_answers(
    client: Any, account: Mocked, instance: Instance
) -> None:
    _answering(instance)

    client.update_instance_attribute(
        InstanceId=instance.id, AttributeType="INBOUND_CALLS", Value="false"
    )
    refused = instance.switchboard.arrive("+15550100001", NUMBER)
    client.update_instance_attribute(
        InstanceId=instance.id, AttributeType="INBOUND_CALLS", Value="true"
    )
    answered = account.centre().call("+15550100001", NUMBER)

    assert refused is None
    assert not answered.is_over
    assert client.describe_instance(InstanceId=instance.id)["Instance"]["InboundCallsEnabled"]


def test_an_instance_without_inbound_calls_has_none_after_a_restart(
    client: Any, account: Mocked
) -> None:
    made = _make(client, InboundCallsEnabled=False)
    before = account.connect
    later = Connect(before.timeline, before.new_id, before.engine)

    later.restore(list(before.kept()))

    again = later.instance(made)
    assert again.directory.takes_calls is False
    assert attribute(again, "INBOUND_CALLS") is False
