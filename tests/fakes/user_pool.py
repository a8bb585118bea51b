"""A user pool for tests: the laptop's own, with a clock that stands still and chance by a seed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random
from typing import Any, Final

import jwt
from botocore.config import Config
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from santral.local.attached import attach
from santral.local.cognito.pool import UserPool
from santral.local.cognito.settings import Settings
from santral.local.cognito.trigger import Trigger
from santral.local.cognito.wire import Wire
from santral.local.identifiers import CLIENT_ID, REGION, USER_POOL_ID
from santral.local.mail import Outbox
from santral.local.server.cognito_keys import new_key
from santral.stores.clients import new_session
from santral.stores.identity_values import Tokens
from tests.fakes.clocks import FixedClock
from tests.fakes.visitors import Visitors

ISSUER: Final = f"http://127.0.0.1:8090/cognito/{USER_POOL_ID}"
ADDRESS: Final = "ayse@serin-klima.example"
PASSWORD: Final = "correct-Horse-7-battery"
NOW: Final = datetime(2026, 11, 23, 9, tzinfo=UTC)


@cache
def pool_key() -> RSAPrivateKey:
    """Give one key for all tests: to make one takes longer than most of them."""
    return new_key()


@dataclass(frozen=True, slots=True)
class PeoplesPool:
    """
    Attributes:
        client: botocore's, answered by the pool.
        clock: of pool and mails.
    """

    pool: UserPool
    client: Any
    outbox: Outbox
    clock: FixedClock
    identity: Visitors

    def passes(self, **time: float) -> None:
        self.clock.now += timedelta(**time)

    def code(self, address: str = ADDRESS) -> str:
        return self.outbox.code(address)

    def wrong_code(self, address: str = ADDRESS) -> str:
        return f"{(int(self.code(address)) + 1) % 1_000_000:06}"

    def signed_up(self, address: str = ADDRESS, password: str = PASSWORD) -> str:
        """Have somebody sign up and confirm; give their subject."""
        self.identity.sign_up(address, password)
        return self.identity.confirm(address, self.code(address))

    def signed_in(self, address: str = ADDRESS) -> Tokens:
        given = self.identity.sign_in(address, PASSWORD)
        assert isinstance(given, Tokens)
        return given


def claims(token: str) -> dict[str, Any]:
    """Read what a token of the pool says, whatever the time is."""
    unchecked = {"verify_exp": False, "verify_iat": False, "verify_aud": False}
    return jwt.decode(token, pool_key().public_key(), algorithms=["RS256"], options=unchecked)  # type: ignore[arg-type]


def new_pool(
    *, trigger: Trigger | None = None, settings: Settings | None = None, now: datetime = NOW
) -> PeoplesPool:
    clock = FixedClock(now)
    outbox = Outbox(clock)
    pool = UserPool(
        pool_key(),
        ISSUER,
        clock=clock,
        random=Random(1),
        send=outbox.send,
        trigger=trigger,
        settings=replace(settings or Settings(), self_sign_up=True),
    )
    client: Any = new_session().create_client(
        "cognito-idp",
        REGION,
        aws_access_key_id="local",
        aws_secret_access_key="local",
        # botocore would ask again, after a pause, when too much was asked.
        config=Config(retries={"total_max_attempts": 1}),
    )
    attach(client, "cognito-idp", Wire(pool))
    return PeoplesPool(pool, client, outbox, clock, Visitors(client, USER_POOL_ID, CLIENT_ID))
