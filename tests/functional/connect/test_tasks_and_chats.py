"""Tasks and chats through boto3, from their beginning to their end; and what is refused."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from santral.local.connect.participation import PARTICIPANT
from santral.local.testing.small_flows import into_queue
from tests.functional.connect.conftest import START
from tests.functional.connect.contact_centre import ContactCentre
from tests.functional.connect.furnishing import make_flow
from tests.functional.connect.refusals import refusal


@pytest.fixture
def centre(client: Any, account: Mocked, instance: Instance) -> ContactCentre:
    return ContactCentre(client, account, instance)


# --- tasks ---


def test_a_task_is_described_from_its_beginning_to_its_end(centre: ContactCentre) -> None:
    task = centre.task(
        Description="About the invoice",
        References={"invoice": {"Type": "URL", "Value": "https://example.com/7"}},
        Attributes={"order": "7"},
    )
    waiting = centre.described(task)
    assert waiting["Channel"] == "TASK"
    assert waiting["InitiationMethod"] == "API"
    assert waiting["Name"] == "Write back"
    assert waiting["ContactDetails"] == {
        "Name": "Write back",
        "Description": "About the invoice",
    }
    assert waiting["QueueInfo"]["Id"] == centre.queue
    assert waiting["SegmentAttributes"]["connect:Subtype"] == {"ValueString": "connect:Task"}
    assert "CustomerEndpoint" not in waiting

    centre.with_agent(task)
    assert centre.described(task)["AgentInfo"]["Id"] == centre.user

    centre.client.stop_contact(**centre.mine, ContactId=task)
    centre.account.wait(seconds=31)
    over = centre.described(task)
    assert over["DisconnectReason"] == "API"
    assert over["AgentInfo"]["AfterContactWorkDuration"] == 30


def test_a_scheduled_task_begins_at_its_time(centre: ContactCentre) -> None:
    tomorrow = START + timedelta(days=1)
    task = centre.task(ScheduledTime=tomorrow)
    assert centre.described(task)["ScheduledTimestamp"] == tomorrow
    assert "QueueInfo" not in centre.described(task)

    centre.client.update_contact_schedule(
        **centre.mine, ContactId=task, ScheduledTime=START + timedelta(hours=1)
    )
    centre.account.wait(minutes=60)

    enqueued = centre.described(task)["QueueInfo"]["EnqueueTimestamp"]
    assert enqueued == START + timedelta(hours=1)


def test_what_has_begun_or_is_no_task_cannot_be_scheduled(centre: ContactCentre) -> None:
    later = START + timedelta(hours=1)

    def reschedule(contact: str, at: Any = later) -> str:
        request = {**centre.mine, "ContactId": contact, "ScheduledTime": at}
        return refusal(centre.client.update_contact_schedule, **request)

    assert reschedule(centre.task()) == "InvalidRequestException"
    assert reschedule(centre.chat()) == "InvalidRequestException"
    assert reschedule("nobody") == "ResourceNotFoundException"
    due = centre.task(ScheduledTime=later)
    assert reschedule(due, START - timedelta(hours=1)) == "InvalidParameterException"
    centre.client.stop_contact(**centre.mine, ContactId=due)
    assert reschedule(due) == "InvalidRequestException"


def test_a_task_lives_as_long_as_it_was_said(centre: ContactCentre) -> None:
    expiry = {"connect:ContactExpiry": {"ValueMap": {"ExpiryDuration": {"ValueInteger": 10}}}}
    task = centre.task(SegmentAttributes=expiry)

    centre.account.wait(minutes=10)

    assert centre.described(task)["DisconnectReason"] == "EXPIRED"


def test_a_quick_connect_brings_a_task_to_its_agent(centre: ContactCentre) -> None:
    content = json.dumps(into_queue("$.Agent.ARN"))
    flow = make_flow(centre.client, centre.instance, "To an agent", "AGENT_TRANSFER", content)
    connect = centre.client.create_quick_connect(
        **centre.mine,
        Name="Deniz",
        QuickConnectConfig={
            "QuickConnectType": "USER",
            "UserConfig": {"UserId": centre.user, "ContactFlowId": flow},
        },
    )["QuickConnectId"]

    task = centre.client.start_task_contact(
        **centre.mine, Name="For Deniz", QuickConnectId=connect
    )["ContactId"]

    assert centre.described(task)["QueueInfo"]["Id"] == centre.user
    centre.with_agent(task)
    assert centre.described(task)["AgentInfo"]["Id"] == centre.user


def test_a_task_takes_no_quick_connect_to_a_number(centre: ContactCentre) -> None:
    outside = centre.client.create_quick_connect(
        **centre.mine,
        Name="Bank",
        QuickConnectConfig={
            "QuickConnectType": "PHONE_NUMBER",
            "PhoneConfig": {"PhoneNumber": "+902125550199"},
        },
    )["QuickConnectId"]

    refused = refusal(
        centre.client.start_task_contact, **centre.mine, Name="No", QuickConnectId=outside
    )

    assert refused == "InvalidParameterException"


def _template(centre: ContactCentre, **more: Any) -> str:
    made = centre.client.create_task_template(
        **centre.mine,
        Name="Refund",
        Fields=[
            {"Id": {"Name": "Task"}, "Type": "NAME"},
            {"Id": {"Name": "Amount"}, "Type": "NUMBER"},
            {"Id": {"Name": "To"}, "Type": "QUICK_CONNECT"},
        ],
        Constraints={"RequiredFields": [{"Id": {"Name": "Task"}}, {"Id": {"Name": "Amount"}}]},
        **more,
    )
    return str(made["Id"])


def test_a_task_is_made_from_a_template(centre: ContactCentre) -> None:
    template = _template(centre, ContactFlowId=centre.flow)
    request = {**centre.mine, "Name": "Refund order 7", "TaskTemplateId": template}
    amount = {"Amount": {"Type": "NUMBER", "Value": "12"}}

    task = centre.client.start_task_contact(**request, References=amount)["ContactId"]

    assert centre.described(task)["TaskTemplateInfo"]["Name"] == "Refund"
    assert centre.described(task)["TaskTemplateInfo"]["Arn"].endswith(template)
    assert centre.described(task)["QueueInfo"]["Id"] == centre.queue
    centre.client.stop_contact(**centre.mine, ContactId=task)
    [record] = centre.account.books().records
    assert record["TaskTemplateInfo"] == centre.described(task)["TaskTemplateInfo"]
    without = refusal(centre.client.start_task_contact, **request)
    assert without == "InvalidParameterException"


def test_a_template_without_a_flow_starts_no_task(centre: ContactCentre) -> None:
    template = _template(centre)
    request = {**centre.mine, "Name": "Refund", "TaskTemplateId": template}
    amount = {"Amount": {"Type": "NUMBER", "Value": "12"}}

    refused = refusal(centre.client.start_task_contact, **request, References=amount)
    unknown = refusal(centre.client.start_task_contact, **{**request, "TaskTemplateId": "no such"})

    assert refused == "InvalidParameterException"
    assert unknown == "ResourceNotFoundException"


def test_what_a_contact_says_of_a_flow_does_not_hold_the_flow(centre: ContactCentre) -> None:
    content = json.dumps(into_queue("nowhere"))
    flow = make_flow(centre.client, centre.instance, "Another", "CONTACT_FLOW", content)
    centre.task(Attributes={"flow": flow})

    centre.client.delete_contact_flow(**centre.mine, ContactFlowId=flow)

    unknown = refusal(centre.task, ContactFlowId=flow)
    assert unknown == "ResourceNotFoundException"


def test_tasks_of_one_previous_contact_share_its_attributes(centre: ContactCentre) -> None:
    first = centre.task(Attributes={"step": "one"})

    second = centre.task(PreviousContactId=first, Attributes={"step": "two"})

    assert centre.described(second)["PreviousContactId"] == first
    assert centre.described(second)["InitialContactId"] == first
    assert centre.described(first)["Attributes"] == {"step": "two"}


def test_a_thirteenth_task_of_one_previous_contact_is_refused(centre: ContactCentre) -> None:
    first = centre.task()
    for _ in range(12):
        centre.task(PreviousContactId=first)

    refused = refusal(centre.task, PreviousContactId=first)

    assert refused == "ServiceQuotaExceededException"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"ContactFlowId": "nowhere"}, "ResourceNotFoundException"),
        ({"QuickConnectId": "both"}, "InvalidRequestException"),
        ({"PreviousContactId": "nobody"}, "ResourceNotFoundException"),
        (
            {"PreviousContactId": "one", "RelatedContactId": "two"},
            "ResourceNotFoundException",
        ),
        ({"ScheduledTime": START + timedelta(days=7)}, "InvalidParameterException"),
        ({"ScheduledTime": START - timedelta(minutes=1)}, "InvalidParameterException"),
        ({"SegmentAttributes": {"a key": {"ValueString": "1"}}}, "InvalidParameterException"),
        (
            {"SegmentAttributes": {"connect:ContactExpiry": {"ValueString": "1"}}},
            "InvalidParameterException",
        ),
    ],
)
def test_a_task_that_cannot_be_is_refused(
    centre: ContactCentre, more: dict[str, Any], code: str
) -> None:
    assert refusal(centre.task, **more) == code
    assert centre.instance.switchboard.contacts == {}


def test_a_task_is_either_linked_or_related(centre: ContactCentre) -> None:
    first = centre.task()

    refused = refusal(centre.task, PreviousContactId=first, RelatedContactId=first)

    assert refused == "InvalidParameterException"


# --- chats ---


def test_a_chat_begins_with_a_participant_and_ends_in_its_time(centre: ContactCentre) -> None:
    chat = centre.client.start_chat_contact(
        **centre.mine,
        ContactFlowId=centre.flow,
        ParticipantDetails={"DisplayName": "Ece"},
        InitialMessage={"ContentType": "text/plain", "Content": "Hello"},
        ChatDurationInMinutes=60,
    )

    assert len({chat["ContactId"], chat["ParticipantId"], chat["ParticipantToken"]}) == 3
    assert centre.described(chat["ContactId"])["Channel"] == "CHAT"
    assert centre.described(chat["ContactId"])["QueueInfo"]["Id"] == centre.queue
    centre.with_agent(chat["ContactId"])
    assert centre.described(chat["ContactId"])["AgentInfo"]["Id"] == centre.user
    centre.account.wait(minutes=60)
    assert centre.described(chat["ContactId"])["DisconnectReason"] == "EXPIRED"


def test_a_chats_customer_takes_part_until_nobody_has_it_any_more(centre: ContactCentre) -> None:
    def chats() -> list[str]:
        return [
            each.details["ContactId"]
            for each in centre.instance.table(PARTICIPANT)
            if each.details["Role"] == "CUSTOMER"
        ]

    first = centre.with_agent(centre.chat())
    passed_on = centre.agent.sends_to(queue="Support")
    assert passed_on is not None
    centre.becomes("Offline")
    centre.agent.leaves()
    centre.account.wait(seconds=31)
    assert first not in centre.instance.switchboard.contacts
    other = centre.chat()
    assert chats() == [first, other]

    centre.client.stop_contact(**centre.mine, ContactId=passed_on.id)

    assert chats() == [other]


def test_a_chat_goes_on_with_the_past_of_another(centre: ContactCentre) -> None:
    first = centre.chat()
    live = {"RehydrationType": "FROM_SEGMENT", "SourceContactId": first}
    assert refusal(centre.chat, PersistentChat=live) == "InvalidParameterException"
    centre.client.stop_contact(**centre.mine, ContactId=first)

    for rehydration in ("FROM_SEGMENT", "ENTIRE_PAST_SESSION"):
        made = centre.client.start_chat_contact(
            **centre.mine,
            ContactFlowId=centre.flow,
            ParticipantDetails={"DisplayName": "Ece"},
            PersistentChat={"RehydrationType": rehydration, "SourceContactId": first},
        )
        assert made["ContinuedFromContactId"] == first


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"ContactFlowId": "nowhere"}, "ResourceNotFoundException"),
        (
            {"SupportedMessagingContentTypes": ["text/markdown"]},
            "InvalidParameterException",
        ),
        (
            {"InitialMessage": {"ContentType": "text/markdown", "Content": "*"}},
            "InvalidParameterException",
        ),
        (
            {"InitialMessage": {"ContentType": "text/plain", "Content": "ç" * 8_193}},
            "InvalidParameterException",
        ),
        ({"PersistentChat": {"SourceContactId": "one"}}, "InvalidParameterException"),
        ({"ConnectionTypes": ["WEBSOCKET"]}, "UnsupportedOperationException"),
        ({"Attributes": {"a.b": "1"}}, "InvalidParameterException"),
    ],
)
def test_a_chat_that_cannot_be_is_refused(
    centre: ContactCentre, more: dict[str, Any], code: str
) -> None:
    assert refusal(centre.chat, **more) == code
    assert centre.instance.switchboard.contacts == {}


def test_a_persistent_chat_is_related_to_no_other(centre: ContactCentre) -> None:
    first = centre.chat()
    past = {"RehydrationType": "FROM_SEGMENT", "SourceContactId": first}

    refused = refusal(centre.chat, PersistentChat=past, RelatedContactId=first)

    assert refused == "InvalidParameterException"


def test_a_bot_joins_a_chat(centre: ContactCentre) -> None:
    chat = centre.chat()

    made = centre.client.create_participant(
        **centre.mine,
        ContactId=chat,
        ParticipantDetails={"ParticipantRole": "CUSTOM_BOT", "DisplayName": "Clerk"},
    )

    assert made["ParticipantCredentials"]["Expiry"] == "2026-11-24T07:00:00Z"
    assert made["ParticipantId"] != made["ParticipantCredentials"]["ParticipantToken"]


def test_only_a_bot_with_a_name_joins_only_a_chat(centre: ContactCentre) -> None:
    def join(contact: str, **details: str) -> str:
        request = {**centre.mine, "ContactId": contact, "ParticipantDetails": details}
        return refusal(centre.client.create_participant, **request)

    bot = {"ParticipantRole": "CUSTOM_BOT", "DisplayName": "Clerk"}
    chat = centre.chat()
    assert join(centre.task(), **bot) == "InvalidRequestException"
    assert join("nobody", **bot) == "ResourceNotFoundException"
    assert join(chat, ParticipantRole="AGENT", DisplayName="A") == "InvalidRequestException"
    assert join(chat, ParticipantRole="CUSTOM_BOT") == "InvalidRequestException"
    centre.client.stop_contact(**centre.mine, ContactId=chat)
    assert join(chat, **bot) == "InvalidRequestException"
