"""Tenants take turns with Amazon Connect: nobody starves, and the account's pace is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from functions.wiring import using
from santral.domain.job import Job, JobKind, JobState
from santral.domain.provisioning import Step
from santral.stores import connect_work
from santral.stores.connect_work import ConnectWork
from tests.functional.provisioning.businesses import bakery, kiosk
from tests.functional.provisioning.cell import START, Cell, cell

QUOTAS = {"queues": 200, "hours-of-operation": 200, "quick-connects": 200}


def note_sendings(centre: Cell) -> list[int]:
    """Return a list to which the instant of every request to Amazon Connect is added."""
    sent: list[int] = []

    def note(**_: object) -> None:
        sent.append(centre.timeline.now_us)

    events: Any = centre.clients.connect.meta.events
    events.register_first("before-send.connect", note)
    return sent


def ask(centre: Cell, tenant: str, job_id: str = "change-1") -> None:
    job = Job(job_id, JobKind.CONNECT_CHANGE, centre.here.clock(), "mary")
    connect_work.ask(centre.here.queues, tenant, job)


def begin(centre: Cell, tenant: str) -> None:
    """Begin to set a business up, as its state machine does with the first steps."""
    steps = (Step.HOURS, Step.FALLBACK_QUEUE)
    work = ConnectWork(tenant, "job", centre.here.clock(), steps=steps, token="a-token")
    connect_work.register(centre.here.queues, work)


def test_a_change_does_not_wait_for_a_hundred_who_are_set_up() -> None:
    with cell(quotas=QUOTAS) as centre:
        centre.set_up(bakery())
        sent = note_sendings(centre)
        kiosks = [kiosk(f"kiosk-{number}") for number in range(100)]
        for each in kiosks:
            centre.approved(each)
            begin(centre, each.id)
        orders, reception = centre.profile().queues
        changed = replace(centre.profile(), queues=(replace(orders, capacity=5), reception))
        asked_at = centre.here.clock()

        centre.save(changed)
        ask(centre, "bakery")
        centre.run()

        ended_at = centre.job("bakery", "change-1").changed_at
        assert ended_at is not None
        assert ended_at - asked_at < timedelta(seconds=15)
        assert centre.here.clock() - asked_at > timedelta(seconds=100)
        assert all(centre.names("queue", each.id) == [f"{each.id}.reception"] for each in kiosks)
        assert centre.service.over_the_limit == 0
        assert most_within(sent, seconds=60) <= 5 + 2 * 60


def most_within(sent: list[int], *, seconds: int) -> int:
    window_us, most, first = seconds * 1_000_000, 0, 0
    for at, instant in enumerate(sent):
        while instant - sent[first] > window_us:
            first += 1
        most = max(most, at - first + 1)
    return most


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10_000))
def test_doorbells_that_come_twice_or_never_do_no_harm(seed: int) -> None:
    random = Random(seed)
    with cell() as centre:
        ring = centre.here.queues.send

        def sometimes(function: str, payload: object, *, delay_s: int = 0) -> None:
            for _ in range(random.choice((0, 1, 1, 3))):
                ring(function, {}, delay_s=delay_s)

        centre.here.queues.send = sometimes  # type: ignore[method-assign]
        job = centre.set_up(bakery())

        assert job.state is JobState.DONE
        assert centre.is_whole


def test_two_at_once_end_right() -> None:
    with cell() as centre:
        other = replace(centre.here)  # another process: a pace of its own, nothing shared
        centre.approved(bakery())
        centre.begin()
        answer = centre.service.answer
        asked: list[str] = []

        def meanwhile(request: object) -> object:
            # In the middle of every third request the other one sets to work.
            asked.append("")
            if len(asked) % 3 == 0 and centre.handlers.depth == 1:
                with using(other):
                    centre.handlers.call("connect_writes", {})
            return answer(request)

        centre.service.answer = meanwhile  # type: ignore[method-assign]
        centre.run()

        assert centre.is_whole


def test_even_where_both_take_the_same_work_everything_is_there_once() -> None:
    with cell() as centre:
        centre.approved(bakery())
        centre.begin()
        answer = centre.service.answer
        asked: list[str] = []

        def meanwhile(request: object) -> object:
            asked.append("")
            if len(asked) % 5 == 0 and centre.handlers.depth == 1:
                let_everybody_at_it(centre)
                with using(replace(centre.here)):
                    centre.handlers.call("connect_writes", {})
            return answer(request)

        centre.service.answer = meanwhile  # type: ignore[method-assign]
        centre.run()

        assert centre.is_whole


def let_everybody_at_it(centre: Cell) -> None:
    """Take the mark away that somebody is at the work, as if it had run out."""
    for stored in connect_work.waiting(centre.here.clock()):
        connect_work.change(stored, replace(stored.value, busy_until=None, not_before=None))


def test_work_of_one_tenant_is_done_in_the_order_in_which_it_was_asked_for() -> None:
    with cell() as centre:
        centre.set_up(bakery())
        jobs = [
            Job(f"change-{at}", JobKind.CONNECT_CHANGE, START + timedelta(hours=at), "mary")
            for at in (1, 2, 3)
        ]
        for job in reversed(jobs):
            connect_work.ask(centre.here.queues, "bakery", job)

        centre.run()

        ended = [centre.job("bakery", each.id).changed_at for each in jobs]
        assert None not in ended
        assert ended == sorted(ended, key=str)
