"""Signing in and out, passwords, and the second factor."""

from __future__ import annotations

from datetime import timedelta

import pyotp
import pytest

from santral.domain.access import Role
from santral.domain.members import Member
from santral.stores import members
from santral.stores.tenant_guard import PLATFORM
from tests.functional.api.conftest import World
from tests.functional.api.people import (
    EMAIL,
    PASSWORD,
    by,
    identity,
    joined,
    keyed,
    sign_in,
    with_app,
)
from tests.functional.cloud import items

CHECK_MAIL = {"state": "check_your_mail"}


@pytest.fixture
def zehra(world: World) -> str:
    """Somebody of the shop, who signs in by a password; give the subject."""
    return joined(Role.AGENT)


def test_who_signs_in_gets_tokens_by_which_they_are_known(world: World, zehra: str) -> None:
    session = sign_in(world)

    me = by(world, session).get("/v1/me").json()

    assert session.json()["expires_in_s"] == 600
    assert (me["subject"], me["role"], me["tenant"]) == (zehra, "agent", "shop")
    assert (me["email"], me["has_mfa"], me["needs_mfa"]) == (EMAIL, False, False)


@pytest.mark.parametrize("email", [EMAIL, "nobody@shop.example"])
def test_a_wrong_password_and_an_unknown_address_are_one_answer(
    world: World, zehra: str, email: str
) -> None:
    refused = sign_in(world, email, "Another-Password-1")

    assert refused.status == 401
    assert {k: v for k, v in refused.json().items() if k != "request_id"} == {
        "type": "/v1/problems#unauthenticated",
        "title": "Nobody can say who asks",
        "status": 401,
        "detail": "Nobody signs in by this address with this password.",
    }


def test_who_belongs_to_no_business_does_not_sign_in(world: World) -> None:
    identity().create_confirmed(EMAIL, PASSWORD, made_for="test")

    assert sign_in(world).status == 401


def test_a_disabled_member_does_not_sign_in(world: World) -> None:
    member = Member(joined(Role.AGENT), "shop", Role.AGENT, EMAIL, "Zehra", disabled=True)
    members.change(member, replacing=1)

    assert sign_in(world).status == 401


def test_a_session_is_refreshed_and_the_role_is_as_it_is_then(world: World, zehra: str) -> None:
    session = sign_in(world)
    members.change(Member(zehra, "shop", Role.ANALYST, EMAIL), replacing=1)

    body = {"refresh_token": session.json()["refresh_token"]}
    refreshed = world.client.post("/v1/session/refresh", body)

    assert by(world, refreshed).get("/v1/me").json()["role"] == "analyst"


def test_a_refresh_token_that_is_none_is_refused(world: World) -> None:
    assert world.client.post("/v1/session/refresh", {"refresh_token": "x"}).status == 401


def test_who_signs_out_is_out_everywhere(world: World, zehra: str) -> None:
    first, second = sign_in(world), sign_in(world)

    assert by(world, first).delete("/v1/session").status == 204
    body = {"refresh_token": second.json()["refresh_token"]}
    assert world.client.post("/v1/session/refresh", body).status == 401


# --- the second factor ---


def test_an_owner_sets_a_second_factor_up_before_anything_else(world: World) -> None:
    joined(Role.OWNER)
    session = sign_in(world)
    owner = by(world, session)
    before = owner.get("/v1/queues")
    with_app(world, session)

    body = {"refresh_token": session.json()["refresh_token"]}
    refreshed = world.client.post("/v1/session/refresh", body)

    assert (before.status, before.json()["type"]) == (403, "/v1/problems#mfa-needed")
    assert owner.get("/v1/me").json()["needs_mfa"] is True
    assert by(world, refreshed).get("/v1/queues").status == 200


def test_an_operator_sets_a_second_factor_up_as_well(world: World) -> None:
    joined(Role.OPERATOR, tenant=PLATFORM)
    session = sign_in(world)

    with_app(world, session)

    assert by(world, session).get("/v1/me").json()["has_mfa"] is True


def test_who_has_an_app_is_asked_for_its_code(world: World, zehra: str) -> None:
    app = with_app(world, sign_in(world))

    challenged = sign_in(world).json()
    body = {"session": challenged["session"], "code": app.at(world.cloud.clock())}
    answered = world.client.post("/v1/session/challenge", body)

    assert challenged["challenge"] == "software_token_mfa"
    assert challenged["access_token"] is None
    assert by(world, answered).get("/v1/me").json()["has_mfa"] is True


def test_a_wrong_code_of_the_app_lets_nobody_in(world: World, zehra: str) -> None:
    app = with_app(world, sign_in(world))

    session = sign_in(world).json()["session"]
    body = {"session": session, "code": app.at(world.cloud.clock() + timedelta(hours=1))}
    assert world.client.post("/v1/session/challenge", body).status == 401


@pytest.mark.parametrize("session", ["x", "W10=", "é", "WyJhIiwgMV0="])
def test_a_challenge_that_is_none_is_refused(world: World, session: str) -> None:
    body = {"session": session, "code": "123456"}

    refused = world.client.post("/v1/session/challenge", body)

    assert (refused.status, refused.json()["errors"][0]["path"]) == (422, "body.session")


def test_the_app_shows_whose_sign_in_it_is_for(world: World, zehra: str) -> None:
    uri = by(world, sign_in(world)).post("/v1/mfa").json()["uri"]

    parsed = pyotp.parse_uri(uri)
    assert (parsed.issuer, parsed.name) == ("Santral", EMAIL)


def test_a_wrong_code_sets_no_app_up(world: World, zehra: str) -> None:
    agent = by(world, sign_in(world))
    app = pyotp.TOTP(agent.post("/v1/mfa").json()["secret"])
    code = app.at(world.cloud.clock() + timedelta(hours=1))

    refused = agent.post("/v1/mfa/confirm", {"code": code})

    assert (refused.status, refused.json()["errors"][0]["path"]) == (422, "body.code")
    assert agent.get("/v1/me").json()["has_mfa"] is False


def test_a_program_has_no_second_factor(world: World) -> None:
    refused = keyed(world).post("/v1/mfa")

    assert (refused.status, refused.json()["type"]) == (403, "/v1/problems#forbidden")


def test_a_program_is_told_what_its_key_is(world: World) -> None:
    me = keyed(world).get("/v1/me").json()

    assert (me["subject"], me["kind"], me["role"]) == ("k-admin", "key", "admin")


# --- passwords ---


def test_a_forgotten_password_is_set_anew_by_a_mailed_code(world: World, zehra: str) -> None:
    old = sign_in(world).json()["refresh_token"]
    told = world.client.post("/v1/password/forgot", {"email": EMAIL})
    body = {"email": EMAIL, "code": world.outbox.code(EMAIL), "password": "Another-Password-1"}

    reset = world.client.post("/v1/password/reset", body)

    assert (told.json(), reset.status) == (CHECK_MAIL, 204)
    assert sign_in(world).status == 401
    assert sign_in(world, password="Another-Password-1").status == 200
    assert world.client.post("/v1/session/refresh", {"refresh_token": old}).status == 401


def test_who_is_not_known_is_answered_alike_and_mailed_nothing(world: World) -> None:
    told = world.client.post("/v1/password/forgot", {"email": "nobody@shop.example"})

    assert (told.status, told.json()) == (200, CHECK_MAIL)
    assert world.outbox.letters() == []


def test_a_wrong_code_sets_no_password(world: World, zehra: str) -> None:
    world.client.post("/v1/password/forgot", {"email": EMAIL})
    wrong = f"{(int(world.outbox.code(EMAIL)) + 1) % 1_000_000:06}"
    body = {"email": EMAIL, "code": wrong, "password": "Another-Password-1"}

    refused = world.client.post("/v1/password/reset", body)

    assert (refused.status, refused.json()["errors"][0]["path"]) == (422, "body.code")


def test_codes_for_one_address_are_mailed_so_often_a_day(world: World, zehra: str) -> None:
    asked = [world.client.post("/v1/password/forgot", {"email": EMAIL}) for _ in range(6)]

    assert [each.status for each in asked] == [200] * 5 + [429]


def test_a_password_is_changed_by_who_knows_the_old_one(world: World, zehra: str) -> None:
    agent = by(world, sign_in(world))

    wrong = agent.post("/v1/me/password", {"old": "Not-it-at-all-1", "new": "Another-Password-1"})
    right = agent.post("/v1/me/password", {"old": PASSWORD, "new": "Another-Password-1"})

    assert (wrong.status, wrong.json()["errors"][0]["path"]) == (422, "body.old")
    assert right.status == 204
    assert sign_in(world, password="Another-Password-1").status == 200


# --- addresses ---


def test_an_address_is_changed_once_its_code_came_back(world: World, zehra: str) -> None:
    agent, new = by(world, sign_in(world)), "zehra@home.example"
    told = agent.post("/v1/me/email", {"email": new})
    before = agent.get("/v1/me").json()["email"]

    confirmed = agent.post("/v1/me/email/confirm", {"code": world.outbox.code(new)})

    assert (told.json(), before) == (CHECK_MAIL, EMAIL)
    assert confirmed.json()["email"] == new
    assert sign_in(world, email=new).status == 200
    assert sign_in(world).status == 401


def test_the_address_of_somebody_else_is_answered_alike(world: World, zehra: str) -> None:
    joined(Role.AGENT, "mehmet@shop.example")

    told = by(world, sign_in(world)).post("/v1/me/email", {"email": "mehmet@shop.example"})

    assert (told.status, told.json()) == (200, CHECK_MAIL)


def test_an_address_whose_answer_was_lost_is_taken_by_the_same_code_again(
    world: World, zehra: str
) -> None:
    agent, new = by(world, sign_in(world)), "zehra@home.example"
    agent.post("/v1/me/email", {"email": new})
    code = {"code": world.outbox.code(new)}
    identity().verify_email(agent.credential, code["code"])

    again = agent.post("/v1/me/email/confirm", code)

    assert (again.status, again.json()["email"]) == (200, new)


def test_nothing_of_a_sign_in_is_kept_or_logged(world: World, zehra: str) -> None:
    session = sign_in(world).json()

    kept = str([items(world.cloud, f"t-{name}") for name in ("work", "documents", "audit")])
    assert session["access_token"] not in kept + world.cloud.log.getvalue()
    assert PASSWORD not in kept + world.cloud.log.getvalue()


def test_a_page_that_was_closed_before_it_had_the_new_token_is_not_signed_out(
    world: World,
) -> None:
    joined(Role.AGENT)
    token = {"refresh_token": sign_in(world).json()["refresh_token"]}
    lost = world.client.post("/v1/session/refresh", token)
    world.later(seconds=29)

    again = world.client.post("/v1/session/refresh", token)

    assert (lost.status, again.status) == (200, 200)
    for session in (lost, again):
        kept = {"refresh_token": session.json()["refresh_token"]}
        assert world.client.post("/v1/session/refresh", kept).status == 200
    world.later(seconds=1)
    assert world.client.post("/v1/session/refresh", token).status == 401
