"""Customers when requests fail, replies are lost, functions are killed and others write between.

Whatever happens, a number leads to nobody who has not got it; and an operation that is made once
more has all of its effect.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from santral.domain.customer import Customer
from santral.domain.errors import ConflictError, DependencyError, NotFoundError
from santral.stores import customer_search, customers
from santral.stores.tenant_guard import acting_for
from tests.functional import sample
from tests.functional.cloud import Cloud, empty_everything

NOW = sample.MONDAY_MORNING
NUMBERS = tuple(f"+90532000000{n}" for n in range(4))
WRITES = ("PutItem", "DeleteItem")


class KilledError(Exception):
    """The function was ended; nothing of it runs any more."""


@dataclass
class Trouble:
    """What befalls the requests of an operation.

    Attributes:
        kill_at: before which of the writes the function is killed; None is never.
        meanwhile: what others do before which of the writes.
    """

    kill_at: int | None = None
    meanwhile_at: int = 0
    meanwhile: Callable[[], None] | None = None
    writes: int = field(default=0, init=False)

    def __call__(self, event_name: str, **_: Any) -> None:
        if event_name.rpartition(".")[2] not in WRITES:
            return
        self.writes += 1
        if self.meanwhile is not None and self.writes == self.meanwhile_at:
            others, self.meanwhile = self.meanwhile, None
            before, self.writes = self.writes, -1_000
            others()
            self.writes = before
        if self.kill_at is not None and self.writes >= self.kill_at:
            raise KilledError


@contextmanager
def suffering(cloud: Cloud, trouble: Trouble) -> Iterator[None]:
    events: Any = cloud.clients.dynamodb.meta.events
    events.register_first("before-send.dynamodb", trouble)
    try:
        yield
    finally:
        events.unregister("before-send.dynamodb", trouble)


@dataclass(frozen=True)
class Wish:
    """What somebody wants of one customer, from whatever she is when they ask."""

    customer: str
    numbers: tuple[str, ...] | None  # None is that she is deleted

    def __call__(self) -> None:
        """Ask as a page would: read her, then send the change."""
        wanted = Customer(self.customer, f"Caller {self.customer}", self.numbers or ())
        try:
            there = customers.load("shop", self.customer)
        except NotFoundError:
            if self.numbers is not None:
                customers.create("shop", wanted, now=NOW)
            return
        if self.numbers is None:
            customers.delete("shop", self.customer, replacing=there.version, now=NOW)
        else:
            customers.change("shop", wanted, replacing=there.version, now=NOW)


def owners(number: str) -> set[str]:
    return {each.id for each in customers.find("shop", number)}


def truth(customer: str) -> tuple[str, ...]:
    try:
        return customers.load("shop", customer).value.numbers
    except NotFoundError:
        return ()


def strangers() -> list[tuple[str, str]]:
    """Return every (number, customer) where the number leads to who has not got it."""
    return [
        (number, id_) for number in NUMBERS for id_ in owners(number) if number not in truth(id_)
    ]


def listed() -> list[str]:
    return [each.id for each in customer_search.every("shop")]


wishes = st.builds(
    Wish,
    st.sampled_from(["ada", "bora"]),
    st.none() | st.lists(st.sampled_from(NUMBERS), max_size=3, unique=True).map(tuple),
)
kills = st.none() | st.integers(1, 12)


@settings(
    max_examples=50,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    before=st.lists(wishes, max_size=3),
    wish=wishes,
    kill=kills,
    other=wishes,
    other_at=st.integers(1, 8),
    other_killed=kills,
)
def test_a_number_leads_to_nobody_who_has_not_got_it(
    empty_cloud: Cloud,
    before: list[Wish],
    wish: Wish,
    kill: int | None,
    other: Wish,
    other_at: int,
    other_killed: int | None,
) -> None:
    empty_everything()
    with acting_for("shop"):
        for each in before:
            each()

        def meanwhile() -> None:
            with (
                suppress(KilledError, ConflictError),
                suffering(empty_cloud, Trouble(other_killed)),
            ):
                other()

        trouble = Trouble(kill, other_at, meanwhile)
        with suppress(KilledError, ConflictError), suffering(empty_cloud, trouble):
            wish()
        assert strangers() == []

        other()
        wish()

        assert strangers() == []
        assert all(wish.customer in owners(number) for number in wish.numbers or ())
        assert (wish.customer in listed()) == (wish.numbers is not None)


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(old=wishes, new=wishes, lost_at=st.integers(1, 9))
def test_an_operation_whose_replies_are_lost_has_its_whole_effect_when_made_again(
    empty_cloud: Cloud, old: Wish, new: Wish, lost_at: int
) -> None:
    empty_everything()
    with acting_for("shop"):
        old = replace(old, customer=new.customer)
        old()
        trouble = Trouble(lost_at)

        def lose(**_: Any) -> None:
            trouble.kill_at = None
            empty_cloud.dynamodb.lose_replies = 2

        def losing(event_name: str, **more: Any) -> None:
            with suppress(KilledError):
                trouble(event_name, **more)
                return
            lose()

        events: Any = empty_cloud.clients.dynamodb.meta.events
        events.register_first("before-send.dynamodb", losing)
        with suppress(DependencyError):
            new()
        events.unregister("before-send.dynamodb", losing)
        empty_cloud.dynamodb.lose_replies = 0
        assert strangers() == []

        new()

        assert strangers() == []
        assert {number for number in NUMBERS if new.customer in owners(number)} == set(
            new.numbers or ()
        )


@pytest.mark.parametrize("kill", range(1, 12))
def test_a_merge_that_was_broken_off_anywhere_is_completed(empty_cloud: Cloud, kill: int) -> None:
    with acting_for("shop"):
        customers.create("shop", Customer("ada", "Ada", NUMBERS[:1]), now=NOW)
        customers.create("shop", Customer("twin", "Ada", NUMBERS[1:3]), now=NOW)
        with suppress(KilledError), suffering(empty_cloud, Trouble(kill)):
            customers.merge("shop", "ada", "twin", replacing=1, now=NOW)
        assert strangers() == []

        customers.merge("shop", "ada", "twin", replacing=1, now=NOW)

        assert [owners(number) for number in NUMBERS] == [{"ada"}, {"ada"}, {"ada"}, set()]
        assert listed() == ["ada"]
