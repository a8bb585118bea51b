"""What CreateInstance leaves in a new instance, and that its flows run."""

from __future__ import annotations

import json
from typing import Any

import pytest

from santral.local.connect.connect import Connect
from santral.local.connect.defaults import DEFAULT_FLOWS
from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from santral.local.testing.centre import Centre
from tests.functional.connect.refusals import refusal

NUMBER = "+15550100000"

_HOOKS = {
    "AgentHold",
    "AgentTransfer",
    "AgentWhisper",
    "CustomerHold",
    "CustomerQueue",
    "CustomerWhisper",
    "OutboundWhisper",
    "QueueTransfer",
}


@pytest.fixture
def furnished(client: Any, account: Mocked) -> Instance:
    made = client.create_instance(
        IdentityManagementType="CONNECT_MANAGED",
        InstanceAlias="shop",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )
    return account.connect.instance(made["Id"])


def _listed(client: Any, operation: str, key: str, instance: Instance) -> list[str]:
    answer = getattr(client, operation)(InstanceId=instance.id)
    return [each["Name"] for each in answer[key]]


def _connect_number(client: Any, furnished: Instance) -> None:
    """Let a number put its callers into the queue."""
    queue = client.list_queues(InstanceId=furnished.id, QueueTypes=["STANDARD"])
    into_queue = {
        "Version": "2019-10-30",
        "StartAction": "choose",
        "Actions": [
            {
                "Identifier": "choose",
                "Type": "UpdateContactTargetQueue",
                "Parameters": {"QueueId": queue["QueueSummaryList"][0]["Id"]},
                "Transitions": {
                    "NextAction": "enter",
                    "Errors": [{"ErrorType": "NoMatchingError", "NextAction": "end"}],
                },
            },
            {
                "Identifier": "enter",
                "Type": "TransferContactToQueue",
                "Parameters": {},
                "Transitions": {
                    "NextAction": "end",
                    "Errors": [
                        {"ErrorType": "QueueAtCapacity", "NextAction": "end"},
                        {"ErrorType": "NoMatchingError", "NextAction": "end"},
                    ],
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
    made = client.create_contact_flow(
        InstanceId=furnished.id,
        Name="Into the queue",
        Type="CONTACT_FLOW",
        Content=json.dumps(into_queue),
    )
    furnished.directory.numbers[NUMBER] = made["ContactFlowArn"]


def _hire(client: Any, furnished: Instance) -> None:
    routing = client.list_routing_profiles(InstanceId=furnished.id)
    security = client.list_security_profiles(InstanceId=furnished.id)
    client.create_user(
        InstanceId=furnished.id,
        Username="ayse",
        Password="Correct-horse-1",
        IdentityInfo={"FirstName": "Ayse", "LastName": "Kaya"},
        PhoneConfig={"PhoneType": "SOFT_PHONE", "AutoAccept": False},
        SecurityProfileIds=[security["SecurityProfileSummaryList"][1]["Id"]],
        RoutingProfileId=routing["RoutingProfileSummaryList"][0]["Id"],
    )


def _played(centre: Centre) -> list[str]:
    """List the recordings that were played, to whomever."""
    return [e[5] for e in centre.watch.events if e[1] == "heard" and e[4] == "PromptId"]


def _prompt(client: Any, furnished: Instance, name: str) -> str:
    prompts = client.list_prompts(InstanceId=furnished.id)["PromptSummaryList"]
    return next(str(each["Arn"]) for each in prompts if each["Name"] == name)


def test_it_has_the_flows_of_a_new_instance(client: Any, furnished: Instance) -> None:
    flows = client.list_contact_flows(InstanceId=furnished.id)["ContactFlowSummaryList"]

    assert {(each["Name"], each["ContactFlowType"]) for each in flows} == {
        ("Default agent hold", "AGENT_HOLD"),
        ("Default agent transfer", "AGENT_TRANSFER"),
        ("Default agent whisper", "AGENT_WHISPER"),
        ("Default customer hold", "CUSTOMER_HOLD"),
        ("Default customer queue", "CUSTOMER_QUEUE"),
        ("Default customer whisper", "CUSTOMER_WHISPER"),
        ("Default outbound", "OUTBOUND_WHISPER"),
        ("Default queue transfer", "QUEUE_TRANSFER"),
    }


def test_it_has_hours_a_queue_and_a_routing_profile(client: Any, furnished: Instance) -> None:
    hours = _listed(client, "list_hours_of_operations", "HoursOfOperationSummaryList", furnished)
    profiles = _listed(client, "list_routing_profiles", "RoutingProfileSummaryList", furnished)
    queues = client.list_queues(InstanceId=furnished.id, QueueTypes=["STANDARD"])

    assert hours == ["Basic Hours"]
    assert [each["Name"] for each in queues["QueueSummaryList"]] == ["BasicQueue"]
    assert profiles == ["Basic Routing Profile"]


def test_it_has_profiles_statuses_prompts_and_attributes(client: Any, furnished: Instance) -> None:
    security = _listed(client, "list_security_profiles", "SecurityProfileSummaryList", furnished)
    statuses = _listed(client, "list_agent_statuses", "AgentStatusSummaryList", furnished)
    prompts = _listed(client, "list_prompts", "PromptSummaryList", furnished)
    attributes = _listed(
        client, "list_predefined_attributes", "PredefinedAttributeSummaryList", furnished
    )

    assert security == ["Admin", "Agent", "CallCenterManager", "QualityAnalyst"]
    assert statuses == ["Available", "Offline"]
    assert prompts[:3] == ["Beep.wav", "CustomerHold.wav", "CustomerQueue.wav"]
    assert len(prompts) == 7
    assert attributes == ["connect:Language", "connect:Subtype"]


def test_an_agent_may_take_and_make_calls(client: Any, furnished: Instance) -> None:
    profiles = client.list_security_profiles(InstanceId=furnished.id)
    agent = next(each for each in profiles["SecurityProfileSummaryList"] if each["Name"] == "Agent")

    permissions = client.list_security_profile_permissions(
        InstanceId=furnished.id, SecurityProfileId=agent["Id"]
    )["Permissions"]

    assert permissions == ["BasicAgentAccess", "OutboundCallAccess"]


def test_a_flow_stands_behind_every_hook(furnished: Instance) -> None:
    defaults = furnished.directory.defaults

    assert set(defaults) == _HOOKS
    assert {hook: flow.name for hook, flow in defaults.items()} == {
        each.hook: each.name for each in DEFAULT_FLOWS
    }


def test_it_is_as_before_after_a_restart(account: Mocked, furnished: Instance) -> None:
    before = account.connect
    later = Connect(before.timeline, before.new_id, before.engine)

    later.restore(list(before.kept()))

    again = later.instance(furnished.id)
    assert set(again.directory.defaults) == _HOOKS
    assert [each.name for each in again.directory.queues] == ["BasicQueue"]
    assert list(later.kept()) == list(before.kept())


def test_a_customer_in_the_queue_is_greeted_and_hears_music(
    client: Any, account: Mocked, furnished: Instance
) -> None:
    _connect_number(client, furnished)
    centre = account.centre()

    call = centre.call("+15550100001", NUMBER)
    centre.wait(minutes=1)

    assert call.waits_in == "BasicQueue"
    assert call.heard[0].startswith("Thank you for calling.")
    assert _played(centre)[:1] == [_prompt(client, furnished, "CustomerQueue.wav")]


def test_agent_and_customer_are_told_that_they_meet(
    client: Any, account: Mocked, furnished: Instance
) -> None:
    centre = account.centre()
    _hire(client, furnished)
    ayse = centre.agent("ayse").becomes("Available")
    _connect_number(client, furnished)

    call = centre.call("+15550100001", NUMBER)
    centre.wait(seconds=5)
    ayse.accepts()
    centre.wait(seconds=10)

    assert call.talks_to == "Ayse"
    assert ayse.heard == ["BasicQueue"]
    assert _played(centre)[-1] == _prompt(client, furnished, "Beep.wav")


def test_deleting_the_instance_parts_agent_and_customer(
    client: Any, account: Mocked, furnished: Instance
) -> None:
    centre = account.centre()
    _hire(client, furnished)
    ayse = centre.agent("ayse").becomes("Available")
    _connect_number(client, furnished)
    talking, waiting = [centre.call("+15550100001", NUMBER) for _ in range(2)]
    centre.wait(seconds=5)
    ayse.accepts()
    centre.wait(seconds=10)

    client.delete_instance(InstanceId=furnished.id)

    assert talking.is_over
    assert waiting.is_over
    assert ayse.agent.contacts == {}
    assert {each.disconnect_reason for each in furnished.ledger.contacts()} == {"OTHER"}
    assert len(furnished.ledger.contacts()) == 2


def test_a_default_flow_cannot_be_deleted(client: Any, furnished: Instance) -> None:
    flows = client.list_contact_flows(InstanceId=furnished.id)["ContactFlowSummaryList"]

    for each in flows:
        code = refusal(
            client.delete_contact_flow, InstanceId=furnished.id, ContactFlowId=each["Id"]
        )
        assert code == "InvalidRequestException"
