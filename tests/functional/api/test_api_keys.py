"""API keys: shown once, good until they are revoked or expire."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from santral.domain.access import Role
from santral.domain.members import ApiKey
from santral.local.gateway import Reply
from santral.local.testing.api import pages_of
from santral.stores import members
from tests.functional.api.conftest import World
from tests.functional.api.people import keyed
from tests.functional.cloud import items

WISH = {"name": "Web shop", "role": "agent"}


def make(world: World, by: Role = Role.ADMIN, **changes: Any) -> Reply:
    return world.as_(by).post("/v1/api-keys", {**WISH, **changes})


def test_a_key_asks_in_its_business_and_role(world: World) -> None:
    made = make(world)

    me = world.client.by(made.json()["key"]).get("/v1/me").json()

    assert made.status == 201
    assert re.fullmatch(r"santral_[A-Za-z0-9_-]{43}", made.json()["key"])
    assert (me["subject"], me["tenant"], me["role"]) == (made.json()["id"], "shop", "agent")


def test_a_key_is_shown_once(world: World) -> None:
    key = make(world).json()["key"]

    [listed] = world.as_(Role.ADMIN).get("/v1/api-keys").json()["items"]

    assert (listed["name"], listed["hint"]) == ("Web shop", key[-4:])
    assert "key" not in listed
    tables = ("members", "documents", "audit", "work")
    kept = str([items(world.cloud, f"t-{name}") for name in tables])
    assert key not in kept + world.cloud.log.getvalue()


def test_the_same_request_again_makes_no_second_key(world: World) -> None:
    admin = world.as_(Role.ADMIN)
    admin.post("/v1/api-keys", WISH, key="one")
    world.later(seconds=5)

    again = admin.post("/v1/api-keys", WISH, key="one")

    assert (again.status, again.json()["type"]) == (409, "/v1/problems#conflict")
    assert len(admin.get("/v1/api-keys").json()["items"]) == 1


def test_a_revoked_key_writes_nothing_at_once_and_reads_nothing_soon(world: World) -> None:
    made = make(world, role="admin").json()
    program = world.client.by(made["key"])
    program.get("/v1/me")

    assert world.as_(Role.ADMIN).delete(f"/v1/api-keys/{made['id']}").status == 204

    assert program.post("/v1/invitations", {}).status == 401
    world.later(seconds=5)
    assert program.get("/v1/me").status == 401


def test_revoking_again_is_no_mistake(world: World) -> None:
    path = make(world).headers["Location"]
    admin = world.as_(Role.ADMIN)

    assert (admin.delete(path).status, admin.delete(path).status) == (204, 204)
    assert admin.get("/v1/api-keys").json()["items"][0]["revoked"] is True


def test_a_key_ends_when_it_was_to_end(world: World) -> None:
    ends = world.cloud.clock() + timedelta(hours=1)
    key = make(world, expires_at=ends.isoformat()).json()["key"]
    program = world.client.by(key)
    before = program.get("/v1/me").status
    world.later(hours=1)

    assert (before, program.get("/v1/me").status) == (200, 401)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("role", "owner"),
        ("role", "king"),
        ("expires_at", "2020-01-01T00:00:00Z"),
        ("expires_at", "tomorrow"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(world: World, field: str, value: str) -> None:
    refused = make(world, Role.OWNER, **{field: value})

    assert refused.status == 422
    assert refused.json()["errors"][0]["path"] == f"body.{field}"


def test_a_program_makes_no_key_of_its_own_rank(world: World) -> None:
    program = keyed(world)

    assert program.post("/v1/api-keys", {**WISH, "role": "admin"}).status == 403
    assert program.post("/v1/api-keys", WISH).status == 201


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.AGENT, Role.ANALYST])
def test_keys_are_the_owners_and_admins_alone(world: World, role: Role) -> None:
    assert make(world, role).status == 403
    assert world.as_(role).get("/v1/api-keys").status == 403


def test_keys_of_other_businesses_are_not_there(world: World) -> None:
    path = make(world).headers["Location"]
    clinic = world.as_(Role.OWNER, "clinic")

    assert clinic.delete(path).status == 404
    assert clinic.get("/v1/api-keys").json()["items"] == []


def test_keys_are_listed_in_pages(world: World) -> None:
    for number in range(5):
        make(world, name=f"Program {number}")
        world.later(seconds=1)

    listed = pages_of(world.as_(Role.ADMIN), "/v1/api-keys", limit=2)

    assert [each["name"] for each in listed] == [f"Program {number}" for number in range(5)]


def test_so_many_keys_are_good_at_once(world: World) -> None:
    for number in range(50):
        key = ApiKey(f"k{number}", "shop", Role.AGENT, "x", world.cloud.clock(), "test")
        members.add_key(f"{number:064d}", key)

    assert make(world).status == 409
    world.as_(Role.ADMIN).delete("/v1/api-keys/k7")
    assert make(world).status == 201


def test_the_audit_log_says_which_key_was_made(world: World) -> None:
    made = make(world).json()

    [entry] = world.as_(Role.OWNER).get("/v1/audit").json()["items"]

    assert entry["action"] == "create_api_key"
    assert entry["details"] == {"key": made["id"], "role": "agent"}
