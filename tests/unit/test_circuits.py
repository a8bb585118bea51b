"""Circuits: when what is down is left in peace, and when it is tried again."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santral.domain.errors import DependencyError
from santral.stores import circuits as module
from santral.stores.circuits import Circuits, Limits
from tests.fakes.clocks import Stopwatch

LIMITS = Limits(failures=3, open_s=30, in_flight=2)


class Service:
    """
    Attributes:
        asked: when, each time that a request came through.
    """

    def __init__(self) -> None:
        self.clock = Stopwatch()
        self.circuits = Circuits(self.clock, LIMITS)
        self.asked: list[float] = []

    def ask(self, fate: str = "ok", tenant: str = "shop", target: str = "crm") -> None:
        with suppress(DependencyError), self.circuits.through("crm", tenant, target):
            self.asked.append(self.clock())
            if fate != "ok":
                raise DependencyError("crm", "no answer", retryable=fate == "down")


def test_three_failures_in_a_row_open_it_for_half_a_minute() -> None:
    service = Service()
    for fate in ("down", "down", "ok", "down", "down", "down", "ok"):
        service.ask(fate)
    asked = len(service.asked)
    service.clock.advance(30)
    service.ask()

    assert (asked, len(service.asked)) == (6, 7)


def test_a_probe_that_fails_opens_it_anew() -> None:
    service = Service()
    for _ in range(3):
        service.ask("down")
    service.clock.advance(30)
    service.ask("down")
    service.clock.advance(29)
    service.ask()

    assert len(service.asked) == 4


def test_while_one_request_probes_no_other_goes_through() -> None:
    service = Service()
    for _ in range(3):
        service.ask("down")
    service.clock.advance(30)

    with service.circuits.through("crm", "shop", "crm"):
        service.ask()

    assert len(service.asked) == 3
    service.ask()
    assert len(service.asked) == 4


def test_who_answers_that_we_are_wrong_is_not_down() -> None:
    service = Service()
    for _ in range(5):
        service.ask("refuses")

    assert len(service.asked) == 5


def test_what_nobody_foresaw_counts_as_a_failure_and_frees_its_place() -> None:
    service = Service()
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), service.circuits.through("crm", "shop", "crm"):
            raise ZeroDivisionError
    service.ask()

    assert service.asked == []


def test_a_tenants_places_are_its_own_whatever_it_asks() -> None:
    service = Service()
    with (
        service.circuits.through("crm", "shop", "crm"),
        service.circuits.through("crm", "shop", "webhook"),
    ):
        service.ask(target="a third")
        service.ask(tenant="clinic")

    assert len(service.asked) == 1


def test_only_so_many_circuits_are_remembered() -> None:
    service = Service()
    for _ in range(3):
        service.ask("down")
    for number in range(module.MOST):
        service.ask(target=str(number))
    service.ask()

    assert len(service.asked) == 3 + module.MOST + 1


STEPS = st.lists(
    st.tuples(st.sampled_from(["ok", "down", "refuses"]), st.sampled_from([0, 1, 10, 30])),
    max_size=60,
)


@given(STEPS)
def test_after_three_failures_nothing_is_asked_for_half_a_minute(
    steps: list[tuple[str, int]],
) -> None:
    service = Service()
    failures, opened_at = 0, float("-inf")
    for fate, wait_s in steps:
        before = len(service.asked)
        service.ask(fate)
        was_asked = len(service.asked) > before

        assert was_asked == (service.clock() - opened_at >= 30)
        if was_asked:
            failures = failures + 1 if fate == "down" else 0
            opened_at = service.clock() if failures >= 3 else float("-inf")
        service.clock.advance(wait_s)
