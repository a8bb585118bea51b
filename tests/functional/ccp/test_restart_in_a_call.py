"""A server that stops or dies in the middle of a call: what the agent sees when it is back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import boto3
import pytest

from santral.local.connect import mocked
from santral.local.connect.kept_changes import Change
from santral.local.connect.operations.agent_statuses import add_standard_statuses
from santral.local.connect.stopping import end_contacts
from tests.functional.ccp.panel import Panel, Tab

START = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
Kept = list[Change]


def before(*, orderly: bool) -> tuple[Kept, str]:
    """Let an agent talk to a customer, and the server stop; answers what it has kept."""
    kept: Kept = []
    with mocked(start=START) as account:
        account.connect.keep = lambda *change: kept.append(change)
        instance = account.connect.add_instance(
            "test-centre", {"IdentityManagementType": "CONNECT_MANAGED"}
        )
        add_standard_statuses(instance)
        panel = Panel(boto3.client("connect", region_name="eu-central-1"), account, instance)
        tab = panel.available()
        contact_id = panel.rings()
        tab.does("acceptContact", contactId=contact_id)
        panel.wait(10)
        if orderly:
            end_contacts(account.connect)
    return kept, contact_id


def states(tab: Tab) -> list[tuple[str, str]]:
    return [(each["contactId"], each["state"]["type"]) for each in tab.contacts]


def available(account: Any) -> str:
    [instance] = account.connect.instances.values()
    from santral.local.connect.operations.agent_statuses import AGENT_STATUS

    found = instance.table(AGENT_STATUS).named("Available")
    return str(found.arn)


def again(account: Any) -> Any:
    """Give the panel of a centre that was opened again."""
    from santral.local.connect.ccp.worker import Workers

    [instance] = account.connect.instances.values()
    agent = instance.directory.agent("deniz")

    class Again:
        workers = Workers(instance, lambda: "port-1")

    return Tab(Again(), agent)  # type: ignore[arg-type]


@pytest.mark.parametrize("orderly", [True, False])
def test_the_call_has_ended_and_waits_for_her_notes(orderly: bool) -> None:
    kept, contact_id = before(orderly=orderly)

    with mocked(start=datetime(2026, 11, 23, 7, 2, tzinfo=UTC), seed=2) as account:
        account.connect.restore(kept)
        account.wait(seconds=1)
        tab = again(account)
        tab.says("resume", {"state": available(account)})
        account.wait(seconds=1)

        assert states(tab) == [(contact_id, "ended")]
        assert tab.state == "AfterCallWork"
        assert tab.snapshot["nextState"]["name"] == "Available"
        [instance] = account.connect.instances.values()
        contact = instance.ledger.contact(contact_id)
        assert contact is not None
        assert contact.disconnect_reason == "OTHER"
        assert [each["ContactId"] for each in account.books().records] == [contact_id]

        tab.does("clearContact", contactId=contact_id)
        account.wait(seconds=1)
        assert (tab.contacts, tab.state) == ([], "Available")


def test_a_tab_that_comes_back_gives_her_the_state_that_she_had_chosen() -> None:
    kept, contact_id = before(orderly=False)

    with mocked(start=datetime(2026, 11, 23, 7, 2, tzinfo=UTC), seed=2) as account:
        account.connect.restore(kept)
        tab = again(account)
        tab.does("clearContact", contactId=contact_id)
        account.wait(seconds=1)
        assert tab.state == "Offline"

        tab.says("resume", {"state": available(account)})
        account.wait(seconds=1)
        assert tab.state == "Available"

        tab.does("putAgentState", state={"name": "Offline"})
        tab.says("resume", {"state": available(account)})
        account.wait(seconds=1)
        assert tab.state == "Offline"


def test_who_comes_a_long_time_later_is_shown_nothing_of_it() -> None:
    kept, _contact_id = before(orderly=False)

    with mocked(start=datetime(2026, 11, 23, 9, 0, tzinfo=UTC), seed=2) as account:
        account.connect.restore(kept)

        assert again(account).contacts == []
