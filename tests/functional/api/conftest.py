"""Fixtures: the API of a cloud in memory, with two businesses and everybody who works there."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from itertools import count
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from functions.api.app import app
from functions.settings import Settings
from functions.wiring import use
from santral.domain.access import Role
from santral.domain.account import Account, AccountState
from santral.domain.members import Member
from santral.local import businesses
from santral.local.cognito.jwks import jwks
from santral.local.gateway import Gateway
from santral.local.testing.api import ApiClient
from santral.stores import accounts, members
from santral.stores.seeding import write_business
from santral.stores.tenant_guard import PLATFORM
from tests.fakes.bad_tokens import Signing, good_token
from tests.functional import sample
from tests.functional.cloud import Cloud

ISSUER = "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_testpool1"
CLIENT_ID = "7testclient0000000000000000"
ENVIRONMENT = {
    "SANTRAL_USER_POOL_ID": "eu-central-1_testpool1",
    "SANTRAL_USER_POOL_CLIENT_ID": CLIENT_ID,
    "SANTRAL_TOKEN_ISSUER": ISSUER,
    "SANTRAL_INSTANCE_ID": "11111111-1111-1111-1111-111111111111",
    "SANTRAL_CONNECT_WRITES_QUEUE": "https://sqs.eu-central-1.amazonaws.com/123456789012/connect_writes",
    "SANTRAL_FILES_BUCKET": "t-files",
    "SANTRAL_PAGE_URL": "https://pages.example",
    "SANTRAL_MAIL_FROM": "centre@example.com",
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
    """

    cloud: Cloud
    client: ApiClient
    environment: dict[str, str]

    def signing(self) -> Signing:
        return Signing(signing_key(), ISSUER, CLIENT_ID, self.cloud.clock())

    def token(self, role: Role | str, tenant: str = "shop", **claims: Any) -> str:
        subject = subject_of(tenant, Role(role))
        return good_token(
            self.signing(), sub=subject, username=subject, tenant=tenant, role=str(role), **claims
        )

    def as_(self, role: Role | str, tenant: str = "shop") -> ApiClient:
        return self.client.by(self.token(role, tenant))

    def change_member(self, whose: Role, **changes: Any) -> None:
        stored = members.find(subject_of("shop", whose))
        assert stored is not None
        members.change(replace(stored.value, **changes), replacing=stored.version)

    def change_account(self, tenant: str = "shop", **changes: Any) -> None:
        stored = accounts.load(tenant)
        accounts.change(replace(stored.value, **changes), replacing=stored.version)

    def later(self, **time: float) -> None:
        """Let time go by, on the wall clock and on the stopwatch."""
        self.cloud.clock.now += timedelta(**time)
        self.cloud.stopwatch.advance(timedelta(**time).total_seconds())


@pytest.fixture
def world(empty_cloud: Cloud) -> World:
    numbers = count(1)
    environment = dict(ENVIRONMENT)
    collaborators = replace(
        empty_cloud.collaborators,
        settings=Settings(environment),
        jwks=lambda: json.dumps(jwks(signing_key())).encode(),
        ids=lambda: f"00000000-0000-4000-a000-{next(numbers):012d}",
    )
    use(collaborators)
    for tenant in TENANTS:
        _open(empty_cloud, tenant)
    _join(PLATFORM, Role.OPERATOR)
    empty_cloud.dynamodb.operations.clear()
    gateway = Gateway(app, list(app.routes), collaborators.ids)
    return World(empty_cloud, ApiClient(gateway), environment)


@pytest.fixture
def klima(world: World) -> World:
    """The same with a business in which everything fits together: the sample, as `shop`."""
    tenant = replace(businesses.load("klima").tenant, id="shop")
    write_business(world.cloud.clients.dynamodb, tenant, ())
    return world


def _open(cloud: Cloud, tenant: str) -> None:
    subject = subject_of(tenant, Role.OWNER)
    accounts.create(
        Account(tenant, tenant.title(), cloud.clock(), AccountState.LIVE, owners=(subject,))
    )
    for role in Role:
        if role is not Role.OPERATOR:
            _join(tenant, role)
    people = sample.PEOPLE if tenant == "shop" else ()
    write_business(cloud.clients.dynamodb, replace(sample.shop(), id=tenant), people)


def _join(tenant: str, role: Role) -> None:
    members.add(
        Member(
            subject_of(tenant, role),
            tenant,
            role,
            email=f"{role.value}@{tenant}.example",
            name=role.value.title(),
            mfa_enrolled=True,
        )
    )
