"""Whose token is taken, and which keys it is verified by."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from threading import Event, Thread
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from hypothesis import given, settings
from hypothesis import strategies as st

from santral.domain.access import Kind, Principal, Role
from santral.domain.errors import DependencyError, UnauthenticatedError
from santral.local.cognito.jwks import public_key
from santral.local.server.cognito_keys import new_key
from santral.stores.tokens import TokenVerifier
from tests.fakes.bad_tokens import (
    BAD_TOKENS,
    SUBJECT,
    Signing,
    base64url,
    good_token,
    signed,
)

ISSUER = "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_santral00"
CLIENT = "5santral0pages0and0programs"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@cache
def key() -> RSAPrivateKey:
    return new_key()


@cache
def another_key() -> RSAPrivateKey:
    return new_key()


class Pool:
    """A pool's address for its keys: whose they are, how often they were fetched, and the time."""

    def __init__(self, *keys: RSAPrivateKey) -> None:
        self.keys = list(keys or (key(),))
        self.fetches = 0
        self.is_down = False
        self.before_answering: Callable[[], object] = lambda: None
        self.monotonic_s = 1000.0
        self.now = NOW
        self.verifier = TokenVerifier(
            ISSUER, CLIENT, self.fetch, lambda: self.now, lambda: self.monotonic_s
        )

    def fetch(self) -> bytes:
        self.fetches += 1
        self.before_answering()
        if self.is_down:
            raise DependencyError("cognito", "no answer", retryable=True)
        return json.dumps({"keys": [public_key(each) for each in self.keys]}).encode()

    def passes(self, seconds: float) -> None:
        self.monotonic_s += seconds
        self.now += timedelta(seconds=seconds)


def signing(by: RSAPrivateKey | None = None, now: datetime = NOW) -> Signing:
    return Signing(by or key(), ISSUER, CLIENT, now)


# --- tokens ---


def test_a_good_token_says_who_asks() -> None:
    principal = Pool().verifier.verify(good_token(signing()))

    assert principal == Principal(SUBJECT, "klima", Role.OWNER, Kind.MEMBER)


@pytest.mark.parametrize("make", BAD_TOKENS.values(), ids=BAD_TOKENS.keys())
def test_nobody_is_let_in_by_a_bad_token(make: Callable[[Signing], str]) -> None:
    pool = Pool()
    pool.verifier.verify(good_token(signing()))

    with pytest.raises(UnauthenticatedError):
        pool.verifier.verify(make(signing()))


def test_there_are_more_than_forty_classes_of_bad_tokens() -> None:
    made = {make(signing()) for make in BAD_TOKENS.values()}

    assert len(made) == len(BAD_TOKENS) >= 40


def test_operators_are_of_the_platform_alone() -> None:
    token = good_token(signing(), tenant="platform", role="operator")

    assert Pool().verifier.verify(token).role is Role.OPERATOR


def test_who_has_yet_to_set_up_mfa_is_known_as_such() -> None:
    assert Pool().verifier.verify(good_token(signing(), mfa="set-up")).must_set_up_mfa


def test_a_header_may_say_that_it_is_a_jwt() -> None:
    token = signed(signing(), signing().header(typ="JWT"), signing().claims())

    assert Pool().verifier.verify(token).subject == SUBJECT


def test_a_clock_that_is_a_minute_fast_does_no_harm() -> None:
    fast = signing(now=NOW + timedelta(seconds=60))

    assert Pool().verifier.verify(good_token(fast)).tenant == "klima"


@pytest.mark.parametrize(("after_s", "is_good"), [(599, True), (600, False)])
def test_a_token_is_good_for_ten_minutes(after_s: int, is_good: bool) -> None:
    pool = Pool()
    pool.passes(after_s)

    if is_good:
        assert pool.verifier.verify(good_token(signing())).subject == SUBJECT
    else:
        with pytest.raises(UnauthenticatedError, match="an expired token"):
            pool.verifier.verify(good_token(signing()))


@pytest.mark.parametrize("wrong", [None, 7, b"x.y.z", ["x.y.z"]])
def test_what_is_no_text_is_no_token(wrong: object) -> None:
    with pytest.raises(UnauthenticatedError):
        Pool().verifier.verify(wrong)  # type: ignore[arg-type] # what JSON may have brought


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200) | st.binary(max_size=200).map(base64url))
def test_no_text_is_a_token_by_chance(text: str) -> None:
    with pytest.raises(UnauthenticatedError):
        Pool().verifier.verify(text)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_token_with_one_letter_changed_is_none(data: st.DataObject) -> None:
    token = good_token(signing())
    at = data.draw(st.integers(0, len(token) - 1))
    letter = data.draw(st.characters(max_codepoint=127).filter(lambda each: each != token[at]))

    with pytest.raises(UnauthenticatedError):
        Pool().verifier.verify(token[:at] + letter + token[at + 1 :])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(signing().claims())), JSON, min_size=1, max_size=3))
def test_whatever_a_signed_claim_holds_nothing_but_a_refusal_comes_of_it(
    changed: dict[str, Any],
) -> None:
    token = signed(signing(), signing().header(), {**signing().claims(), **changed})

    try:
        principal = Pool().verifier.verify(token)
    except UnauthenticatedError:
        return
    assert principal.role in Role


# --- keys ---


def test_keys_are_fetched_once_for_many_tokens() -> None:
    pool = Pool()

    for _ in range(20):
        pool.verifier.verify(good_token(signing()))

    assert pool.fetches == 1


@pytest.mark.parametrize("name", ["empty", "no key named", "jku", "expired", "another issuer"])
def test_what_is_refused_anyway_costs_no_fetch(name: str) -> None:
    pool = Pool()

    with pytest.raises(UnauthenticatedError):
        pool.verifier.verify(BAD_TOKENS[name](signing()))

    assert pool.fetches == 0


def test_a_new_key_of_the_pool_is_found() -> None:
    pool = Pool()
    pool.verifier.verify(good_token(signing()))
    pool.keys = [another_key()]
    pool.passes(30)

    assert pool.verifier.verify(good_token(signing(another_key()))).subject == SUBJECT


def test_unknown_keys_are_looked_for_twice_a_minute_at_most() -> None:
    pool = Pool()
    pool.verifier.verify(good_token(signing()))

    for second in range(60):
        with pytest.raises(UnauthenticatedError):
            pool.verifier.verify(
                signed(signing(), signing().header(kid=f"{second}"), signing().claims())
            )
        pool.passes(1)

    assert pool.fetches == 2


def test_a_key_that_the_pool_has_taken_back_is_refused_after_five_minutes() -> None:
    pool = Pool()
    pool.verifier.verify(good_token(signing()))
    pool.keys = [another_key()]
    pool.passes(301)

    with pytest.raises(UnauthenticatedError, match="unknown key"):
        pool.verifier.verify(good_token(signing(now=pool.now)))


def test_known_keys_serve_while_the_pool_is_away() -> None:
    pool = Pool()
    pool.verifier.verify(good_token(signing()))
    pool.is_down = True
    pool.passes(3600)

    for _ in range(20):
        pool.verifier.verify(good_token(signing(now=pool.now)))

    assert pool.fetches == 2


def test_after_a_day_without_the_pool_nobody_is_let_in_by_old_keys() -> None:
    pool = Pool()
    pool.verifier.verify(good_token(signing()))
    pool.is_down = True
    pool.passes(24 * 3600 + 1)

    with pytest.raises(DependencyError):
        pool.verifier.verify(good_token(signing(now=pool.now)))


def test_without_any_key_it_is_not_the_token_that_is_at_fault() -> None:
    pool = Pool()
    pool.is_down = True

    with pytest.raises(DependencyError) as refused:
        pool.verifier.verify(good_token(signing()))

    assert refused.value.retryable


def test_a_first_failure_is_got_over_a_second_later() -> None:
    pool = Pool()
    pool.is_down = True
    for _ in range(20):
        with pytest.raises(DependencyError):
            pool.verifier.verify(good_token(signing()))
    pool.is_down = False
    pool.passes(1)

    assert pool.verifier.verify(good_token(signing())).subject == SUBJECT
    assert pool.fetches == 2


@pytest.mark.parametrize(
    "answer",
    [b"", b"<html>", b"[]", b'{"keys":7}', b'{"keys":[]}', b'{"keys":[7,{"kid":"x"}]}'],
)
def test_rubbish_from_the_pool_leaves_the_keys_as_they_were(answer: bytes) -> None:
    answers = [json.dumps({"keys": [public_key(key())]}).encode(), answer]
    time = Pool()
    verifier = TokenVerifier(
        ISSUER, CLIENT, lambda: answers.pop(0), lambda: time.now, lambda: time.monotonic_s
    )
    verifier.verify(good_token(signing()))
    time.passes(301)

    assert verifier.verify(good_token(signing(now=time.now))).subject == SUBJECT
    assert not answers


def test_a_key_that_is_too_short_is_no_key() -> None:
    short = generate_private_key(public_exponent=65_537, key_size=1024)  # noqa: S505 - refused below
    pool = Pool(short, key())

    with pytest.raises(UnauthenticatedError, match="unknown key"):
        pool.verifier.verify(good_token(signing(short)))


def test_a_key_for_other_uses_is_no_key() -> None:
    other = {**public_key(key()), "use": "enc"}
    verifier = TokenVerifier(
        ISSUER,
        CLIENT,
        lambda: json.dumps({"keys": [other, public_key(another_key())]}).encode(),
        lambda: NOW,
        lambda: 0.0,
    )

    with pytest.raises(UnauthenticatedError, match="unknown key"):
        verifier.verify(good_token(signing()))


def test_others_are_let_in_while_one_waits_for_new_keys() -> None:
    is_asked, may_answer = Event(), Event()

    def hold() -> None:
        is_asked.set()
        may_answer.wait(5)

    pool = Pool()
    pool.verifier.verify(good_token(signing()))
    pool.passes(301)
    pool.before_answering = hold
    token = good_token(signing(now=pool.now))

    waiting = Thread(target=pool.verifier.verify, args=[token])
    waiting.start()
    is_asked.wait(5)

    assert pool.verifier.verify(token).subject == SUBJECT
    may_answer.set()
    waiting.join(5)
