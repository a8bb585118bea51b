"""People who sign in by a password, and programs with a key."""

from __future__ import annotations

from typing import Any

import pyotp

from functions.api.authentication import KEY_PREFIX, digest_of
from functions.wiring import collaborators
from santral.domain.access import Role
from santral.domain.members import ApiKey, Member
from santral.local.testing.api import ApiClient
from santral.stores import members
from santral.stores.identity import Identity
from tests.functional.api.conftest import World

EMAIL = "zehra@shop.example"
PASSWORD = "correct-Horse-7-battery"


def identity() -> Identity:
    return collaborators().identity


def joined(role: Role, email: str = EMAIL, tenant: str = "shop") -> str:
    """Let somebody in who has a password; give the subject."""
    subject = identity().create_confirmed(email, PASSWORD, made_for="test", name="Zehra")
    members.add(Member(subject, tenant, role, email, "Zehra"))
    return subject


def sign_in(world: World, email: str = EMAIL, password: str = PASSWORD) -> Any:
    return world.client.post("/v1/session", {"email": email, "password": password})


def by(world: World, session: Any) -> ApiClient:
    return world.client.by(session.json()["access_token"])


def with_app(world: World, session: Any) -> pyotp.TOTP:
    """Set an authenticator app up."""
    begun = by(world, session).post("/v1/mfa").json()
    app = pyotp.TOTP(begun["secret"])
    code = app.at(world.cloud.clock())
    assert by(world, session).post("/v1/mfa/confirm", {"code": code}).status == 200
    world.later(seconds=30)  # a code is good once
    return app


def keyed(world: World, role: Role = Role.ADMIN) -> ApiClient:
    """Ask as a program of the shop."""
    secret = f"{KEY_PREFIX}{role.value}"
    made = ApiKey(f"k-{role.value}", "shop", role, "crm", world.cloud.clock(), "test")
    members.add_key(digest_of(secret), made)
    return world.client.by(secret)
