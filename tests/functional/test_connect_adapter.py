"""Calls that we ask Amazon Connect to place: each once, never faster than we may ask.

The stories run on every service in SERVICES alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from santral.domain.errors import DependencyError, UnknownOutcomeError
from santral.stores.clients import Clients
from santral.stores.deadline import within
from tests.fakes.network import Fault, Service
from tests.functional.connect_local import local_connect
from tests.functional.connect_side import (
    NUMBERS,
    Side,
    drawn,
    drawn_delays,
    fake_connect,
    side_with,
)

Open = Callable[[], AbstractContextManager[Service]]
SERVICES: dict[str, Open] = {"fake": fake_connect, "local": local_connect}

LOST_REPLIES = [Fault.BROKEN_AFTER, Fault.CUT, Fault.SILENT, Fault.GARBLED]


@pytest.fixture(scope="module", params=SERVICES)
def service(request: pytest.FixtureRequest) -> Open:
    return SERVICES[request.param]


@pytest.fixture
def side(clients: Clients, service: Open) -> Iterator[Side[Service]]:
    with side_with(clients, service()) as made:
        yield made


def test_a_hundred_calls_are_each_placed_once_and_never_too_fast(side: Side[Service]) -> None:
    contact_ids = {side.dial(number) for number in NUMBERS}

    assert side.service.dialled == Counter(NUMBERS)
    assert side.service.over_the_limit == 0
    assert len(contact_ids) == 100
    assert len(side.network.operations) == 100
    # Five at once, 95 at 2/s, on a clock that is a thousandth slow.
    assert 47.5 <= side.elapsed_s <= 47.6


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32), share=st.sets(st.sampled_from(list(Fault)), min_size=1))
def test_whatever_the_network_does_each_call_is_placed_once_and_never_too_fast(
    clients: Clients, service: Open, seed: int, share: set[Fault]
) -> None:
    random = Random(seed)
    with side_with(clients, service()) as side:
        side.network.faults = drawn(random, sorted(share, key=str))
        side.network.delays_us = drawn_delays(random)

        for number in NUMBERS[:40]:
            dial_until_placed(side, number)

        assert side.service.dialled == Counter(NUMBERS[:40])
        assert side.service.over_the_limit == 0


def dial_until_placed(side: Side[Service], number: str) -> None:
    """Do as a dialler that comes back later to what could not be done or is not known."""
    for _ in range(50):
        with suppress(DependencyError):
            side.dial(number)
            return
    raise AssertionError("given up")


@pytest.mark.parametrize("fault", LOST_REPLIES)
def test_a_call_whose_reply_was_lost_is_found_again(side: Side[Service], fault: Fault) -> None:
    side.suffer(fault)

    found = side.dial()

    assert side.service.dialled == {NUMBERS[0]: 1}
    assert side.network.operations == ["StartOutboundVoiceContact"] * 2
    assert len(set(side.network.bodies)) == 1
    assert side.dial() == found


@pytest.mark.parametrize("fault", [Fault.UNREACHABLE, Fault.THROTTLED, Fault.BROKEN_BEFORE])
def test_a_call_that_was_not_placed_is_placed_a_moment_later(
    side: Side[Service], fault: Fault
) -> None:
    side.suffer(fault, fault, fault)

    side.dial()

    assert side.service.dialled == {NUMBERS[0]: 1}
    assert len(side.network.operations) == 4


def test_the_next_attempt_calls_again(side: Side[Service]) -> None:
    first = side.dial(attempt=1)
    second = side.dial(attempt=2)

    assert first != second
    assert side.service.dialled == {NUMBERS[0]: 2}


def test_while_others_use_the_quota_up_a_call_is_given_up_in_time(side: Side[Service]) -> None:
    side.suffer(*[Fault.THROTTLED] * 100)

    with pytest.raises(DependencyError, match="connect: StartOutboundVoiceContact: TooMany") as it:
        side.dial()

    assert it.value.retryable
    assert not isinstance(it.value, UnknownOutcomeError)
    assert side.elapsed_s <= 30
    assert side.service.dialled == {}


@pytest.mark.parametrize("fault", LOST_REPLIES)
def test_a_call_that_may_have_been_placed_is_reported_as_that(
    side: Side[Service], fault: Fault
) -> None:
    side.suffer(*[fault] * 100)

    with pytest.raises(UnknownOutcomeError) as failure:
        side.dial()

    assert failure.value.retryable
    assert side.elapsed_s <= 30
    assert side.service.dialled == {NUMBERS[0]: 1}


def test_a_call_that_ends_in_throttles_may_still_have_been_placed(side: Side[Service]) -> None:
    side.suffer(Fault.CUT, *[Fault.THROTTLED] * 100)

    with pytest.raises(UnknownOutcomeError):
        side.dial()

    assert side.service.dialled == {NUMBERS[0]: 1}


def test_what_does_not_fit_into_an_invocation_is_not_asked(side: Side[Service]) -> None:
    with (
        within(5.9, side.monotonic),
        pytest.raises(DependencyError, match="not asked, no time is left"),
    ):
        side.dial()

    assert side.network.operations == []


def test_an_invocations_own_deadline_counts_when_it_ends_sooner(side: Side[Service]) -> None:
    side.suffer(*[Fault.SILENT] * 100)

    with within(13, side.monotonic), pytest.raises(UnknownOutcomeError):
        side.dial()

    assert side.elapsed_s <= 13
    assert len(side.network.operations) == 2
