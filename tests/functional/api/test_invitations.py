"""Invitations: a link in a mail, good once and for seven days."""

from __future__ import annotations

from typing import Any

import pytest

from santral.domain.access import Role
from santral.domain.account import AccountState, Plan
from santral.local.gateway import Reply
from santral.stores import accounts, members
from tests.functional.api.conftest import World
from tests.functional.api.people import PASSWORD, identity, joined, keyed, sign_in
from tests.functional.cloud import items

EMAIL = "veli@shop.example"
WISH = {"email": EMAIL, "role": "agent", "name": "Veli", "language": "tr"}


def invite(world: World, by: Role = Role.ADMIN, **changes: Any) -> Reply:
    return world.as_(by).post("/v1/invitations", {**WISH, **changes})


def token(world: World, email: str = EMAIL) -> str:
    [link] = [x for x in world.outbox.letters(email)[0].text.split() if x.startswith("https://")]
    page, _, secret = link.partition("#")
    assert page == "https://pages.example/invitation"
    return secret


def accept(world: World, secret: str | None = None, **changes: Any) -> Reply:
    body = {"token": secret or token(world), "password": PASSWORD}
    return world.client.post("/v1/invitations/accept", {**body, **changes})


def open_ones(world: World) -> list[Any]:
    return list(world.as_(Role.ADMIN).get("/v1/invitations").json()["items"])


def test_who_accepts_is_a_member_and_signs_in(world: World) -> None:
    invited = invite(world)
    accepted = accept(world)

    session = sign_in(world, EMAIL)
    me = world.client.by(session.json()["access_token"]).get("/v1/me").json()

    assert (invited.status, accepted.status) == (201, 200)
    assert accepted.json() == {"tenant": "shop", "email": EMAIL, "role": "agent"}
    assert (me["name"], me["role"], me["tenant"]) == ("Veli", "agent", "shop")
    assert open_ones(world) == []


def test_the_mail_names_the_business_in_the_language_that_was_asked_for(world: World) -> None:
    invite(world)

    [letter] = world.outbox.letters(EMAIL)
    assert letter.subject == "Shop sizi davet ediyor"


def test_a_link_is_good_once(world: World) -> None:
    invite(world)
    secret = token(world)
    accept(world, secret)

    again = accept(world, secret, password="Another-Password-1")

    assert again.status == 404
    assert sign_in(world, EMAIL).status == 200


def test_of_two_who_use_a_link_at_once_one_is_first(world: World) -> None:
    invite(world)
    secret, outer = token(world), []

    def accept_in_between(request: Any) -> None:
        if request.headers["X-Amz-Target"].endswith(b".PutItem"):
            world.cloud.dynamodb.fault = None
            outer.append(accept(world, secret, password="Another-Password-1").status)

    world.cloud.dynamodb.fault = accept_in_between
    inner = accept(world, secret).status

    assert (outer, inner) == ([200], 409)
    assert sign_in(world, EMAIL, "Another-Password-1").status == 200
    assert sign_in(world, EMAIL).status == 401


def test_a_link_is_good_for_seven_days(world: World) -> None:
    invite(world)
    world.later(days=7)

    assert accept(world).status == 404
    assert open_ones(world) == []


def test_a_new_link_takes_the_place_of_the_old_one(world: World) -> None:
    path = invite(world).headers["Location"]
    old = token(world)
    world.later(days=6)

    resent = world.as_(Role.ADMIN).post(f"{path}/resend")
    world.later(days=6)

    assert resent.status == 200
    assert accept(world, old).status == 404
    assert accept(world).status == 200


def test_a_revoked_invitation_is_good_no_more(world: World) -> None:
    path = invite(world).headers["Location"]

    assert world.as_(Role.ADMIN).delete(path).status == 204
    assert (accept(world).status, open_ones(world)) == (404, [])


def test_who_revokes_while_it_is_accepted_is_the_first(world: World) -> None:
    path = invite(world).headers["Location"]
    secret, wire = token(world), world.cloud.dynamodb

    def revoke_in_between(request: Any) -> None:
        is_joining = b"joined_at" in request.body and b"PutItem" in request.headers["X-Amz-Target"]
        if is_joining:
            wire.fault = None
            assert world.as_(Role.ADMIN).delete(path).status == 204

    wire.fault = revoke_in_between
    refused = accept(world, secret)

    assert refused.status == 409
    assert sign_in(world, EMAIL).status == 401


def test_invitations_of_other_businesses_are_not_there(world: World) -> None:
    path = invite(world).headers["Location"]
    clinic = world.as_(Role.ADMIN, "clinic")

    assert clinic.get("/v1/invitations").json()["items"] == []
    assert clinic.post(f"{path}/resend").status == 404
    assert clinic.delete(path).status == 404


@pytest.mark.parametrize("role", ["owner", "operator"])
def test_an_admin_invites_no_owner(world: World, role: str) -> None:
    assert invite(world, role=role).status == 403
    assert world.outbox.letters() == []


def test_a_program_invites_nobody_of_its_own_rank(world: World) -> None:
    assert keyed(world).post("/v1/invitations", {**WISH, "role": "admin"}).status == 403


def test_an_invited_owner_is_on_the_list_of_owners(world: World) -> None:
    invite(world, Role.OWNER, role="owner")
    accept(world)

    found = identity().find(EMAIL)
    assert found is not None
    assert found.subject in accounts.load("shop").value.owners


def test_who_belongs_to_another_business_is_told_so_kindly(world: World) -> None:
    joined(Role.AGENT, EMAIL, tenant="clinic")
    invited = invite(world)

    refused = accept(world)

    assert invited.status == 201
    assert (refused.status, refused.json()["type"]) == (409, "/v1/problems#conflict")
    assert "has an account already" in refused.json()["detail"]
    assert len(open_ones(world)) == 1


def test_who_is_a_member_already_is_not_invited(world: World) -> None:
    joined(Role.AGENT, EMAIL)

    assert invite(world).status == 409


def test_a_weak_password_uses_no_link_up(world: World) -> None:
    invite(world)

    weak = accept(world, password="weak-weak-weak")

    assert (weak.status, weak.json()["errors"][0]["path"]) == (422, "body.password")
    assert accept(world).status == 200


@pytest.mark.parametrize("secret", ["x" * 43, "shop/invitation-----------"])
def test_a_made_up_token_leads_nowhere(world: World, secret: str) -> None:
    assert accept(world, secret).status in (404, 422)


@pytest.mark.parametrize("how", ["be_unreachable", "deny"])
@pytest.mark.parametrize("breaks_at", range(1, 10))
def test_an_acceptance_that_broke_off_ends_with_one_member(
    world: World, breaks_at: int, how: str
) -> None:
    """By the same link after half a minute; where nothing was missing any more, it is used."""
    invite(world, Role.OWNER, role="owner")
    secret, writes = token(world), iter(range(1, 100))
    wire, fail = world.cloud.dynamodb, getattr(world.cloud.dynamodb, how)

    def fault(request: Any) -> Any:
        is_read = request.headers["X-Amz-Target"].endswith((b".GetItem", b".Query"))
        return None if is_read or next(writes) < breaks_at else fail(request)

    wire.fault = fault
    accept(world, secret)
    wire.fault = None
    world.later(seconds=30)
    accept(world, secret)

    assert (sign_in(world, EMAIL).status, open_ones(world)) == (200, [])
    user = identity().find(EMAIL)
    assert user is not None
    assert user.subject in accounts.load("shop").value.owners
    entries = world.as_(Role.OWNER).get("/v1/audit").json()["items"]
    assert [each["action"] for each in entries].count("accept_invitation") == 1


@pytest.mark.parametrize(
    ("state", "plan", "most"),
    [
        (AccountState.VERIFIED, Plan.TRIAL, 5),
        (AccountState.LIVE, Plan.TRIAL, 20),
    ],
)
def test_so_many_invitations_may_be_open(
    world: World, state: AccountState, plan: Plan, most: int
) -> None:
    world.change_account(state=state, plan=plan)

    statuses = [invite(world, email=f"a{n}@shop.example").status for n in range(most + 1)]

    assert statuses == [201] * most + [409]


def test_so_many_invitations_are_mailed_in_a_day(world: World) -> None:
    world.change_account(state=AccountState.VERIFIED)
    path = invite(world).headers["Location"]

    resent = [world.as_(Role.ADMIN).post(f"{path}/resend").status for _ in range(10)]

    assert resent == [200] * 9 + [429]


def test_the_token_is_kept_nowhere(world: World) -> None:
    invite(world)
    secret = token(world)
    accept(world, secret)

    tables = ("members", "documents", "audit", "work")
    kept = str([items(world.cloud, f"t-{name}") for name in tables])
    assert secret not in kept + world.cloud.log.getvalue()
    assert PASSWORD not in kept


def test_the_same_invitation_again_is_one(world: World) -> None:
    agent = world.as_(Role.ADMIN)
    first = agent.post("/v1/invitations", WISH, key="one")
    again = agent.post("/v1/invitations", WISH, key="one")

    assert (first.body, len(open_ones(world))) == (again.body, 1)


def test_an_invitation_that_broke_off_is_mailed_by_the_same_request(world: World) -> None:
    agent, wire = world.as_(Role.ADMIN), world.cloud.dynamodb

    def fault(request: Any) -> Any:
        is_invitation = b"shop#invitation" in request.body
        is_write = request.headers["X-Amz-Target"].endswith(b".PutItem")
        return wire.deny(request) if is_invitation and is_write else None

    wire.fault = fault
    first = agent.post("/v1/invitations", WISH, key="one")
    wire.fault = None
    again = agent.post("/v1/invitations", WISH, key="one")

    assert (first.status, again.status, len(open_ones(world))) == (500, 201, 1)
    assert accept(world).status == 200


def test_nobody_joins_a_business_that_is_being_deleted(world: World) -> None:
    invite(world)
    world.change_account(state=AccountState.DELETING)

    assert accept(world).status == 404
    assert members.page("shop", limit=50).next is None


# --- as an agent ---


def test_who_is_invited_as_an_agent_is_that_agent(klima: World) -> None:
    assert invite(klima, agent="timur").json()["agent"] == "timur"
    [invited] = klima.as_(Role.OWNER).get("/v1/audit").json()["items"]
    accept(klima)

    session = sign_in(klima, EMAIL)
    me = klima.client.by(session.json()["access_token"]).get("/v1/me").json()

    assert (me["agent"], me["connect"]["username"]) == ("timur", "shop.timur")
    assert invited["details"]["agent"] == "timur"


def test_nobody_is_invited_as_an_agent_that_is_not_there(klima: World) -> None:
    refused = invite(klima, agent="nobody")

    assert (refused.status, refused.json()["errors"][0]["path"]) == (422, "body.agent")
    assert open_ones(klima) == []


def test_nobody_is_invited_as_an_agent_that_somebody_is_or_was_invited_as(klima: World) -> None:
    klima.change_member(Role.AGENT, agent="timur")
    taken = invite(klima, agent="timur")
    invite(klima, agent="mert")

    twice = invite(klima, agent="mert", email="other@shop.example")

    assert (taken.status, twice.status) == (409, 409)


def test_who_accepts_when_the_agent_is_taken_or_gone_joins_as_none(klima: World) -> None:
    invite(klima, agent="timur")
    klima.change_member(Role.AGENT, agent="timur")
    assert accept(klima).status == 200

    invite(klima, agent="mert", email="other@shop.example")
    assert klima.as_(Role.OWNER).delete("/v1/agents/mert", etag="*").status == 202
    assert accept(klima, token(klima, "other@shop.example")).status == 200

    agents = {each["email"]: each["agent"] for each in members_of(klima)}
    assert (agents[EMAIL], agents["other@shop.example"]) == ("", "")


def members_of(world: World) -> list[Any]:
    return list(world.as_(Role.ADMIN).get("/v1/members").json()["items"])


def test_who_broke_off_before_becoming_the_agent_becomes_it_with_the_next_try(
    klima: World,
) -> None:
    invite(klima, agent="timur")
    secret, wire = token(klima), klima.cloud.dynamodb
    wire.fault = lambda request: (
        wire.be_unreachable(request) if b"#agent-seat" in request.body else None
    )
    assert accept(klima, secret).status == 503
    wire.fault = None

    accept(klima, secret)

    [veli] = [each for each in members_of(klima) if each["email"] == EMAIL]
    assert veli["agent"] == "timur"
