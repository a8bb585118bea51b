"""An invariant that is broken is named; those that hold say nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from santral.engine.routing.agents import ContactState
from santral.engine.timeline import SECOND
from santral.local import invariants
from santral.local.testing.participants import Call
from santral.local.testing.small import Serves, SmallCentre


def answered_call(centre: SmallCentre) -> Call:
    centre.profile("sales", Serves("sales"))
    desk = centre.staff("Ada", "sales").becomes("Available")
    call = centre.waiting("sales")
    desk.accepts()
    centre.wait(seconds=5)
    return call


def broken(centre: SmallCentre) -> list[str]:
    return [name for name in invariants.NAMES if centre.watch.invariants.broken[name]]


@pytest.fixture
def centre() -> SmallCentre:
    """One that is not checked afterwards."""
    return SmallCentre()


def test_nothing_is_broken_by_an_ordinary_call(centre: SmallCentre) -> None:
    answered_call(centre).hang_up()
    centre.finish()

    assert broken(centre) == []


def test_time_before_1970_is_no_time_that_went_back() -> None:
    centre = SmallCentre(start=datetime(1900, 1, 1, tzinfo=UTC))
    answered_call(centre).hang_up()
    centre.finish()

    assert broken(centre) == []


def test_a_contact_that_never_ends_is_noticed_at_the_end(centre: SmallCentre) -> None:
    answered_call(centre)
    centre.watch.invariants.settle()

    assert broken(centre) == [invariants.CONSERVATION, invariants.ALL_ENDED]


def test_a_contact_that_ends_twice_is_noticed(centre: SmallCentre) -> None:
    call = answered_call(centre)
    call.hang_up()
    centre.switchboard.tell(call.first, "completed", "answered")

    assert invariants.ENDS_ONCE in broken(centre)


def test_a_second_owner_is_noticed(centre: SmallCentre) -> None:
    call = answered_call(centre)
    centre.switchboard.tell(call.first, "offered", "bea", "sales")

    assert broken(centre) == [invariants.ONE_OWNER]


def test_one_contact_too_many_at_an_agent_is_noticed(centre: SmallCentre) -> None:
    call = answered_call(centre)
    agent = centre.agent("Ada").agent
    other = centre.waiting("sales")
    agent.contacts[other.first] = ContactState.CONNECTED
    centre.switchboard.tell(call.first, "joined", "ada")

    assert broken(centre) == [invariants.CONCURRENCY, invariants.NOBODY_OVERHEARD]


def test_time_that_goes_back_is_noticed(centre: SmallCentre) -> None:
    call = answered_call(centre)
    centre.watch.invariants((call.first.initiated_us - SECOND, "warning", call.first.id, ""))

    assert broken(centre) == [invariants.NO_NEGATIVE_DURATION]


def test_a_negative_wait_is_noticed(centre: SmallCentre) -> None:
    call = answered_call(centre)
    centre.switchboard.tell(call.first, "dequeued", "sales", -1)

    assert broken(centre) == [invariants.NO_NEGATIVE_DURATION]


def test_a_missing_record_is_noticed(centre: SmallCentre) -> None:
    centre.spectators.invariants = None
    answered_call(centre).hang_up()
    centre.watch.invariants.settle()

    assert broken(centre) == [invariants.ONE_RECORD]


def test_a_queue_that_miscounts_is_noticed(centre: SmallCentre) -> None:
    answered_call(centre).hang_up()
    queue = centre.directory.queue("sales")
    assert queue is not None
    queue.size = 1
    centre.watch.invariants.settle()

    assert broken(centre) == [invariants.QUEUE_SIZES]


def test_a_recording_after_a_refusal_is_noticed(centre: SmallCentre) -> None:
    call = answered_call(centre)
    call.attributes["recording"] = "refused"
    centre.switchboard.tell(call.first, "recording", 0, 1.0)

    assert broken(centre) == [invariants.CONSENT]


def test_a_break_says_what_and_where_and_names_no_person(centre: SmallCentre) -> None:
    call = answered_call(centre)
    centre.switchboard.tell(call.first, "dequeued", "sales", -1)

    [told] = centre.watch.invariants.breaks
    assert str(told) == ("no negative duration: dequeued of contact-1 at 2026-11-23T07:00:05.000Z")
