"""Rules of a business: recording, tiers, VIPs, hotlines, and its own words."""

from __future__ import annotations

from typing import Any

import pytest

from santral.domain.access import Role
from santral.local.testing.api import ApiClient, etag_of
from tests.functional.api.conftest import World

WORDS = {"tr": "Merhaba.", "ru": "Здравствуйте.", "en": "Hello."}


@pytest.fixture
def owner(klima: World) -> ApiClient:
    return klima.as_(Role.OWNER)


def paths(reply: Any) -> list[str]:
    return [each["path"] for each in reply.json()["errors"]]


@pytest.mark.parametrize(
    ("part", "body"),
    [
        ("consent", {"policy": "ask", "text": WORDS}),
        ("tiers", {"tiers": {"vip": 1, "contract": 3}}),
        ("vip", {"tiers": ["vip"], "queue": "sales", "priority": 2, "after_hours": True}),
        ("emergency", {"on": True, "message": WORDS}),
    ],
)
def test_a_rule_is_changed_by_one_and_the_second_is_told(
    owner: ApiClient, part: str, body: dict[str, Any]
) -> None:
    before = owner.get(f"/v1/{part}")

    changed = owner.put(f"/v1/{part}", body, etag=etag_of(before))
    second = owner.put(f"/v1/{part}", before.json(), etag='"0"')

    assert (changed.status, changed.json()) == (200, body)
    assert (second.status, owner.get(f"/v1/{part}").json()) == (412, body)


@pytest.mark.parametrize(
    ("part", "body", "path"),
    [
        ("consent", {"policy": "none", "text": WORDS}, "body.policy"),
        ("consent", {"policy": "always"}, "body.policy"),
        ("consent", {"policy": "ask", "text": {"tr": "Olur mu?"}}, "body.text.ru"),
        ("tiers", {"tiers": {"vip": 6}}, "body.tiers.vip"),
        ("tiers", {"tiers": {"standard": 4}}, "vip.tiers[0]"),
        ("vip", {"tiers": ["gold"], "queue": "sales"}, "body.tiers[0]"),
        ("vip", {"tiers": ["vip"], "queue": "nowhere"}, "body.queue"),
        ("hotlines", {"hotlines": [{"name": "x", "greeting": WORDS}]}, "body.hotlines[0]"),
        (
            "hotlines",
            {"hotlines": [{"name": "x", "greeting": WORDS, "numbers": ["no"]}]},
            "body.hotlines[0].numbers[0]",
        ),
        ("prompts/welcome", {"own": {"tr": "{somebody} hoş geldiniz."}}, "body.own.tr"),
        ("prompts/welcome", {"own": {"it": "Buongiorno."}}, "body.own.it"),
    ],
)
def test_what_is_wrong_in_a_rule_is_told_with_its_place(
    owner: ApiClient, part: str, body: dict[str, Any], path: str
) -> None:
    refused = owner.put(f"/v1/{part}", body)

    assert (refused.status, paths(refused)[0]) == (422, path)


@pytest.mark.parametrize("part", ["consent", "tiers", "vip", "prompts/welcome"])
def test_supervisors_read_the_rules_and_change_none(klima: World, part: str) -> None:
    supervisor = klima.as_(Role.SUPERVISOR)
    body = supervisor.get(f"/v1/{part}").json()
    sent = {"own": body["own"]} if "own" in body else body

    assert supervisor.put(f"/v1/{part}", sent).status == 403


def test_a_hotline_is_for_a_number_however_it_is_written(owner: ApiClient) -> None:
    hotline = {
        "name": "Sunday",
        "greeting": WORDS,
        "queue": "repair",
        "numbers": ["0212 000 00 02"],
        "week": {"sun": ["10:00-16:00"]},
    }

    changed = owner.put("/v1/hotlines", {"hotlines": [hotline]})

    assert changed.status == 200
    assert changed.json()["hotlines"][0]["numbers"] == ["+902120000002"]


def test_a_hotline_of_somebody_elses_number_is_refused(owner: ApiClient) -> None:
    hotline = {"name": "x", "greeting": WORDS, "first": "2026-05-01", "numbers": ["+902120000077"]}

    refused = owner.put("/v1/hotlines", {"hotlines": [hotline]})

    assert paths(refused) == ["body.hotlines[0].numbers"]


# --- prompts ---


def test_every_prompt_is_shown_with_its_built_in_words(owner: ApiClient) -> None:
    prompts = {each["key"]: each for each in owner.get("/v1/prompts").json()["items"]}

    assert prompts["welcome_known"] == {
        "key": "welcome_known",
        "placeholders": ["business", "name"],
        "built_in": {
            "tr": "Merhaba {name}, {business} hattına hoş geldiniz.",
            "ru": "Здравствуйте, {name}! Вы позвонили в компанию «{business}».",
            "en": "Hello {name}, welcome to {business}.",
        },
        "own": {
            "tr": "Merhaba {name}, Serin Klima'ya hoş geldiniz.",
            "ru": "Здравствуйте, {name}! Вы позвонили в компанию «Серин Клима».",
        },
    }


def test_own_words_take_the_place_of_the_built_in_ones_until_they_are_taken_back(
    owner: ApiClient,
) -> None:
    etag = etag_of(owner.get("/v1/prompts/closed"))
    worded = owner.put("/v1/prompts/closed", {"own": {"en": "See you tomorrow."}}, etag=etag)
    again = owner.put("/v1/prompts/closed", {"own": {}}, etag=etag_of(worded))

    assert worded.json()["own"] == {"en": "See you tomorrow."}
    assert (again.status, again.json()["own"]) == (200, {})


def test_there_is_no_prompt_of_another_name(owner: ApiClient) -> None:
    assert owner.get("/v1/prompts/farewell").status == 404
    assert owner.put("/v1/prompts/farewell", {"own": {}}).status == 404
