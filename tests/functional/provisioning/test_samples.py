"""A sample business, which was opened and never set up, is changed as any other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from functions.wiring import collaborators
from santral.domain.account import Account, AccountState, Plan
from santral.domain.job import Job, JobKind, JobState
from santral.engine.contact import Contact
from santral.engine.timeline import MINUTE
from santral.local import businesses
from santral.local.laptop import Laptop
from santral.local.opened import write_down
from santral.stores import (
    accounts,
    connect_ledger,
    connect_work,
    contacts,
    jobs,
    resource_owners,
    tenants,
)
from santral.stores.tenant_guard import acting_for

START = datetime(2027, 1, 4, 10, 0, tzinfo=UTC)


@pytest.fixture
def laptop() -> Iterator[Laptop]:
    with Laptop([businesses.load("klima")], start=START) as opened:
        [tenant] = opened.tenants
        account = Account(tenant.id, tenant.name, START, AccountState.LIVE, Plan.PAID)
        accounts.create(account)
        write_down(opened.instance, tenant)
        yield opened


def changes(laptop: Laptop) -> list[str]:
    """Note from now on what is asked of Amazon Connect that changes something."""
    asked: list[str] = []

    def note(event_name: str, **_: Any) -> None:
        operation = event_name.rpartition(".")[2]
        if not operation.startswith(("Search", "List", "Describe")):
            asked.append(operation)

    events: Any = laptop.cloud.clients.connect.meta.events
    events.register("before-parameter-build.connect", note)
    return asked


def ask(laptop: Laptop, tenant: str) -> Job:
    job = Job("change-1", JobKind.CONNECT_CHANGE, START, "owner")
    connect_work.ask(collaborators().queues, tenant, job)
    laptop.timeline.advance_to(laptop.timeline.now_us + MINUTE)
    with acting_for(tenant):
        return jobs.load(tenant, "change-1", now=START).value


def test_what_opening_made_is_as_it_is_wanted(laptop: Laptop) -> None:
    [tenant] = laptop.tenants
    asked = changes(laptop)

    job = ask(laptop, tenant.id)

    assert job.state is JobState.DONE
    assert asked == []


def test_a_change_reaches_the_queue_in_which_its_callers_wait(laptop: Laptop) -> None:
    [tenant] = laptop.tenants
    name = tenant.queues[0].name
    with acting_for(tenant.id):
        stored = tenants.load_versioned(tenant.id)
        queues = (replace(tenant.queues[0], capacity=3), *stored.tenant.queues[1:])
        tenants.save(replace(stored.tenant, queues=queues), replacing=stored.version)

    ask(laptop, tenant.id)

    queue = laptop.directory.queue(tenant.queues[0].arn)
    assert queue is not None
    assert (queue.name, queue.capacity) == (f"{tenant.id}-{name}", 3)


def test_calls_that_agents_make_are_kept_as_their_business_s(laptop: Laptop) -> None:
    [tenant] = laptop.tenants
    agent = laptop.agent(tenant.agents[0].username)
    laptop.log_in(agent)
    board, number = laptop.switchboard, tenant.numbers[0].e164
    queue = agent.profile.default_outbound_queue
    assert queue is not None

    call = board.outbound.call(agent, "+905325550199", system_number=number, queue=queue)
    assert isinstance(call, Contact)
    laptop.timeline.advance_to(laptop.timeline.now_us + MINUTE)
    board.conversations.agent_hangs_up(call)
    laptop.timeline.advance_to(laptop.timeline.now_us + 5 * MINUTE)

    with acting_for(tenant.id):
        assert contacts.load(tenant.id, call.id)["InitiationMethod"] == "OUTBOUND"


def test_of_a_business_that_is_gone_nobody_knows_what_was_its(laptop: Laptop) -> None:
    [tenant] = laptop.tenants
    user = tenant.agents[0].arn.rpartition("/")[2]
    assert resource_owners.owner_of([user]) == tenant.id

    connect_ledger.forget_all(tenant.id)

    assert resource_owners.owner_of([user]) == ""
