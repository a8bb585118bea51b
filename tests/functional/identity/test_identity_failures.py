"""The user pool away, slow, throttling or speaking nonsense, and replies that are lost."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders

from santral.domain.errors import DependencyError
from santral.stores.identity_values import Tokens
from tests.fakes.clocks import Stopwatch
from tests.fakes.faults import Wire
from tests.fakes.user_pool import ADDRESS, PASSWORD, PeoplesPool, new_pool


@pytest.fixture
def town() -> PeoplesPool:
    return new_pool()


@pytest.fixture
def wire(town: PeoplesPool) -> Wire:
    return Wire(town.client, Stopwatch())


def refused(code: str, message: str = "canary") -> bytes:
    return json.dumps({"__type": code, "message": message}).encode()


class Raw(BytesIO):
    """A body as urllib3 has it."""

    def stream(self, **_: object) -> list[bytes]:
        return [self.read()]


def failing(wire: Wire, body: bytes) -> None:
    wire.fault = lambda request: AWSResponse(request.url, 400, HTTPHeaders(), Raw(body))


@pytest.mark.parametrize(
    ("code", "is_retryable"),
    [
        ("InternalErrorException", True),
        ("TooManyRequestsException", True),
        ("AccessDeniedException", False),
        ("ResourceNotFoundException", False),
        ("SomethingNewException", True),
    ],
)
def test_a_failure_of_the_pool_is_told_as_one_and_repeats_nothing(
    town: PeoplesPool, wire: Wire, code: str, is_retryable: bool
) -> None:
    failing(wire, refused(code))

    with pytest.raises(DependencyError) as failed:
        town.identity.sign_in(ADDRESS, PASSWORD)

    assert (failed.value.problem, failed.value.retryable) == (code, is_retryable)
    assert "canary" not in str(failed.value)


def test_a_pool_that_does_not_answer_may_be_asked_again(town: PeoplesPool, wire: Wire) -> None:
    wire.fault = wire.hang

    with pytest.raises(DependencyError) as failed:
        town.identity.sign_in(ADDRESS, PASSWORD)

    assert failed.value.retryable


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b'{"AuthenticationResult":{}}', b"<html>"])
def test_an_answer_without_tokens_lets_nobody_in(
    town: PeoplesPool, wire: Wire, body: bytes
) -> None:
    wire.fault = wire.answer(body)

    with pytest.raises(DependencyError):
        town.identity.sign_in(ADDRESS, PASSWORD)


def lost(town: PeoplesPool, wire: Wire, ask: Any) -> None:
    """Have something done, and its reply lost."""
    wire.lose_replies = 1
    with pytest.raises(DependencyError):
        ask()


def test_signing_up_again_after_a_lost_reply_finds_the_same_person(
    town: PeoplesPool, wire: Wire
) -> None:
    lost(town, wire, lambda: town.identity.sign_up(ADDRESS, PASSWORD))

    again = town.identity.sign_up(ADDRESS, PASSWORD)

    user = town.identity.find(ADDRESS)
    assert user is not None
    assert (again.subject, again.is_new, again.is_confirmed) == (user.subject, False, False)


def test_an_invited_person_is_made_once_whichever_reply_is_lost(
    town: PeoplesPool, wire: Wire
) -> None:
    def accept() -> str:
        return town.identity.create_confirmed(ADDRESS, PASSWORD, made_for="invitation-1")

    lost(town, wire, accept)
    first = accept()

    assert accept() == first
    assert isinstance(town.identity.sign_in(ADDRESS, PASSWORD), Tokens)
    assert len(town.pool.users) == 1


def test_a_refresh_whose_reply_was_lost_is_done_again(town: PeoplesPool, wire: Wire) -> None:
    town.signed_up()
    given = town.identity.sign_in(ADDRESS, PASSWORD)
    assert isinstance(given, Tokens)
    lost(town, wire, lambda: town.identity.refresh(given.refresh or ""))

    assert town.identity.refresh(given.refresh or "").refresh


def test_whoever_is_deleted_after_a_lost_reply_is_gone(town: PeoplesPool, wire: Wire) -> None:
    subject = town.signed_up()
    lost(town, wire, lambda: town.identity.delete(subject))

    town.identity.delete(subject)

    assert town.identity.find(subject) is None


def test_tokens_and_challenges_show_nothing_of_themselves(town: PeoplesPool) -> None:
    town.signed_up()
    given = town.identity.sign_in(ADDRESS, PASSWORD)
    assert isinstance(given, Tokens)

    assert given.access not in repr(given)
    assert ADDRESS not in repr(town.identity.find(ADDRESS))
