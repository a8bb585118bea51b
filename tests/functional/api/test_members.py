"""Members: who may change whom, and that a business always has an owner."""

from __future__ import annotations

from typing import Any

import pytest

from santral.domain.access import Role
from santral.stores import accounts, members
from tests.fakes.bad_tokens import good_token
from tests.functional.api.conftest import World, subject_of
from tests.functional.api.people import EMAIL, by, identity, joined, keyed, sign_in, with_app

OWNER, ADMIN = subject_of("shop", Role.OWNER), subject_of("shop", Role.ADMIN)
AGENT = subject_of("shop", Role.AGENT)


def path(subject: str) -> str:
    return f"/v1/members/{subject}"


def role_of(subject: str) -> str:
    found = members.find(subject)
    return "" if found is None else found.value.role.value


def second_owner(world: World) -> str:
    """Make the shop's admin an owner as well; return the path of the first."""
    assert world.as_(Role.OWNER).patch(path(ADMIN), {"role": "owner"}).status == 200
    return path(OWNER)


def test_everybody_of_the_business_is_listed_and_nobody_else(world: World) -> None:
    listed = world.as_(Role.ADMIN).get("/v1/members").json()["items"]

    assert sorted(each["email"] for each in listed) == [
        "admin@shop.example",
        "agent@shop.example",
        "analyst@shop.example",
        "owner@shop.example",
        "supervisor@shop.example",
    ]


def test_an_agent_does_not_see_the_members(world: World) -> None:
    assert world.as_(Role.AGENT).get("/v1/members").status == 403


def test_a_member_gets_another_name_and_role(world: World) -> None:
    changed = world.as_(Role.ADMIN).patch(path(AGENT), {"role": "supervisor", "name": "Ali"})

    assert (changed.json()["role"], changed.json()["name"]) == ("supervisor", "Ali")
    assert role_of(AGENT) == "supervisor"


def test_of_two_who_change_a_member_the_second_is_told(world: World) -> None:
    owner = world.as_(Role.OWNER)
    etag = owner.get(path(AGENT)).headers["ETag"]
    owner.patch(path(AGENT), {"name": "Ali"}, etag=etag)

    assert owner.patch(path(AGENT), {"name": "Veli"}, etag=etag).status == 412


def test_members_of_other_businesses_are_not_there(world: World) -> None:
    clinic = world.as_(Role.OWNER, "clinic")

    assert clinic.get(path(AGENT)).status == 404
    assert clinic.patch(path(AGENT), {"name": "Mine"}).status == 404
    assert clinic.delete(path(AGENT), etag="*").status == 404


@pytest.mark.parametrize(
    ("subject", "change"),
    [
        (AGENT, {"role": "owner"}),
        (ADMIN, {"role": "owner"}),
        (OWNER, {"role": "agent"}),
        (OWNER, {"name": "Not me"}),
        (OWNER, {"disabled": True}),
        (AGENT, {"role": "operator"}),
    ],
)
def test_an_admin_makes_no_owner_and_changes_none(
    world: World, subject: str, change: dict[str, Any]
) -> None:
    before = role_of(subject)

    refused = world.as_(Role.ADMIN).patch(path(subject), change)

    assert (refused.status, refused.json()["type"]) == (403, "/v1/problems#forbidden")
    assert role_of(subject) == before


def test_a_program_gives_less_than_it_has(world: World) -> None:
    program = keyed(world, Role.ADMIN)

    assert program.patch(path(AGENT), {"role": "admin"}).status == 403
    assert program.patch(path(AGENT), {"role": "supervisor"}).status == 200


def test_what_is_no_role_is_said_with_its_place(world: World) -> None:
    refused = world.as_(Role.OWNER).patch(path(AGENT), {"role": "king"})

    assert (refused.status, refused.json()["errors"][0]["path"]) == (422, "body.role")


# --- owners ---


@pytest.mark.parametrize("change", [{"role": "admin"}, {"disabled": True}])
def test_the_last_owner_cannot_stop_being_one(world: World, change: dict[str, Any]) -> None:
    refused = world.as_(Role.OWNER).patch(path(OWNER), change)

    assert (refused.status, refused.json()["type"]) == (409, "/v1/problems#conflict")
    assert role_of(OWNER) == "owner"


def test_the_last_owner_cannot_be_removed(world: World) -> None:
    assert world.as_(Role.OWNER).delete(path(OWNER), etag="*").status == 409
    assert role_of(OWNER) == "owner"


def test_with_a_second_owner_the_first_may_leave(world: World) -> None:
    first = second_owner(world)

    assert world.as_(Role.OWNER).patch(first, {"role": "admin"}).status == 200
    assert accounts.load("shop").value.owners == (ADMIN,)
    assert role_of(OWNER) == "admin"


def test_of_two_owners_who_leave_at_once_one_stays(world: World) -> None:
    """Each has read that there is another, when the first of them writes."""
    first = second_owner(world)
    second = world.client.by(token_of(world, ADMIN, Role.OWNER))
    inner: list[int] = []

    def leave_in_between(request: Any) -> None:
        if request.headers["X-Amz-Target"].endswith(b".PutItem"):
            world.cloud.dynamodb.fault = None
            inner.append(second.patch(path(ADMIN), {"role": "agent"}).status)

    world.cloud.dynamodb.fault = leave_in_between
    outer = world.as_(Role.OWNER).patch(first, {"role": "agent"}).status

    assert (inner, outer) == ([200], 409)
    assert accounts.load("shop").value.owners == (OWNER,)
    assert (role_of(OWNER), role_of(ADMIN)) == ("owner", "agent")


def token_of(world: World, subject: str, role: Role) -> str:
    return good_token(
        world.signing(), sub=subject, username=subject, tenant="shop", role=role.value
    )


def test_an_owner_whose_change_broke_off_is_changed_by_the_next_one(world: World) -> None:
    """First the list of owners, then the member: never an owner too many on the list."""
    first = second_owner(world)
    owner, wire = world.as_(Role.OWNER), world.cloud.dynamodb
    wire.fault = lambda request: wire.be_unreachable(request) if writes_member(request) else None

    assert owner.patch(first, {"role": "admin"}).status == 503
    wire.fault = None

    assert (accounts.load("shop").value.owners, role_of(OWNER)) == ((ADMIN,), "owner")
    assert owner.patch(first, {"role": "admin"}).status == 200
    assert role_of(OWNER) == "admin"


def writes_member(request: Any) -> bool:
    is_write: bool = request.headers["X-Amz-Target"].endswith(b".PutItem")
    return is_write and b"t-members" in request.body


# --- keeping people out ---


def test_who_is_disabled_is_signed_out_and_not_let_in_again(world: World) -> None:
    zehra, session = joined(Role.AGENT), sign_in(world)
    world.as_(Role.ADMIN).patch(path(zehra), {"disabled": True})

    refreshed = {"refresh_token": session.json()["refresh_token"]}
    assert by(world, session).delete("/v1/session").status == 401
    assert world.client.post("/v1/session/refresh", refreshed).status == 401
    assert sign_in(world).status == 401


def test_who_is_enabled_again_signs_in(world: World) -> None:
    zehra = joined(Role.AGENT)
    world.as_(Role.ADMIN).patch(path(zehra), {"disabled": True})

    world.as_(Role.ADMIN).patch(path(zehra), {"disabled": False})

    assert sign_in(world).status == 200


def test_who_is_removed_is_gone_and_their_address_is_free(world: World) -> None:
    zehra = joined(Role.AGENT)
    sign_in(world)

    assert world.as_(Role.ADMIN).delete(path(zehra), etag="*").status == 204

    assert world.as_(Role.ADMIN).get(path(zehra)).status == 404
    assert identity().find(EMAIL) is None
    assert sign_in(world).status == 401


def test_who_has_lost_their_app_signs_in_without_once_somebody_has_helped(world: World) -> None:
    zehra = joined(Role.SUPERVISOR)
    with_app(world, sign_in(world))

    assert world.as_(Role.OWNER).delete(f"{path(zehra)}/mfa").status == 204
    assert sign_in(world).json()["challenge"] is None


def test_nobody_takes_their_own_second_factor_away(world: World) -> None:
    assert world.as_(Role.OWNER).delete(f"{path(OWNER)}/mfa").status == 409


def test_what_was_done_is_in_the_audit_log_without_names(world: World) -> None:
    world.as_(Role.ADMIN).patch(path(AGENT), {"role": "supervisor", "name": "Ali"})

    [entry] = world.as_(Role.OWNER).get("/v1/audit").json()["items"]

    assert (entry["action"], entry["target"]) == ("change_member", path(AGENT))
    assert entry["details"] == {"fields": "name,role", "role": "supervisor"}


# --- who is which agent ---


def agent_of(subject: str) -> str:
    found = members.find(subject)
    return "" if found is None else found.value.agent


def test_a_member_is_an_agent_of_the_business(klima: World) -> None:
    changed = klima.as_(Role.ADMIN).patch(path(AGENT), {"agent": "timur"})

    assert (changed.status, changed.json()["agent"]) == (200, "timur")
    me = klima.as_(Role.AGENT).get("/v1/me").json()
    assert (me["agent"], me["connect"]["username"]) == ("timur", "shop.timur")
    [entry] = klima.as_(Role.OWNER).get("/v1/audit").json()["items"]
    assert entry["details"] == {"fields": "agent", "agent": "timur"}


def test_who_is_to_be_an_agent_that_the_business_does_not_have_is_not(klima: World) -> None:
    refused = klima.as_(Role.ADMIN).patch(path(AGENT), {"agent": "nobody"})

    assert (refused.status, refused.json()["errors"]) == (
        422,
        [{"path": "body.agent", "expected": "the username of an agent"}],
    )
    assert agent_of(AGENT) == ""


def test_an_agent_is_one_member_and_another_one_afterwards(klima: World) -> None:
    admin = klima.as_(Role.ADMIN)
    admin.patch(path(AGENT), {"agent": "timur"})

    refused = admin.patch(path(ADMIN), {"agent": "timur"})
    assert (refused.status, refused.json()["detail"]) == (
        409,
        "Somebody else is this agent. Change that first.",
    )

    assert admin.patch(path(AGENT), {"agent": ""}).status == 200
    assert admin.patch(path(ADMIN), {"agent": "timur"}).status == 200
    assert (agent_of(AGENT), agent_of(ADMIN)) == ("", "timur")
    assert admin.patch(path(AGENT), {"agent": "timur"}).status == 409


def test_who_is_removed_leaves_the_agent_to_others(klima: World) -> None:
    owner = klima.as_(Role.OWNER)
    owner.patch(path(AGENT), {"agent": "timur"})
    owner.delete(path(AGENT), etag="*")

    assert owner.patch(path(ADMIN), {"agent": "timur"}).status == 200


def test_with_the_agent_goes_who_the_member_was(klima: World) -> None:
    owner = klima.as_(Role.OWNER)
    owner.patch(path(AGENT), {"agent": "timur"})

    assert owner.delete("/v1/agents/timur", etag="*").status == 202

    assert agent_of(AGENT) == ""
    assert klima.as_(Role.AGENT).get("/v1/me").json()["connect"] is None


def test_an_agent_whose_deletion_broke_off_is_nobody_after_the_next_one(klima: World) -> None:
    owner, wire = klima.as_(Role.OWNER), klima.cloud.dynamodb
    owner.patch(path(AGENT), {"agent": "timur"})
    wire.fault = lambda request: wire.be_unreachable(request) if writes_member(request) else None
    assert owner.delete("/v1/agents/timur", etag="*").status == 503
    wire.fault = None

    assert owner.delete("/v1/agents/timur", etag="*").status == 202
    assert agent_of(AGENT) == ""


def writes(table: bytes, kind: bytes, request: Any) -> bool:
    is_write: bool = request.headers["X-Amz-Target"].endswith(b".PutItem")
    return is_write and table in request.body and kind in request.body


def test_a_change_that_broke_off_keeps_nobody_from_the_agent(klima: World) -> None:
    owner, wire = klima.as_(Role.OWNER), klima.cloud.dynamodb

    def break_off(request: Any) -> None:
        if writes(b"t-members", b"platform#member#", request):
            wire.be_unreachable(request)

    wire.fault = break_off
    assert owner.patch(path(AGENT), {"agent": "timur"}).status == 503
    wire.fault = None

    assert owner.patch(path(ADMIN), {"agent": "timur"}).status == 200
    assert (agent_of(AGENT), agent_of(ADMIN)) == ("", "timur")


@pytest.mark.parametrize("moment", range(1, 8))
def test_of_two_who_become_an_agent_at_once_one_is(klima: World, moment: int) -> None:
    """The second change is made whole before each request that the first one sends in turn."""
    owner, wire = klima.as_(Role.OWNER), klima.cloud.dynamodb
    sent: list[int] = []
    inner: list[int] = []

    def change_in_between(request: Any) -> None:
        if b"t-members" not in request.body or not is_about_seat(request):
            return
        sent.append(1)
        if len(sent) == moment:
            wire.fault = None
            inner.append(klima.as_(Role.ADMIN).patch(path(ADMIN), {"agent": "timur"}).status)

    wire.fault = change_in_between
    outer = owner.patch(path(AGENT), {"agent": "timur"}).status
    wire.fault = None

    agents = [agent_of(AGENT), agent_of(ADMIN)]
    assert agents.count("timur") == (1 if 200 in (outer, *inner) else 0)
    assert [outer, *inner].count(200) == agents.count("timur")


def is_about_seat(request: Any) -> bool:
    return b"#agent-seat" in request.body or AGENT.encode() in request.body


def test_who_begins_first_and_is_slow_does_not_become_an_agent_who_was_taken(klima: World) -> None:
    """The first has the seat, and stops before its last write; the second takes the seat whole."""
    owner, wire = klima.as_(Role.OWNER), klima.cloud.dynamodb
    inner: list[int] = []

    def change_in_between(request: Any) -> None:
        if writes(b"t-members", AGENT.encode(), request) and b"platform#member#" in request.body:
            wire.fault = None
            inner.append(klima.as_(Role.ADMIN).patch(path(ADMIN), {"agent": "timur"}).status)

    wire.fault = change_in_between
    outer = owner.patch(path(AGENT), {"agent": "timur"}).status

    assert (inner, outer) == ([200], 409)
    assert (agent_of(AGENT), agent_of(ADMIN)) == ("", "timur")
