"""The business itself, its languages, numbers, and the switch for emergencies."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from santral.domain.access import Role
from santral.domain.account import AccountState, Agreement, Plan
from santral.local.testing.api import ApiClient, etag_of, pages_of
from tests.functional.api.conftest import World

LONG_AGO = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


@pytest.fixture
def owner(klima: World) -> ApiClient:
    return klima.as_(Role.OWNER)


def paths(reply: Any) -> list[str]:
    return [each["path"] for each in reply.json()["errors"]]


def test_the_business_is_shown_with_how_it_stands(klima: World, owner: ApiClient) -> None:
    klima.change_account(
        trial_ends_at=klima.cloud.clock.now.replace(day=16),
        agreements=(Agreement("terms", "2026-11", LONG_AGO, "somebody"),),
    )

    assert owner.get("/v1/tenant").json() == {
        "id": "shop",
        "name": "Serin Klima",
        "timezone": "Europe/Istanbul",
        "region": "TR",
        "state": "live",
        "plan": "trial",
        "trial_ends_at": "2026-03-16T07:30:00Z",
        "trial_is_over": False,
        "languages": ["tr", "ru", "en"],
        "agreements": [
            {"document": "terms", "version": "2026-11", "agreed_at": "2026-01-05T08:00:00Z"}
        ],
    }


def test_a_new_name_is_what_callers_hear(owner: ApiClient) -> None:
    etag = etag_of(owner.get("/v1/tenant"))

    changed = owner.patch("/v1/tenant", {"name": "Serin Klima Moda"}, etag=etag)
    second = owner.patch("/v1/tenant", {"region": "IT"}, etag=etag)

    assert (changed.status, second.status) == (202, 412)
    assert owner.get("/v1/tenant").json()["name"] == "Serin Klima Moda"


def test_the_audit_log_says_which_fields_were_changed_and_not_to_what(owner: ApiClient) -> None:
    owner.patch("/v1/tenant", {"name": "Serin Klima Moda", "timezone": "Europe/Rome"})

    [entry] = pages_of(owner, "/v1/audit")

    assert entry["action"] == "change_tenant"
    assert entry["details"] == {"fields": "name,timezone"}


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"timezone": "Europe/Atlantis"}, "body.timezone"),
        ({"timezone": "../../etc/passwd"}, "body.timezone"),
        ({"region": "Turkey"}, "body.region"),
        ({"name": ""}, "body.name"),
        ({"id": "other"}, "body.id"),
        ({"plan": "paid"}, "body.plan"),
    ],
)
def test_what_an_owner_may_not_set_is_refused(
    owner: ApiClient, change: dict[str, Any], path: str
) -> None:
    refused = owner.patch("/v1/tenant", change)

    assert (refused.status, paths(refused)) == (422, [path])


def test_a_supervisor_does_not_rename_the_business(klima: World) -> None:
    assert klima.as_(Role.SUPERVISOR).patch("/v1/tenant", {"name": "Mine"}).status == 403


def test_each_business_is_shown_its_own(klima: World) -> None:
    assert klima.as_(Role.OWNER, "clinic").get("/v1/tenant").json()["id"] == "clinic"


# --- languages ---


def test_a_language_that_is_given_up_takes_its_texts_with_it(owner: ApiClient) -> None:
    reply = owner.get("/v1/languages")
    [tr, _, en] = reply.json()["languages"]
    numbers = owner.get("/v1/numbers").json()["items"]
    for number in numbers:
        owner.put(f"/v1/numbers/{number['id']}", {"language": "tr", "menu": "main"})

    changed = owner.put("/v1/languages", {"languages": [tr, en]}, etag=etag_of(reply))

    assert changed.status == 202
    assert set(owner.get("/v1/menus/main").json()["prompt"]) == {"tr", "en"}
    assert owner.get("/v1/agents/olga").json()["languages"] == ["tr"]


def test_the_language_of_a_number_is_not_given_up(owner: ApiClient) -> None:
    [tr, _, en] = owner.get("/v1/languages").json()["languages"]

    refused = owner.put("/v1/languages", {"languages": [tr, en]})

    [second] = [x["id"] for x in owner.get("/v1/numbers").json()["items"] if x["language"] == "ru"]
    assert (refused.status, paths(refused)) == (422, [f"numbers.{second}.language"])


def test_a_language_without_texts_is_refused_with_every_text_that_is_missing(
    owner: ApiClient,
) -> None:
    languages = owner.get("/v1/languages").json()["languages"]
    italian = {"code": "it", "locale": "it-IT", "voice": "Bianca"}

    refused = owner.put("/v1/languages", {"languages": [*languages, italian]})

    assert refused.status == 422
    assert "menus.main.prompt.it" in paths(refused)


# --- numbers ---


def test_a_number_begins_with_another_menu_and_other_hours(owner: ApiClient) -> None:
    number = owner.get("/v1/numbers").json()["items"][0]
    where = f"/v1/numbers/{number['id']}"
    body = {"language": "en", "menu": "service", "schedule": "office"}

    changed = owner.put(where, body, etag=etag_of(owner.get(where)))

    assert changed.status == 202
    assert owner.get(where).json() == {"id": number["id"], "e164": "+902120000001", **body}
    assert "212000" not in where


def test_a_number_leads_to_nothing_that_is_not_there(owner: ApiClient) -> None:
    number = owner.get("/v1/numbers").json()["items"][0]
    body = {"language": "it", "menu": "nothing", "schedule": "never"}

    refused = owner.put(f"/v1/numbers/{number['id']}", body)

    assert paths(refused) == ["body.language", "body.menu", "body.schedule"]


def test_nobody_takes_a_number_by_writing_it_down(owner: ApiClient) -> None:
    body = {"language": "tr", "menu": "main", "e164": "+902120000077"}
    number = owner.get("/v1/numbers").json()["items"][0]

    assert owner.put(f"/v1/numbers/{number['id']}", body).status == 422
    assert owner.get("/v1/numbers/12345678").status == 404


def test_a_business_with_a_number_orders_no_second_one(owner: ApiClient) -> None:
    assert owner.post("/v1/numbers").status == 409


def test_no_number_is_ordered_before_the_business_is_approved(
    klima: World, owner: ApiClient
) -> None:
    klima.change_account(state=AccountState.VERIFIED)

    assert owner.post("/v1/numbers").status == 409


# --- the emergency switch ---


def test_a_supervisor_throws_the_switch_with_the_words_that_are_there(klima: World) -> None:
    supervisor = klima.as_(Role.SUPERVISOR)

    thrown = supervisor.put("/v1/emergency", {"on": True})

    assert (thrown.status, thrown.json()["on"]) == (200, True)
    assert thrown.json()["message"]["en"].startswith("Because of a technical fault")


def test_where_nobody_has_written_a_message_the_system_has_one(klima: World) -> None:
    owner = klima.as_(Role.OWNER)
    owner.put("/v1/emergency", {"on": False, "message": {}})

    thrown = owner.put("/v1/emergency", {"on": True})

    assert thrown.json()["message"] == {
        "tr": "Şu anda çağrı alamıyoruz. Lütfen daha sonra tekrar arayın.",
        "ru": "Сейчас мы не можем принять звонок. Пожалуйста, перезвоните позже.",
        "en": "We cannot take calls at the moment. Please try again later.",
    }


def test_a_message_in_one_language_is_not_enough(owner: ApiClient) -> None:
    refused = owner.put("/v1/emergency", {"on": True, "message": {"tr": "Kapalıyız."}})

    assert paths(refused) == ["body.message.ru", "body.message.en"]


def test_an_agent_does_not_throw_the_switch(klima: World) -> None:
    assert klima.as_(Role.AGENT).put("/v1/emergency", {"on": True}).status == 403


def test_after_the_trial_nothing_is_changed_any_more(klima: World, owner: ApiClient) -> None:
    klima.change_account(plan=Plan.TRIAL, trial_ends_at=LONG_AGO)

    assert owner.put("/v1/emergency", {"on": True}).status == 403
    assert owner.get("/v1/tenant").json()["trial_is_over"] is True
