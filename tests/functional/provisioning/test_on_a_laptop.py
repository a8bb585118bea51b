"""On a laptop a business is set up by the same machine and functions, and takes its first call."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from functions.provision.start import start
from functions.wiring import collaborators
from santral.domain.account import TRIAL, Account, AccountState
from santral.domain.job import Job, JobKind, JobState
from santral.domain.tenant import Tenant
from santral.engine.timeline import MINUTE, SECOND
from santral.local.laptop import Laptop
from santral.stores import accounts, connect_work, jobs, tenants
from santral.stores.tenant_guard import acting_for
from tests.functional.provisioning.businesses import bakery

START = datetime(2027, 1, 4, 10, 0, tzinfo=UTC)


@pytest.fixture
def laptop() -> Iterator[Laptop]:
    with Laptop([], start=START) as opened:
        accounts.create(Account("bakery", "The Bakery", START, state=AccountState.VERIFIED))
        with acting_for("bakery"):
            tenants.save(bakery(), replacing=0)
        yield opened


def pass_time(laptop: Laptop, minutes: int) -> None:
    laptop.timeline.advance_to(laptop.timeline.now_us + minutes * MINUTE)


def job_of(job_id: str) -> Job:
    with acting_for("bakery"):
        return jobs.load("bakery", job_id, now=START).value


def test_it_is_live_within_a_minute_and_its_number_rings_an_agent(laptop: Laptop) -> None:
    job = start(collaborators(), "bakery", by="operator")
    pass_time(laptop, minutes=1)
    assert job_of(job.id).state is JobState.DONE
    account = accounts.load("bakery").value
    assert account.state is AccountState.LIVE
    assert account.trial_ends_at is not None
    assert account.trial_ends_at - START - TRIAL < TRIAL / 1000
    mary = laptop.agent("bakery.mary")
    laptop.log_in(mary)
    [number] = tenants_profile().numbers

    laptop.call("+442071838751", number.e164)
    seconds = 0
    while not mary.contacts and seconds < 60:
        seconds += 1
        laptop.timeline.advance_to(laptop.timeline.now_us + SECOND)

    assert seconds < 60


def tenants_profile() -> Tenant:
    with acting_for("bakery"):
        return tenants.load_versioned("bakery").tenant


def test_a_change_is_made_when_the_doorbell_has_rung(laptop: Laptop) -> None:
    start(collaborators(), "bakery", by="operator")
    pass_time(laptop, minutes=1)
    with acting_for("bakery"):
        stored = tenants.load_versioned("bakery")
        orders, reception = stored.tenant.queues
        changed = replace(stored.tenant, queues=(replace(orders, capacity=7), reception))
        tenants.save(changed, replacing=stored.version)

    job = Job("change-1", JobKind.CONNECT_CHANGE, START, "mary")
    connect_work.ask(collaborators().queues, "bakery", job)
    pass_time(laptop, minutes=1)

    assert job_of("change-1").state is JobState.DONE
    queue = laptop.directory.queue(orders.arn)
    assert queue is not None
    assert queue.capacity == 7


def test_started_twice_it_is_set_up_once(laptop: Laptop) -> None:
    first = start(collaborators(), "bakery", by="operator")
    second = start(collaborators(), "bakery", by="operator")
    pass_time(laptop, minutes=1)

    assert first.id == second.id
    assert laptop.setting_up.machines is not None
    assert len(laptop.setting_up.machines.executions) == 1


def test_an_execution_that_is_gone_is_begun_again_from_where_it_was(laptop: Laptop) -> None:
    start(collaborators(), "bakery", by="operator")
    machines = laptop.setting_up.machines
    assert machines is not None
    pass_time(laptop, minutes=0)
    machines.executions.clear()  # as after another start of the program
    pass_time(laptop, minutes=1)
    assert accounts.load("bakery").value.state is AccountState.PROVISIONING

    laptop.setting_up.keep_looking()
    pass_time(laptop, minutes=1)

    assert accounts.load("bakery").value.state is AccountState.LIVE
