"""A dry run: what callers will hear, before anybody can call."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from santral.domain.access import Role
from santral.domain.account import Plan
from santral.local.testing.api import ApiClient
from tests.functional.api.conftest import World

MONDAY = "2026-11-23T10:30"
NO_NUMBER = {"id": "x", "language": "tr", "menu": "main"}
WORDS = {"tr": "Yeni menü.", "ru": "Новое меню.", "en": "A new menu."}


@pytest.fixture
def owner(klima: World) -> ApiClient:
    return klima.as_(Role.OWNER)


def paths(reply: Any) -> list[str]:
    return [each["path"] for each in reply.json()["errors"]]


def test_an_owner_rings_her_own_business(owner: ApiClient) -> None:
    tried = owner.post("/v1/dry-runs", {"at": MONDAY, "keys": "1", "from": "hidden"})

    answer = tried.json()
    assert (tried.status, answer["simulation"], answer["draft"]) == (200, True, False)
    assert answer["heard"][0].startswith("Serin Klima'ya hoş geldiniz. Klima satın almak için 1'i")
    assert (answer["queues"], answer["outcome"], answer["from"]) == (["sales"], "answered", None)


def test_a_draft_is_tried_and_not_saved(klima: World, owner: ApiClient) -> None:
    draft = {
        "menus": [{"id": "main", "prompt": WORDS, "choices": {"5": {"queue": "managers"}}}],
        "emergency": {"on": False},
    }
    before = owner.get("/v1/setup").body

    tried = owner.post("/v1/dry-runs", {"at": MONDAY, "keys": "5", "draft": draft}).json()

    assert (tried["draft"], tried["queues"]) == (True, ["managers"])
    assert tried["heard"][0].endswith("Yeni menü.")
    assert owner.get("/v1/setup").body == before


def test_a_draft_without_a_text_is_told_and_played_all_the_same(owner: ApiClient) -> None:
    draft = {"menus": [{"id": "main", "prompt": {"tr": "1"}, "choices": {"1": {"queue": "sales"}}}]}

    tried = owner.post("/v1/dry-runs", {"at": MONDAY, "draft": draft}).json()

    assert {
        "path": "menus[0].prompt.en",
        "expected": "a text in each of the languages",
    } in (tried["problems"])


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"to": "+902120000099"}, "body.to"),
        ({"at": "tomorrow"}, "body.at"),
        ({"keys": "one"}, "body.keys"),
        ({"agents": ["nobody"]}, "body.agents[0]"),
        ({"hang_up_after_s": 100_000}, "body.hang_up_after_s"),
        ({"tenant": "clinic"}, "body.tenant"),
        ({"draft": {"timezone": "Europe/Atlantis"}}, "body.draft.timezone"),
        ({"draft": {"crm": {}}}, "body.draft.crm"),
        (
            {"draft": {"numbers": [{"id": "x", "language": "tr", "menu": "main"}]}},
            "body.draft.numbers[0].id",
        ),
        (
            {
                "draft": {
                    "menus": [{"id": "m", "prompt": WORDS, "choices": {"1": {"transfer": "x"}}}]
                }
            },
            "body.draft.menus[0].choices.1.transfer",
        ),
    ],
)
def test_what_cannot_be_tried_is_told_with_its_place(
    owner: ApiClient, body: dict[str, Any], path: str
) -> None:
    refused = owner.post("/v1/dry-runs", body)

    assert (refused.status, paths(refused)[0]) == (422, path)


def test_it_works_when_the_trial_is_over(klima: World, owner: ApiClient) -> None:
    klima.change_account(plan=Plan.TRIAL, trial_ends_at=klima.cloud.clock())

    assert owner.post("/v1/dry-runs", {"at": MONDAY}).status == 200


def test_it_needs_no_key_since_nothing_is_done_twice(owner: ApiClient) -> None:
    assert owner.post("/v1/dry-runs", {"at": MONDAY}, key="").status == 200


def test_agents_do_not_try_the_business(klima: World) -> None:
    assert klima.as_(Role.AGENT).post("/v1/dry-runs", {}).status == 403


def test_the_api_starts_without_the_engine() -> None:
    told = "import sys, functions.api.app; print([x for x in sys.modules if 'santral.engine' in x])"

    printed = subprocess.run(
        [sys.executable, "-c", told], capture_output=True, text=True, timeout=60
    )

    assert printed.stdout == "[]\n"
