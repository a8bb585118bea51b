"""A story is the same story whether time jumps or follows the wall clock a hundredfold."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from santral.local.testing.plugin import RATE
from santral.local.testing.small import SmallCentre
from tests.scenario.busy_centre import NUMBER, build

CALLER = "+15550100001"


@pytest.fixture(params=[None, RATE], ids=["virtual", "real"])
def either(request: pytest.FixtureRequest) -> Iterator[SmallCentre]:
    centre = SmallCentre(rate=request.param)
    build(centre)
    yield centre
    centre.check()


def kinds(centre: SmallCentre) -> list[str]:
    return [event[1] for event in centre.watch.events]


def test_a_caller_is_answered_and_hangs_up(either: SmallCentre) -> None:
    ada = either.agent("Ada").becomes("Available")
    call = either.call(from_=CALLER, to=NUMBER)
    either.wait(seconds=4)
    call.press("1")
    either.wait(seconds=3)
    ada.accepts()
    either.wait(seconds=10)
    assert call.talks_to == "Ada"
    call.hang_up()
    either.wait(seconds=25)

    assert call.outcome == "answered"
    assert kinds(either)[-2:] == ["disconnected", "wrap_up"] or kinds(either)[-1] == "completed"


def test_a_call_that_nobody_accepts_rings_at_the_next_agent(either: SmallCentre) -> None:
    either.agent("Bea").becomes("Available")
    either.wait(seconds=1)
    cem = either.agent("Cem").becomes("Available")
    call = either.call(from_=CALLER, to=NUMBER)
    either.wait(seconds=4)
    call.press("2")
    either.wait(seconds=25)

    assert [each["agent"] for each in either.events("missed")] == ["bea"]
    assert cem.offers[0].is_open


def test_a_silent_caller_goes_where_silence_leads(either: SmallCentre) -> None:
    call = either.call(from_=CALLER, to=NUMBER)
    either.wait(seconds=15)

    assert call.waits_in == "sales"
