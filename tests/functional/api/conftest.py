"""Fixtures: the API of a cloud in memory, with two businesses and everybody who works there."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from itertools import count
from random import Random
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from functions.add_claims.handler import handler as add_claims
from functions.api.app import app
from functions.settings import Settings
from functions.wiring import use
from santral.domain.access import Role
from santral.domain.account import Account, AccountState
from santral.domain.members import Member
from santral.local import businesses
from santral.local.attached import attach
from santral.local.cognito.issued_tokens import SignedIn
from santral.local.cognito.jwks import jwks
from santral.local.cognito.pool import UserPool
from santral.local.cognito.settings import Client
from santral.local.cognito.settings import Settings as PoolSettings
from santral.local.cognito.users import CONFIRMED, User
from santral.local.cognito.wire import Wire
from santral.local.connect.protocol.requests import Answers, Reply
from santral.local.gateway import Gateway
from santral.local.mail import Outbox, SesWire
from santral.local.testing.api import ApiClient
from santral.stores import accounts, members
from santral.stores.clients import Clients
from santral.stores.seeding import write_business
from santral.stores.tenant_guard import PLATFORM
from tests.fakes.bad_tokens import Signing, good_token
from tests.fakes.executions import StartedExecutions
from tests.fakes.queues import FakeQueues
from tests.functional import sample
from tests.functional.cloud import Cloud, Context

ISSUER = "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_testpool1"
POOL_ID = "eu-central-1_testpool1"
SESSION = "5e551011-0000-4000-8000-000000000000"  # of every token that no sign-in made
CLIENT_ID = "7testclient0000000000000000"
ENVIRONMENT = {
    "SANTRAL_USER_POOL_ID": POOL_ID,
    "SANTRAL_USER_POOL_CLIENT_ID": CLIENT_ID,
    "SANTRAL_TOKEN_ISSUER": ISSUER,
    "SANTRAL_INSTANCE_ID": "11111111-1111-1111-1111-111111111111",
    **{
        f"SANTRAL_{name.upper()}_QUEUE": f"https://sqs.eu-central-1.amazonaws.com/123456789012/{name}"
        for name in ("connect_writes", "deliver_webhooks", "export_tenant", "import_customers")
    },
    "SANTRAL_FILES_BUCKET": "t-files",
    "SANTRAL_PAGE_URL": "https://pages.example",
    "SANTRAL_MAIL_FROM": "centre@example.com",
    "SANTRAL_PROVISIONING_ARN": "arn:aws:states:eu-central-1:123456789012:stateMachine:provision",
    "SANTRAL_PAYMENT_SECRET": "a payment secret of the tests",
}
TENANTS = ("shop", "clinic")


@cache
def signing_key() -> RSAPrivateKey:
    return generate_private_key(public_exponent=65_537, key_size=2048)


def subject_of(tenant: str, role: Role) -> str:
    """Return the `sub` of the one member of a tenant with a role: the same in every test."""
    place = [PLATFORM, *TENANTS].index(tenant)
    return f"{place:08d}-0000-4000-8000-{list(Role).index(role):012d}"


@dataclass
class World:
    """
    Attributes:
        environment: what the settings are read from; a test may change it.
        pool: the user pool, in which every member is who signs in by no password.
        outbox: the mails that were sent.
        executions: what was started of the state machine that sets businesses up.
    """

    cloud: Cloud
    client: ApiClient
    environment: dict[str, str]
    pool: UserPool
    outbox: Outbox
    executions: StartedExecutions

    def signing(self) -> Signing:
        return Signing(signing_key(), ISSUER, CLIENT_ID, self.cloud.clock())

    def token(self, role: Role | str, tenant: str = "shop", **claims: Any) -> str:
        subject = subject_of(tenant, Role(role))
        return good_token(
            self.signing(),
            sub=subject,
            username=subject,
            tenant=tenant,
            role=str(role),
            origin_jti=SESSION,
            **claims,
        )

    def as_(self, role: Role | str, tenant: str = "shop") -> ApiClient:
        return self.client.by(self.token(role, tenant))

    def change_member(self, whose: Role, **changes: Any) -> None:
        stored = members.find(subject_of("shop", whose))
        assert stored is not None
        change = members.change_agent if changes.get("agent") else members.change
        change(replace(stored.value, **changes), replacing=stored.version)

    def change_account(self, tenant: str = "shop", **changes: Any) -> None:
        stored = accounts.load(tenant)
        accounts.change(replace(stored.value, **changes), replacing=stored.version)

    def later(self, **time: float) -> None:
        """Let time go by, on the wall clock and on the stopwatch."""
        self.cloud.clock.now += timedelta(**time)
        self.cloud.stopwatch.advance(timedelta(**time).total_seconds())


class NothingThere:
    """Answers for an instance of Amazon Connect in which there is nothing."""

    def answer(self, *_asked: Any) -> Reply:
        headers = {"x-amzn-ErrorType": "ResourceNotFoundException"}
        return Reply(404, headers, b'{"Message": "There is none."}')


class Switch:
    """Answers as the one whose turn it is: clients are made once, pools for every test."""

    turn: Answers

    def answer(self, *asked: Any) -> Reply:
        return self.turn.answer(*asked)


@pytest.fixture(scope="session")
def switches(clients: Clients) -> tuple[Switch, Switch, Switch]:
    cognito, ses, executions = Switch(), Switch(), Switch()
    attach(clients.cognito, "cognito-idp", cognito)
    attach(clients.ses, "sesv2", ses)
    attach(clients.stepfunctions, "sfn", executions)
    attach(clients.connect, "connect", NothingThere())
    return cognito, ses, executions


@pytest.fixture
def world(empty_cloud: Cloud, switches: tuple[Switch, Switch, Switch]) -> World:
    numbers = count(1)
    environment = dict(ENVIRONMENT)
    collaborators = replace(
        empty_cloud.collaborators,
        settings=Settings(environment),
        jwks=lambda: json.dumps(jwks(signing_key())).encode(),
        ids=lambda: "{0:08d}-0000-4000-a000-{0:012d}".format(next(numbers)),
    )
    vars(collaborators)["queues"] = FakeQueues()
    use(collaborators)
    outbox = Outbox(empty_cloud.clock)
    pool = _pool(empty_cloud, outbox)
    executions = StartedExecutions()
    switches[0].turn, switches[1].turn = Wire(pool), SesWire(outbox, collaborators.ids)
    switches[2].turn = executions
    for tenant in TENANTS:
        _open(empty_cloud, tenant, pool)
    _join(PLATFORM, Role.OPERATOR, pool)
    empty_cloud.dynamodb.operations.clear()
    gateway = Gateway(app, list(app.routes), collaborators.ids)
    return World(empty_cloud, ApiClient(gateway), environment, pool, outbox, executions)


@pytest.fixture
def klima(world: World) -> World:
    """The same with a business in which everything fits together: the sample, as `shop`."""
    tenant = replace(businesses.load("klima").tenant, id="shop")
    write_business(world.cloud.clients.dynamodb, tenant, ())
    return world


def _pool(cloud: Cloud, outbox: Outbox) -> UserPool:
    pool = UserPool(
        signing_key(),
        ISSUER,
        clock=cloud.clock,
        random=Random(1),
        send=outbox.send,
        trigger=lambda event: add_claims(event, Context()),
        settings=PoolSettings(pool_id=POOL_ID, client=Client(id=CLIENT_ID)),
    )
    pool.tokens.put(SignedIn(SESSION, "", CLIENT_ID, 0, float("inf")))
    return pool


def _open(cloud: Cloud, tenant: str, pool: UserPool) -> None:
    subject = subject_of(tenant, Role.OWNER)
    accounts.create(
        Account(tenant, tenant.title(), cloud.clock(), AccountState.LIVE, owners=(subject,))
    )
    for role in Role:
        if role is not Role.OPERATOR:
            _join(tenant, role, pool)
    people = sample.PEOPLE if tenant == "shop" else ()
    write_business(cloud.clients.dynamodb, replace(sample.shop(), id=tenant), people)


def _join(tenant: str, role: Role, pool: UserPool) -> None:
    member = Member(
        subject_of(tenant, role),
        tenant,
        role,
        email=f"{role.value}@{tenant}.example",
        name=role.value.title(),
        mfa_enrolled=True,
    )
    members.add(member)
    now_s = pool.now_s()
    pool.put(User(member.subject, member.email, "0", "0", CONFIRMED, now_s, now_s))
