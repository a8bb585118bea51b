"""What is known of contacts after the local Connect was stopped and started again."""

from __future__ import annotations

import json
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
from santral.local.testing.ledger_archive import LedgerArchive
from santral.local.testing.small_flows import into_queue
from tests.functional.connect.conftest import START
from tests.functional.connect.contact_centre import CUSTOMER, ContactCentre
from tests.functional.connect.furnishing import make_flow
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
    before = LedgerArchive(centre.instance).find(call)

    with _restarted(centre) as (next_run, client):
        described = client.describe_contact(**centre.mine, ContactId=call)["Contact"]
        assert described["DisconnectReason"] == "AGENT_DISCONNECT"
        assert described["AgentInfo"]["Id"] == centre.user
        assert described["AgentInfo"]["AgentInitiatedHoldDuration"] == 5
        assert described["QueueInfo"]["Id"] == centre.queue
        assert described["Attributes"] == {"order": "7"}
        assert LedgerArchive(next_run.connect.instance(centre.instance.id)).find(call) == before
        assert next_run.books().records == []


def test_who_was_there_when_it_stopped_left_in_that_moment(centre: ContactCentre) -> None:
    call = centre.with_agent(centre.calls_out())
    waiting = centre.chat()
    later = centre.task(ScheduledTime=START + timedelta(days=2))
    stopped = START + timedelta(seconds=2)

    with _restarted(centre) as (next_run, client):
        described = client.describe_contact(**centre.mine, ContactId=call)["Contact"]
        assert described["DisconnectReason"] == "OTHER"
        assert described["DisconnectTimestamp"] == stopped
        assert described["AgentInfo"]["AfterContactWorkEndTimestamp"] == stopped
        reasons = {each["ContactId"]: each["DisconnectReason"] for each in next_run.books().records}
        assert reasons == {call: "OTHER", waiting: "SYSTEM_ERROR", later: "OTHER"}
        assert [each["eventType"] for each in next_run.books().events] == [
            "DISCONNECTED",
            "COMPLETED",
        ] * 3
        gone = refusal(client.stop_contact, **centre.mine, ContactId=call)
        assert gone == "ContactNotFoundException"


# What ending changes of what DescribeContact tells.
ENDING = {"DisconnectTimestamp", "DisconnectReason", "LastUpdateTimestamp"}
ENDING_OF_AGENT = {
    "AfterContactWorkStartTimestamp",
    "AfterContactWorkEndTimestamp",
    "AfterContactWorkDuration",
}


def _but_for_its_end(described: dict[str, Any]) -> dict[str, Any]:
    agent = described.get("AgentInfo", {})
    return {
        **{name: value for name, value in described.items() if name not in ENDING},
        "AgentInfo": {name: agent[name] for name in agent if name not in ENDING_OF_AGENT},
    }


def _says_gold(centre: ContactCentre) -> str:
    """Make a flow that sets an attribute on the way into the queue."""
    queue = centre.client.describe_queue(**centre.mine, QueueId=centre.queue)["Queue"]["QueueArn"]
    content = into_queue(queue)
    following = content["StartAction"]
    content["Actions"].insert(
        0,
        {
            "Identifier": "gold",
            "Type": "UpdateContactAttributes",
            "Parameters": {"Attributes": {"tier": "gold"}, "TargetContact": "Current"},
            "Transitions": {
                "NextAction": following,
                "Errors": [{"NextAction": following, "ErrorType": "NoMatchingError"}],
            },
        },
    )
    content["StartAction"] = "gold"
    return make_flow(centre.client, centre.instance, "Gold", "CONTACT_FLOW", json.dumps(content))


def test_all_that_was_said_of_who_was_there_is_said_afterwards(centre: ContactCentre) -> None:
    gold = _says_gold(centre)
    call = centre.with_agent(centre.calls_out())
    centre.agent.hold()
    centre.account.wait(seconds=4)
    centre.agent.resume()
    there = [
        call,
        centre.chat(ContactFlowId=gold, Attributes={"order": "7"}),
        centre.task(ScheduledTime=START + timedelta(days=2)),
        centre.task(ContactFlowId=gold),
    ]
    centre.account.wait(seconds=7)
    before = [centre.described(each) for each in there]
    assert before[0]["AgentInfo"]["AgentInitiatedHoldDuration"] == 4
    assert before[1]["Attributes"] == {"order": "7", "tier": "gold"}
    assert before[3]["QueueInfo"]["Id"] == centre.queue

    with _restarted(centre) as (_, client):
        after = [
            client.describe_contact(**centre.mine, ContactId=each)["Contact"] for each in there
        ]

    assert [_but_for_its_end(each) for each in after] == [_but_for_its_end(each) for each in before]


def test_what_changes_in_a_contact_is_kept_within_five_seconds(centre: ContactCentre) -> None:
    kept: dict[str, Any] = {}

    def keep(_instance: str, _kind: str, id_: str, plain: Any) -> None:
        kept[id_] = plain

    centre.account.connect.keep = keep
    call = centre.with_agent(centre.calls_out())
    centre.agent.hold()
    centre.account.wait(seconds=4)
    centre.agent.resume()

    centre.account.wait(seconds=5)

    assert kept[call]["details"]["contact"]["part"]["hold_us"] == 4_000_000


def test_nothing_is_looked_at_where_nobody_is(centre: ContactCentre) -> None:
    centre.account.connect.keep = lambda *_: None
    task = centre.task()
    centre.client.stop_contact(**centre.mine, ContactId=task)

    centre.account.wait(seconds=10)

    assert centre.account.timeline.next_due_us is None


def test_a_task_remembers_how_many_name_it_as_their_previous_one(centre: ContactCentre) -> None:
    first = centre.task()
    centre.client.stop_contact(**centre.mine, ContactId=first)
    for _ in range(12):
        centre.task(PreviousContactId=first)

    with _restarted(centre) as (_, client):
        one_more = refusal(
            client.start_task_contact,
            **centre.mine,
            ContactFlowId=centre.flow,
            Name="Write back",
            PreviousContactId=first,
        )

    assert one_more == "ServiceQuotaExceededException"


def test_an_agents_work_afterwards_ends_with_the_centre(centre: ContactCentre) -> None:
    call = centre.with_agent(centre.calls_out())
    centre.agent.hang_up()

    with _restarted(centre) as (next_run, client):
        described = client.describe_contact(**centre.mine, ContactId=call)["Contact"]
        assert described["DisconnectReason"] == "AGENT_DISCONNECT"
        assert described["DisconnectTimestamp"] < RESTART
        assert described["AgentInfo"]["AfterContactWorkEndTimestamp"] == START + timedelta(
            seconds=2
        )
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
            assert described["DisconnectTimestamp"] == START
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
        record = LedgerArchive(next_run.connect.instance(centre.instance.id)).find(task)
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
