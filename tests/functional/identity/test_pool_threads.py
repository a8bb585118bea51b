"""Many people at once, and one state of the pool."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

from santral.domain.errors import ContactCentreError
from santral.local.cognito.opening import open_pool
from santral.local.cognito.pool import UserPool
from santral.local.mail import Outbox
from santral.local.state.state import State
from santral.stores.identity_values import Tokens
from tests.fakes.user_pool import ADDRESS, ISSUER, NOW, PASSWORD, new_pool, pool_key


def test_of_many_who_sign_up_with_one_address_one_is_new() -> None:
    town = new_pool()

    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda _: town.identity.sign_up(ADDRESS, PASSWORD), range(8)))

    assert [each.is_new for each in made].count(True) == 1
    assert len({each.subject for each in made}) == 1


def test_of_many_who_bring_one_code_one_is_let_through() -> None:
    town = new_pool()
    town.identity.sign_up(ADDRESS, PASSWORD)
    code = town.code()

    def confirm(_: int) -> bool:
        try:
            town.identity.confirm(ADDRESS, code)
        except ContactCentreError:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        confirmed = list(threads.map(confirm, range(8)))

    assert confirmed.count(True) == 1


def test_everybody_gets_their_own_tokens() -> None:
    town = new_pool()
    people = [f"person-{number}@klima.example" for number in range(8)]
    subjects = [town.signed_up(each) for each in people]

    def sign_in(address: str) -> str:
        given = town.identity.sign_in(address, PASSWORD)
        assert isinstance(given, Tokens)
        return town.pool.user_of(given.access).sub

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(sign_in, people)) == subjects


def test_the_laptops_pool_lives_in_its_folder(tmp_path: Path) -> None:
    outbox = Outbox(lambda: NOW)
    with State.open(tmp_path / "state") as state:
        first = opened(state, outbox, seed=1)
        asked = {"UserPoolId": first.settings.pool_id, "Username": ADDRESS}
        first.perform("AdminCreateUser", asked)

    with State.open(tmp_path / "state") as state:
        second = opened(state, outbox, seed=2)

    assert second.users.find(ADDRESS) is not None
    assert second.users.secret == first.users.secret


def opened(state: State, outbox: Outbox, *, seed: int) -> UserPool:
    return open_pool(
        pool_key(),
        ISSUER,
        clock=lambda: NOW,
        random=Random(seed),
        send=outbox.send,
        new_id=lambda: "request",
        state=state,
    )
