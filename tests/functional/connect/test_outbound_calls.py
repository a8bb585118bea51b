"""StartOutboundVoiceContact through boto3: dialled, queued, joined, ended; and what is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import boto3
import pytest

from santral.engine.timeline import SECOND
from santral.local.connect import mocked
from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from santral.local.connect.operations.agent_statuses import add_standard_statuses
from santral.local.network import FAILED, UNANSWERED, Reply
from santral.local.testing.small_flows import whisper
from tests.functional.connect.conftest import START
from tests.functional.connect.contact_centre import CUSTOMER, LINE, ContactCentre
from tests.functional.connect.furnishing import make_flow, make_queue
from tests.functional.connect.refusals import refusal


@pytest.fixture
def centre(client: Any, account: Mocked, instance: Instance) -> ContactCentre:
    account.network.expect(CUSTOMER, Reply(after_us=5 * SECOND))
    return ContactCentre(client, account, instance)


def test_a_call_is_described_at_every_stage(centre: ContactCentre) -> None:
    call = centre.calls_out(Attributes={"order": "7"}, Name="Delivery")

    ringing = centre.described(call)
    assert ringing["InitiationMethod"] == "API"
    assert ringing["Channel"] == "VOICE"
    assert ringing["InitiationTimestamp"] == START
    assert ringing["CustomerEndpoint"] == {"Type": "TELEPHONE_NUMBER", "Address": CUSTOMER}
    assert ringing["SystemEndpoint"] == {"Type": "TELEPHONE_NUMBER", "Address": LINE}
    assert ringing["Attributes"] == {"order": "7"}
    assert ringing["Name"] == "Delivery"
    assert "ConnectedToSystemTimestamp" not in ringing
    assert "QueueInfo" not in ringing

    centre.account.wait(seconds=6)
    waiting = centre.described(call)
    assert waiting["ConnectedToSystemTimestamp"] == START + timedelta(seconds=5)
    assert waiting["QueueInfo"] == {
        "Id": centre.queue,
        "EnqueueTimestamp": START + timedelta(seconds=5),
    }
    assert waiting["QueuePriority"] == 5
    assert "AgentInfo" not in waiting

    centre.becomes("Available")
    centre.account.wait(seconds=1)
    centre.agent.accepts()
    centre.account.wait(seconds=1)
    talking = centre.described(call)
    assert talking["AgentInfo"]["Id"] == centre.user
    assert talking["AgentInfo"]["ConnectedToAgentTimestamp"] == START + timedelta(seconds=7)

    centre.agent.hang_up()
    centre.account.wait(seconds=31)
    over = centre.described(call)
    assert over["DisconnectReason"] == "AGENT_DISCONNECT"
    assert over["DisconnectTimestamp"] == START + timedelta(seconds=8)
    assert over["AgentInfo"]["AfterContactWorkDuration"] == 30
    assert over["LastUpdateTimestamp"] == START + timedelta(seconds=38)


def test_a_call_shows_the_number_that_was_asked_for(
    centre: ContactCentre, client: Any, instance: Instance
) -> None:
    call = client.start_outbound_voice_contact(
        **centre.mine,
        ContactFlowId=centre.flow,
        DestinationPhoneNumber=CUSTOMER,
        SourcePhoneNumber=LINE,
    )["ContactId"]

    assert centre.described(call)["SystemEndpoint"]["Address"] == LINE


@pytest.mark.parametrize(
    ("reply", "reason"),
    [(Reply(UNANSWERED), "TELECOM_UNANSWERED"), (Reply(FAILED), "TELECOM_PROBLEM")],
)
def test_a_call_that_nobody_takes_ends(
    client: Any, account: Mocked, instance: Instance, reply: Reply, reason: str
) -> None:
    account.network.expect(CUSTOMER, reply)
    centre = ContactCentre(client, account, instance)

    call = centre.calls_out(RingTimeoutInSeconds=15)
    account.wait(seconds=16)

    assert centre.described(call)["DisconnectReason"] == reason
    assert "ConnectedToSystemTimestamp" not in centre.described(call)


def test_a_call_is_stopped_while_it_rings_and_only_once(centre: ContactCentre, client: Any) -> None:
    call = centre.calls_out()

    client.stop_contact(**centre.mine, ContactId=call)

    assert centre.described(call)["DisconnectReason"] == "OTHER"
    again = refusal(client.stop_contact, **centre.mine, ContactId=call)
    assert again == "ContactNotFoundException"


def test_the_same_token_makes_one_call(centre: ContactCentre) -> None:
    calls = {centre.calls_out(ClientToken="once") for _ in range(2)}

    assert len(calls) == 1


def test_a_related_contact_gives_its_attributes(centre: ContactCentre, client: Any) -> None:
    first = centre.calls_out(Attributes={"order": "7"})

    second = centre.calls_out(RelatedContactId=first, Attributes={"again": "yes"})

    assert centre.described(second)["Attributes"] == {"order": "7", "again": "yes"}
    assert centre.described(second)["RelatedContactId"] == first
    assert centre.described(first)["Attributes"] == {"order": "7"}


def _refused(centre: ContactCentre, **more: Any) -> str:
    return refusal(centre.calls_out, **more)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"DestinationPhoneNumber": "+447400123456"}, "DestinationNotAllowedException"),
        ({"DestinationPhoneNumber": "+123"}, "DestinationNotAllowedException"),
        ({"SourcePhoneNumber": "+902125559999"}, "InvalidParameterException"),
        ({"QueueId": "nowhere"}, "ResourceNotFoundException"),
        ({"ContactFlowId": "nowhere"}, "ResourceNotFoundException"),
        ({"RelatedContactId": "nobody"}, "ResourceNotFoundException"),
        ({"Attributes": {"a key": "1"}}, "InvalidParameterException"),
        ({"Attributes": {"a": "x" * 32_768}}, "InvalidParameterException"),
        ({"Attributes": {"a": "x" * 20_000, "b": "x" * 20_000}}, "InvalidRequestException"),
        (
            {"References": {"r": {"Type": "ATTACHMENT", "Value": "v"}}},
            "InvalidParameterException",
        ),
        ({"TrafficType": "CAMPAIGN"}, "InvalidRequestException"),
        ({"CampaignId": "spring"}, "InvalidRequestException"),
        (
            {"AnswerMachineDetectionConfig": {"EnableAnswerMachineDetection": True}},
            "InvalidParameterException",
        ),
    ],
)
def test_a_call_that_cannot_be_is_refused(
    centre: ContactCentre, more: dict[str, Any], code: str
) -> None:
    assert _refused(centre, **more) == code
    assert centre.instance.switchboard.contacts == {}


def test_a_call_needs_a_number_to_show(
    centre: ContactCentre, client: Any, instance: Instance
) -> None:
    mute = make_queue(client, instance, "Mute")

    assert _refused(centre, QueueId=mute) == "InvalidParameterException"
    neither = refusal(
        client.start_outbound_voice_contact,
        **centre.mine,
        ContactFlowId=centre.flow,
        DestinationPhoneNumber=CUSTOMER,
    )
    assert neither == "InvalidParameterException"


def test_a_whisper_flow_takes_no_call(
    centre: ContactCentre, client: Any, instance: Instance
) -> None:
    content = json.dumps(whisper("Somebody who was called."))
    whispers = make_flow(client, instance, "Whisper", "AGENT_WHISPER", content)

    assert _refused(centre, ContactFlowId=whispers) == "InvalidParameterException"


def test_an_instance_that_makes_no_calls_refuses(centre: ContactCentre, client: Any) -> None:
    client.update_instance_attribute(**centre.mine, AttributeType="OUTBOUND_CALLS", Value="false")

    assert _refused(centre) == "OutboundContactNotPermittedException"


@pytest.fixture
def narrow() -> Iterator[ContactCentre]:
    """A centre that may have one call, one chat and one task at a time."""
    quotas = {"concurrent-calls": 1, "concurrent-chats": 1, "concurrent-tasks": 1}
    with mocked(start=START, quotas=quotas) as account:
        instance = account.connect.add_instance(
            "narrow", {"IdentityManagementType": "CONNECT_MANAGED"}
        )
        add_standard_statuses(instance)
        yield ContactCentre(boto3.client("connect", region_name="eu-central-1"), account, instance)


def test_each_channel_has_its_quota(narrow: ContactCentre) -> None:
    call, chat, task = narrow.calls_out(), narrow.chat(), narrow.task()

    assert refusal(narrow.calls_out) == "LimitExceededException"
    assert refusal(narrow.chat) == "LimitExceededException"
    assert refusal(narrow.task) == "ServiceQuotaExceededException"

    for each in (call, chat, task):
        narrow.client.stop_contact(**narrow.mine, ContactId=each)
    assert narrow.calls_out() != call
    assert narrow.chat() != chat
    assert narrow.task() != task
