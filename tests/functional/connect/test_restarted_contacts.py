"""What is known of contacts after the local Connect was stopped and started again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import boto3
import pytest

from santral.local.connect import mocked
from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from santral.local.network import Reply
from tests.functional.connect.conftest import START
from tests.functional.connect.contact_centre import CUSTOMER, ContactCentre
from tests.functional.connect.refusals import refusal

RESTART = START + timedelta(hours=1)


@pytest.fixture
def centre(client: Any, account: Mocked, instance: Instance) -> ContactCentre:
    account.network.expect(CUSTOMER, Reply(after_us=0))
    return ContactCentre(client, account, instance)


@contextmanager
def _restarted(centre: ContactCentre) -> Iterator[tuple[Mocked, Any]]:
    """Open an account, an hour later, that has what this one has kept; and a client for it."""
    kept = list(centre.account.connect.kept())
    with mocked(start=RESTART, seed=2) as opened:
        opened.connect.restore(kept)
        opened.wait(seconds=0.001)
        yield opened, boto3.client("connect", region_name="eu-central-1")


def test_a_contact_that_was_over_is_described_as_before(centre: ContactCentre) -> None:
    call = centre.with_agent(centre.calls_out(Attributes={"order": "7"}))
    centre.agent.hold()
    centre.account.wait(seconds=5)
    centre.agent.hang_up()
    centre.account.wait(seconds=31)
    board = centre.instance.switchboard
    assert call not in board.contacts
    before = centre.instance.ledger.find(call)

    with _restarted(centre) as (next_run, client):
        described = client.describe_contact(**centre.mine, ContactId=call)["Contact"]
        assert described["DisconnectReason"] == "AGENT_DISCONNECT"
        assert described["AgentInfo"]["Id"] == centre.user
        assert described["AgentInfo"]["AgentInitiatedHoldDuration"] == 5
        assert described["QueueInfo"]["Id"] == centre.queue
        assert described["Attributes"] == {"order": "7"}
        assert next_run.connect.instance(centre.instance.id).ledger.find(call) == before
        assert next_run.books().records == []


def test_who_was_there_when_it_stopped_has_left_when_it_starts(centre: ContactCentre) -> None:
    call = centre.with_agent(centre.calls_out())
    waiting = centre.chat()
    later = centre.task(ScheduledTime=START + timedelta(days=2))

    with _restarted(centre) as (next_run, client):
        described = client.describe_contact(**centre.mine, ContactId=call)["Contact"]
        assert described["DisconnectReason"] == "OTHER"
        assert described["DisconnectTimestamp"] == RESTART
        assert described["AgentInfo"]["AfterContactWorkEndTimestamp"] == RESTART
        reasons = {each["ContactId"]: each["DisconnectReason"] for each in next_run.books().records}
        assert reasons == {call: "OTHER", waiting: "SYSTEM_ERROR", later: "OTHER"}
        assert [each["eventType"] for each in next_run.books().events] == [
            "DISCONNECTED",
            "COMPLETED",
        ] * 3
        gone = refusal(client.stop_contact, **centre.mine, ContactId=call)
        assert gone == "ContactNotFoundException"


def test_an_agents_work_afterwards_ends_with_the_centre(centre: ContactCentre) -> None:
    call = centre.with_agent(centre.calls_out())
    centre.agent.hang_up()

    with _restarted(centre) as (next_run, client):
        described = client.describe_contact(**centre.mine, ContactId=call)["Contact"]
        assert described["DisconnectReason"] == "AGENT_DISCONNECT"
        assert described["DisconnectTimestamp"] < RESTART
        assert described["AgentInfo"]["AfterContactWorkEndTimestamp"] == RESTART
        assert [each["eventType"] for each in next_run.books().events] == ["COMPLETED"]


def test_a_second_restart_ends_nothing_twice(centre: ContactCentre) -> None:
    task = centre.task()
    with _restarted(centre) as (next_run, _):
        kept = list(next_run.connect.kept())

        with mocked(start=RESTART + timedelta(hours=1), seed=3) as third:
            third.connect.restore(kept)
            third.wait(seconds=1)
            client = boto3.client("connect", region_name="eu-central-1")

            described = client.describe_contact(**centre.mine, ContactId=task)["Contact"]
            assert described["DisconnectTimestamp"] == RESTART
            assert third.books().records == []


def test_a_chain_has_its_latest_attributes_together(centre: ContactCentre) -> None:
    first = centre.task(Attributes={"step": "one", "kind": "claim"})
    centre.account.wait(seconds=1)
    second = centre.task(PreviousContactId=first, Attributes={"step": "two"})
    for each in (first, second):
        centre.client.stop_contact(**centre.mine, ContactId=each)
    centre.account.wait(seconds=1)
    centre.client.update_contact_attributes(
        **centre.mine, InitialContactId=first, Attributes={"step": "three"}
    )

    with _restarted(centre) as (_, client):
        for each in (first, second):
            attributes = client.get_contact_attributes(**centre.mine, InitialContactId=each)
            assert attributes["Attributes"] == {"step": "three", "kind": "claim"}
        client.update_contact_attributes(
            **centre.mine, InitialContactId=second, Attributes={"step": "four"}
        )
        attributes = client.get_contact_attributes(**centre.mine, InitialContactId=first)
        assert attributes["Attributes"]["step"] == "four"


def test_an_agent_who_is_gone_is_still_named(centre: ContactCentre) -> None:
    task = centre.with_agent(centre.task())
    centre.client.stop_contact(**centre.mine, ContactId=task)
    centre.account.wait(seconds=31)
    centre.becomes("Offline")
    centre.client.delete_user(**centre.mine, UserId=centre.user)

    with _restarted(centre) as (next_run, client):
        described = client.describe_contact(**centre.mine, ContactId=task)["Contact"]
        assert described["AgentInfo"]["Id"] == centre.user
        record = next_run.connect.instance(centre.instance.id).ledger.find(task)
        assert record is not None
        assert record["Agent"]["Username"] == "deniz"
        assert record["Agent"]["RoutingProfile"]["Name"] == "Everything"


def test_the_oldest_are_forgotten_once_there_are_too_many(centre: ContactCentre) -> None:
    centre.instance.ledger.most = 2
    tasks = []
    for _ in range(3):
        tasks.append(centre.task())
        centre.client.stop_contact(**centre.mine, ContactId=tasks[-1])

    gone = refusal(centre.client.describe_contact, **centre.mine, ContactId=tasks[0])

    assert gone == "ResourceNotFoundException"
    assert [centre.described(each)["Id"] for each in tasks[1:]] == tasks[1:]
    kept = {id_ for _, kind, id_, _ in centre.account.connect.kept() if kind == "contact"}
    assert kept == set(tasks[1:])


def test_a_ledger_that_keeps_nothing_knows_only_who_is_there(centre: ContactCentre) -> None:
    centre.instance.ledger.keeps = False
    task = centre.task()
    assert centre.described(task)["Channel"] == "TASK"

    centre.client.stop_contact(**centre.mine, ContactId=task)

    gone = refusal(centre.client.describe_contact, **centre.mine, ContactId=task)
    assert gone == "ResourceNotFoundException"
    assert [kind for _, kind, *_ in centre.account.connect.kept() if kind == "contact"] == []
