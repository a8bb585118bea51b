"""Guessing at passwords: nobody listens for a while, known or not."""

from __future__ import annotations

import pytest

from santral.domain.errors import LimitExceededError, UnauthenticatedError
from tests.fakes.user_pool import ADDRESS, PASSWORD, PeoplesPool, new_pool

STRANGER = "nobody@serin-klima.example"


@pytest.fixture
def town() -> PeoplesPool:
    made = new_pool()
    made.signed_up()
    return made


def fail(town: PeoplesPool, name: str = ADDRESS) -> type[Exception]:
    try:
        town.identity.sign_in(name, "wrong-Password-1")
    except (LimitExceededError, UnauthenticatedError) as error:
        return type(error)
    raise AssertionError("let in")


@pytest.mark.parametrize("name", [ADDRESS, STRANGER])
def test_from_the_fifth_failure_on_nobody_listens_for_twice_as_long_each_time(
    town: PeoplesPool, name: str
) -> None:
    waited = []
    for _ in range(4):
        assert fail(town, name) is UnauthenticatedError
    for seconds in (1, 2, 4, 8):
        assert fail(town, name) is UnauthenticatedError
        assert fail(town, name) is LimitExceededError
        town.passes(seconds=seconds)
        waited.append(seconds)

    assert fail(town, name) is UnauthenticatedError


def test_the_right_password_does_not_help_while_nobody_listens(town: PeoplesPool) -> None:
    for _ in range(5):
        fail(town)

    with pytest.raises(LimitExceededError):
        town.identity.sign_in(ADDRESS, PASSWORD)

    town.passes(seconds=1)
    assert town.signed_in().access


def test_the_longest_lock_out_is_a_quarter_of_an_hour(town: PeoplesPool) -> None:
    for _ in range(30):
        fail(town)
        town.passes(seconds=899)
    fail(town)
    town.passes(seconds=900)

    assert town.signed_in().access


def test_a_quarter_of_an_hour_without_an_attempt_begins_anew(town: PeoplesPool) -> None:
    for _ in range(5):
        fail(town)
    town.passes(seconds=1 + 900)

    for _ in range(4):
        assert fail(town) is UnauthenticatedError
    assert town.signed_in().access
