"""A cell that is full takes nobody in, and builds nobody by halves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from santral.domain.account import AccountState
from santral.domain.job import JobState
from santral.domain.tenant import AgentSpec
from santral.local.connect.operations.queues import QUEUE
from tests.functional.provisioning.businesses import bakery, kiosk
from tests.functional.provisioning.cell import Cell, cell


def let_pass(centre: Cell, minutes: int) -> None:
    until_us = centre.timeline.now_us + minutes * 60_000_000
    centre.run(lambda: centre.timeline.now_us >= until_us)


def states_of(centre: Cell, job_id: str) -> set[JobState]:
    return {each.state for each in centre.job("bakery", job_id).steps}


@pytest.mark.parametrize(
    ("settings", "lacks"),
    [
        ({"SANTRAL_CELL_QUOTAS": "queues=2"}, "queues"),  # BasicQueue is one of them
        ({"SANTRAL_CELL_QUOTAS": "quick-connects=1"}, "quick-connects"),
        ({"SANTRAL_CELL_TENANTS": "0"}, "tenants"),
    ],
)
def test_without_room_it_waits_and_nothing_is_made(settings: dict[str, str], lacks: str) -> None:
    with cell(settings=settings) as centre:
        centre.approved(bakery())
        job = centre.begin()
        let_pass(centre, minutes=60)

        assert states_of(centre, job.id) == {JobState.WAITING, JobState.QUEUED}
        assert centre.job("bakery", job.id).reason == "waiting for capacity"
        assert centre.job("bakery", job.id).steps[0].detail == lacks
        assert centre.tagged() == {}
        assert centre.state() is AccountState.PROVISIONING


def test_it_goes_on_when_there_is_room_again() -> None:
    with cell(settings={"SANTRAL_CELL_QUOTAS": "queues=3"}) as centre:
        other = centre.instance.table(QUEUE)
        hours = next(iter(other)).details["HoursOfOperationId"]
        in_the_way = other.create("in the way", {"HoursOfOperationId": hours})
        centre.approved(bakery())
        job = centre.begin()
        let_pass(centre, minutes=20)
        assert not centre.job("bakery", job.id).is_over

        other.delete(in_the_way)
        centre.run()

        assert centre.job("bakery", job.id).state is JobState.DONE
        assert centre.job("bakery", job.id).reason == ""
        assert centre.is_whole


def test_two_who_come_at_once_do_not_share_one_place() -> None:
    with cell(settings={"SANTRAL_CELL_TENANTS": "1"}) as centre:
        for each in (bakery(), kiosk("kiosk")):
            centre.approved(each)
            centre.begin(each.id)
        let_pass(centre, minutes=30)

        states = sorted(centre.state(each) for each in ("bakery", "kiosk"))
        assert states == [AccountState.LIVE, AccountState.PROVISIONING]


def test_agents_have_quick_connects_as_far_as_there_is_room() -> None:
    crowd = tuple(AgentSpec(f"mary{at}", "Mary", "Baker", "everything", ("en",)) for at in range(4))
    with cell(quotas={"quick-connects": 4}) as centre:
        centre.set_up(replace(bakery(), agents=crowd))
        shown = ["queue-orders", "queue-reception", "agent-mary0", "agent-mary1"]
        assert centre.names("quick connect") == [f"bakery.{each}" for each in shown]

        job = centre.change(replace(centre.profile(), agents=crowd[1:]))

        assert job.state is JobState.DONE
        later = ["agent-mary1", "queue-orders", "queue-reception"]
        assert set(centre.names("quick connect")) >= {f"bakery.{each}" for each in later}
        assert len(centre.names("quick connect")) <= 4


def test_a_quota_that_is_lower_than_was_thought_undoes_and_waits() -> None:
    with cell(quotas={"quick-connects": 1}) as centre:
        centre.approved(bakery())
        job = centre.begin()
        let_pass(centre, minutes=4)

        assert not centre.job("bakery", job.id).is_over
        assert centre.tagged() == {}
        assert [each.e164 for each in centre.profile().numbers] == []


def test_who_asks_faster_than_the_account_may_is_told_so_and_gets_there() -> None:
    with cell(settings={"SANTRAL_CONNECT_REQUESTS_PER_S": "20"}) as centre:
        centre.approved(bakery())
        job = centre.begin()
        centre.run()

        assert centre.service.over_the_limit > 0  # the account's quota is 2 a second, as ever
        assert centre.job("bakery", job.id).state is JobState.DONE
        assert centre.is_whole
