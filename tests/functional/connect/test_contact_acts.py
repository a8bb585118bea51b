"""Stopping, passing on, pausing and handing out contacts through boto3."""

from __future__ import annotations

import json
from typing import Any

import pytest

from santral.engine.contact import Contact
from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from santral.local.network import Reply
from santral.local.testing.small_flows import into_queue, whisper
from tests.functional.connect.contact_centre import CUSTOMER, ContactCentre
from tests.functional.connect.furnishing import make_flow, make_queue
from tests.functional.connect.refusals import refusal


@pytest.fixture
def centre(client: Any, account: Mocked, instance: Instance) -> ContactCentre:
    account.network.expect(CUSTOMER, Reply(after_us=0))
    return ContactCentre(client, account, instance)


def _no(centre: ContactCentre, operation: str, contact: str, **more: Any) -> str:
    return refusal(getattr(centre.client, operation), **centre.mine, ContactId=contact, **more)


# --- stopping ---


def test_a_call_is_stopped_under_its_agent_who_goes_on_to_wrap_up(
    centre: ContactCentre,
) -> None:
    call = centre.with_agent(centre.calls_out())

    centre.client.stop_contact(**centre.mine, ContactId=call)

    assert centre.described(call)["DisconnectReason"] == "OTHER"
    assert "AfterContactWorkEndTimestamp" not in centre.described(call)["AgentInfo"]
    centre.account.wait(seconds=30)
    assert centre.described(call)["AgentInfo"]["AfterContactWorkDuration"] == 30


def test_a_promised_callback_is_stopped_before_anybody_is_called(
    centre: ContactCentre,
) -> None:
    arn = centre.client.describe_queue(**centre.mine, QueueId=centre.queue)["Queue"]["QueueArn"]
    queue = centre.instance.directory.queue(arn)
    assert queue is not None
    promised = centre.instance.switchboard.callbacks.promise_to(CUSTOMER, queue)
    assert isinstance(promised, Contact)
    centre.account.wait(seconds=1)
    assert centre.described(promised.id)["InitiationMethod"] == "CALLBACK"
    assert centre.described(promised.id)["QueueInfo"]["Id"] == centre.queue

    centre.client.stop_contact(**centre.mine, ContactId=promised.id)

    assert centre.described(promised.id)["DisconnectReason"] == "OTHER"
    assert queue.size == 0


def test_what_cannot_be_stopped_is_refused(centre: ContactCentre) -> None:
    task = centre.task()
    centre.client.stop_contact(**centre.mine, ContactId=task)

    assert _no(centre, "stop_contact", "nobody") == "ContactNotFoundException"
    assert _no(centre, "stop_contact", task) == "InvalidRequestException"
    reason = {"Code": "EXPIRED"}
    chat = centre.chat()
    assert _no(centre, "stop_contact", chat, DisconnectReason=reason) == ("InvalidRequestException")


def test_a_transferred_call_cannot_be_stopped(centre: ContactCentre) -> None:
    centre.with_agent(centre.calls_out())
    queue = make_queue(centre.client, centre.instance, "Back office")
    arn = centre.client.describe_queue(**centre.mine, QueueId=queue)["Queue"]["QueueArn"]
    passed_on = centre.instance.switchboard.transfers.to_queue(centre.agent.contact, arn)
    assert passed_on is not None

    assert _no(centre, "stop_contact", passed_on.id) == "InvalidRequestException"


# --- passing on ---


def test_a_task_is_passed_on_to_another_queue(centre: ContactCentre) -> None:
    queue = make_queue(centre.client, centre.instance, "Back office")
    arn = centre.client.describe_queue(**centre.mine, QueueId=queue)["Queue"]["QueueArn"]
    flow = make_flow(
        centre.client,
        centre.instance,
        "To the back office",
        "QUEUE_TRANSFER",
        json.dumps(into_queue(arn)),
    )
    task = centre.with_agent(centre.task(Attributes={"order": "7"}))

    made = centre.client.transfer_contact(
        **centre.mine, ContactId=task, QueueId=queue, ContactFlowId=flow
    )

    following = centre.described(made["ContactId"])
    assert made["ContactArn"] == following["Arn"]
    assert following["InitiationMethod"] == "TRANSFER"
    assert following["PreviousContactId"] == task
    assert following["QueueInfo"]["Id"] == queue
    assert following["Attributes"] == {"order": "7"}
    assert "DisconnectTimestamp" in centre.described(task)


def test_a_task_is_passed_on_to_an_agent(centre: ContactCentre) -> None:
    content = json.dumps(into_queue("$.Agent.ARN"))
    flow = make_flow(centre.client, centre.instance, "To an agent", "AGENT_TRANSFER", content)
    ece = centre.another_user("ece")
    task = centre.task()

    made = centre.client.transfer_contact(
        **centre.mine, ContactId=task, UserId=ece, ContactFlowId=flow
    )

    assert centre.described(made["ContactId"])["QueueInfo"]["Id"] == ece


def test_a_transfer_that_cannot_be_is_refused(centre: ContactCentre) -> None:
    def no(contact: str, flow: str = centre.flow, **to: str) -> str:
        return _no(centre, "transfer_contact", contact, ContactFlowId=flow, **to)

    whispers = make_flow(
        centre.client, centre.instance, "Whisper", "AGENT_WHISPER", json.dumps(whisper("Psst"))
    )
    task, over = centre.task(), centre.task()
    centre.client.stop_contact(**centre.mine, ContactId=over)
    assert no("nobody", QueueId=centre.queue) == "ResourceNotFoundException"
    assert no(task) == "InvalidRequestException"
    assert no(task, QueueId=centre.queue, UserId=centre.user) == "InvalidRequestException"
    assert no(task, QueueId="nowhere") == "ResourceNotFoundException"
    assert no(task, UserId="nobody") == "ResourceNotFoundException"
    assert no(task, flow="nowhere", QueueId=centre.queue) == "ResourceNotFoundException"
    assert no(task, flow=whispers, QueueId=centre.queue) == "InvalidRequestException"
    assert no(over, QueueId=centre.queue) == "InvalidRequestException"
    assert no(centre.chat(), QueueId=centre.queue) == "InvalidRequestException"


def test_a_twelfth_transfer_is_refused(centre: ContactCentre) -> None:
    task = centre.task()
    for _ in range(11):
        task = centre.client.transfer_contact(
            **centre.mine, ContactId=task, QueueId=centre.queue, ContactFlowId=centre.flow
        )["ContactId"]

    refused = _no(centre, "transfer_contact", task, QueueId=centre.queue, ContactFlowId=centre.flow)

    assert refused == "ServiceQuotaExceededException"


# --- putting aside ---


def test_a_task_is_put_aside_and_taken_up_again(centre: ContactCentre) -> None:
    task = centre.with_agent(centre.task())

    centre.client.pause_contact(**centre.mine, ContactId=task)
    centre.account.wait(seconds=90)
    centre.client.resume_contact(**centre.mine, ContactId=task)

    described = centre.described(task)
    assert described["TotalPauseCount"] == 1
    assert described["TotalPauseDurationInSeconds"] == 90
    assert described["AgentInfo"]["AgentPauseDurationInSeconds"] == 90
    paused_s = (described["LastResumedTimestamp"] - described["LastPausedTimestamp"]).seconds
    assert paused_s == 90


def test_a_flow_is_told_when_a_task_is_put_aside(centre: ContactCentre) -> None:
    task = centre.with_agent(centre.task())

    unknown = _no(centre, "pause_contact", task, ContactFlowId="nowhere")
    centre.client.pause_contact(**centre.mine, ContactId=task, ContactFlowId=centre.flow)
    unknown_too = _no(centre, "resume_contact", task, ContactFlowId="nowhere")
    centre.client.resume_contact(**centre.mine, ContactId=task, ContactFlowId=centre.flow)

    assert (unknown, unknown_too) == ("ResourceNotFoundException",) * 2
    assert centre.described(task)["TotalPauseCount"] == 1


def test_what_cannot_be_put_aside_is_refused(centre: ContactCentre) -> None:
    task = centre.task()

    assert _no(centre, "resume_contact", task) == "ConflictException"
    centre.client.pause_contact(**centre.mine, ContactId=task)
    assert _no(centre, "pause_contact", task) == "ConflictException"
    centre.client.stop_contact(**centre.mine, ContactId=task)
    assert _no(centre, "pause_contact", task) == "InvalidRequestException"
    assert _no(centre, "resume_contact", task) == "InvalidRequestException"
    assert _no(centre, "pause_contact", centre.calls_out()) == "InvalidRequestException"
    assert _no(centre, "pause_contact", "nobody") == "ResourceNotFoundException"


def test_a_task_is_put_aside_ten_times_at_most(centre: ContactCentre) -> None:
    task = centre.with_agent(centre.task())
    for _ in range(10):
        centre.client.pause_contact(**centre.mine, ContactId=task)
        centre.client.resume_contact(**centre.mine, ContactId=task)

    assert _no(centre, "pause_contact", task) == "LimitExceededException"


# --- agents ---


def test_a_waiting_contact_is_given_to_an_agent_in_any_status(centre: ContactCentre) -> None:
    centre.client.create_agent_status(**centre.mine, Name="Lunch", State="ENABLED")
    centre.becomes("Lunch")
    chat = centre.chat()

    centre.client.associate_contact_with_user(**centre.mine, ContactId=chat, UserId=centre.user)
    centre.agent.accepts()
    centre.account.wait(seconds=1)

    assert centre.described(chat)["AgentInfo"]["Id"] == centre.user


def test_what_cannot_be_given_to_an_agent_is_refused(centre: ContactCentre) -> None:
    def no(contact: str, user: str = centre.user) -> str:
        return _no(centre, "associate_contact_with_user", contact, UserId=user)

    task = centre.task()
    assert no(task) == "InvalidRequestException"  # she is Offline
    assert no(task, "nobody") == "ResourceNotFoundException"
    assert no("nobody") == "ResourceNotFoundException"
    centre.with_agent(task)
    assert no(task) == "InvalidRequestException"
    centre.client.stop_contact(**centre.mine, ContactId=task)
    assert no(task) == "InvalidRequestException"


def test_a_missed_contact_is_dismissed_and_she_is_routed_to_again(
    centre: ContactCentre,
) -> None:
    task = centre.task()
    centre.becomes("Available")
    centre.account.wait(seconds=21)
    offered = len(centre.agent.offers)

    centre.client.dismiss_user_contact(**centre.mine, UserId=centre.user, ContactId=task)
    centre.account.wait(seconds=1)

    assert len(centre.agent.offers) == offered + 1
    again = _no(centre, "dismiss_user_contact", task, UserId=centre.user)
    assert again == "InvalidRequestException"


def test_after_contact_work_is_dismissed(centre: ContactCentre) -> None:
    task = centre.with_agent(centre.task())
    centre.client.stop_contact(**centre.mine, ContactId=task)
    centre.account.wait(seconds=5)

    centre.client.dismiss_user_contact(**centre.mine, UserId=centre.user, ContactId=task)

    assert centre.described(task)["AgentInfo"]["AfterContactWorkDuration"] == 5
    assert _no(centre, "dismiss_user_contact", "nobody", UserId=centre.user) == (
        "ResourceNotFoundException"
    )
    assert _no(centre, "dismiss_user_contact", task, UserId="nobody") == (
        "ResourceNotFoundException"
    )
