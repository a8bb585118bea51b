"""The end of a business in the local Amazon Connect, with every function at work."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest

from functions.delete_tenant.asking import ask
from santral.domain.account import AccountState
from santral.domain.deletion import Stage
from santral.domain.job import Job, JobKind, JobState
from santral.engine.timeline import MINUTE
from santral.stores import accounts, connect_work, deletions, number_pool
from santral.stores.tenant_guard import PLATFORM
from tests.fakes.network import Fault
from tests.functional.connect_side import drawn
from tests.functional.provisioning.businesses import bakery, kiosk
from tests.functional.provisioning.cell import Cell, cell

FILES = {
    "SANTRAL_FILES_BUCKET": "files",
    "SANTRAL_USER_POOL_ID": "eu-central-1_nobody",  # of whom nothing is asked: nobody is a member
    "SANTRAL_USER_POOL_CLIENT_ID": "nobody",
}
JOB = "20270104T090000000000-1"
FAULTS = (Fault.THROTTLED, Fault.BROKEN_BEFORE, Fault.BROKEN_AFTER, Fault.CUT, Fault.SILENT)


def opened(centre: Cell) -> None:
    place = {"LocationConstraint": "eu-central-1"}
    centre.clients.s3.create_bucket(Bucket="files", CreateBucketConfiguration=place)  # type: ignore[arg-type]


def wait(centre: Cell, pause: timedelta) -> None:
    """Let time go by, with the schedules that come every quarter of an hour."""
    ends_us = centre.timeline.now_us + pause // timedelta(microseconds=1)
    while centre.timeline.now_us < ends_us:
        next_us = centre.timeline.now_us + 15 * MINUTE
        centre.timeline.after(15 * MINUTE, lambda _: None)
        centre.timeline.run(lambda at=next_us: centre.timeline.now_us >= at)  # type: ignore[misc]
        for function in ("reconcile", "connect_writes"):
            centre.handlers.call(function, {"detail-type": "Scheduled Event"})


def stage(tenant: str = "bakery") -> Stage | None:
    found = deletions.find(tenant)
    return None if found is None else found.value.stage


@pytest.mark.parametrize("seed", [None, 1, 2])
def test_a_business_ends_and_its_number_is_kept(seed: int | None) -> None:
    with cell(settings=FILES) as centre:
        opened(centre)
        centre.set_up(bakery())
        if seed is not None:
            centre.network.faults = drawn(Random(seed), FAULTS)

        ask(centre.here, "bakery", JOB, by="mary", now=centre.here.clock())
        wait(centre, timedelta(hours=30))

        assert stage() is Stage.LATECOMERS
        assert not centre.tagged()
        assert [each.id for each in centre.pool] == centre.claimed
        removed = deletions.load_certificate(JOB).removed
        assert {name: removed[name] for name in removed if name.startswith("Amazon")} == {
            "Amazon Connect: association": 1,
            "Amazon Connect: entry flow": 1,
            "Amazon Connect: hours": 2,
            "Amazon Connect: number": 1,
            "Amazon Connect: override": 1,
            "Amazon Connect: queue": 2,
            "Amazon Connect: quick connect": 3,
            "Amazon Connect: routing profile": 1,
            "Amazon Connect: user": 1,
        }


def test_a_business_that_was_never_set_up_ends_as_well() -> None:
    with cell(settings=FILES) as centre:
        opened(centre)
        centre.approved(kiosk("kiosk"))

        ask(centre.here, "kiosk", JOB, by="mary", now=centre.here.clock())
        wait(centre, timedelta(hours=30))

        assert stage("kiosk") is Stage.LATECOMERS
        assert accounts.load("kiosk").value.state is AccountState.DELETED


def released(centre: Cell, number_id: str) -> JobState:
    number_pool.set_aside(number_id)
    job = Job("release-1", JobKind.CONNECT_CHANGE, centre.here.clock(), "operator")
    connect_work.release(centre.here.queues, job, number_id)
    wait(centre, timedelta(minutes=30))
    return centre.job(PLATFORM, "release-1").state


@pytest.mark.parametrize("fault", [Fault.NONE, *FAULTS])
def test_an_operator_releases_a_number_for_good(fault: Fault) -> None:
    with cell(settings=FILES) as centre:
        centre.set_up(bakery())
        centre.take_away("bakery")
        [number] = centre.pool
        centre.network.faults = iter([fault])

        state = released(centre, number.id)

        assert (state, centre.pool, centre.claimed) == (JobState.DONE, [], [])


def test_a_number_that_is_set_aside_is_given_to_nobody() -> None:
    with cell(settings=FILES) as centre:
        centre.set_up(bakery())
        centre.take_away("bakery")
        [number] = centre.pool
        number_pool.set_aside(number.id)

        assert not number_pool.has_free("GB")
        assert number_pool.take("kiosk", country="GB") is None
