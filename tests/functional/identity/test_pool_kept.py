"""The user pool from one run to the next."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pyotp
import pytest

from santral.domain.errors import UnauthenticatedError
from santral.local.cognito.kept_entries import kept_entry
from santral.local.identifiers import CLIENT_ID
from santral.stores.identity_values import Challenge, Tokens
from tests.fakes.user_pool import ADDRESS, PASSWORD, PeoplesPool, new_pool

OTHER = "artem@serin-klima.example"


class Journal:
    """What was kept, as it comes back from a file."""

    def __init__(self, town: PeoplesPool) -> None:
        self.lines: list[str] = []
        town.pool.keep_from_now_on(lambda *entry: self.lines.append(json.dumps(entry)))

    def reopened(self) -> PeoplesPool:
        town = new_pool()
        town.pool.restore(kept_entry(json.loads(line)) for line in self.lines)
        return town


def by_journal(town: PeoplesPool, journal: Journal) -> PeoplesPool:
    return journal.reopened()


def by_snapshot(town: PeoplesPool, journal: Journal) -> PeoplesPool:
    journal.lines = [json.dumps(entry) for entry in town.pool.kept()]
    return journal.reopened()


Again = Callable[[PeoplesPool, Journal], PeoplesPool]
both = pytest.mark.parametrize("again", [by_journal, by_snapshot])


@both
def test_who_signed_up_is_still_there_and_still_signed_in(again: Again) -> None:
    town = new_pool()
    journal = Journal(town)
    town.signed_up()
    given = town.signed_in()

    later = again(town, journal)

    assert isinstance(later.identity.sign_in(ADDRESS, PASSWORD), Tokens)
    assert isinstance(later.identity.refresh(given.refresh or ""), Tokens)


@both
def test_a_code_that_was_mailed_before_is_still_good(again: Again) -> None:
    town = new_pool()
    journal = Journal(town)
    town.identity.sign_up(ADDRESS, PASSWORD)

    assert again(town, journal).identity.confirm(ADDRESS, town.code())


@both
def test_an_app_is_still_asked_for_and_a_used_code_still_used(again: Again) -> None:
    town = new_pool()
    journal = Journal(town)
    town.signed_up()
    given = town.signed_in()
    app = pyotp.TOTP(town.identity.associate_totp(given.access))
    town.identity.verify_totp(given.access, app.at(town.clock.now))

    later = again(town, journal)
    asked = later.identity.sign_in(ADDRESS, PASSWORD)

    assert isinstance(asked, Challenge)
    with pytest.raises(UnauthenticatedError):
        later.identity.answer_challenge(asked, app.at(town.clock.now))


@both
def test_who_left_and_who_signed_out_stay_away(again: Again) -> None:
    town = new_pool()
    journal = Journal(town)
    town.signed_up()
    gone = town.signed_up(OTHER)
    town.identity.delete(gone)
    given = town.signed_in()
    town.identity.sign_out(given.refresh or "")

    later = again(town, journal)

    assert later.identity.find(OTHER) is None
    with pytest.raises(UnauthenticatedError):
        later.identity.refresh(given.refresh or "")


@both
def test_strangers_stay_the_same_strangers(again: Again) -> None:
    def salt(town: PeoplesPool) -> Any:
        return town.client.initiate_auth(
            ClientId=CLIENT_ID,
            AuthFlow="USER_SRP_AUTH",
            AuthParameters={"USERNAME": "nobody@serin-klima.example", "SRP_A": "2"},
        )["ChallengeParameters"]["SALT"]

    town = new_pool()
    journal = Journal(town)
    town.pool.users.secret = b"of this pool alone"
    town.pool.keep_from_now_on(town.pool.keep or (lambda *_: None))

    assert salt(again(town, journal)) == salt(town)


def test_no_password_is_kept() -> None:
    town = new_pool()
    journal = Journal(town)
    town.signed_up()

    assert PASSWORD not in "".join(journal.lines)


@pytest.mark.parametrize(
    "payload",
    [
        None,
        [],
        ["user", "1"],
        ["group", "1", {}],
        ["user", "1", {}],
        ["user", "1", {"codes": []}],
        ["signed-in", "1", {"id": "1"}],
        ["secret", "strangers", {"hex": "xy"}],
        ["secret", "strangers", {}],
    ],
)
def test_what_is_no_entry_is_refused(payload: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the journal names the line
        kept_entry(payload)
