"""The whole set-up at once, and the checklist of a business's first days."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from santral.domain.access import Role
from santral.domain.account import AccountState
from santral.domain.menu import Choice
from santral.domain.tenant import VipRules
from santral.local.testing.api import ApiClient, etag_of
from santral.stores import connect_work
from santral.stores.seeding import write_business
from tests.functional import sample
from tests.functional.api.conftest import World


@pytest.fixture
def owner(klima: World) -> ApiClient:
    return klima.as_(Role.OWNER)


def paths(reply: Any) -> list[str]:
    return [each["path"] for each in reply.json()["errors"]]


def draft_of(setup: dict[str, Any]) -> dict[str, Any]:
    """Return what was read as it is sent back: numbers without what nobody can change."""
    numbers = [{k: v for k, v in each.items() if k != "e164"} for each in setup["numbers"]]
    return {**setup, "numbers": numbers}


def test_what_was_read_can_be_sent_back_and_changes_nothing(owner: ApiClient) -> None:
    before = owner.get("/v1/setup")

    changed = owner.patch("/v1/setup", draft_of(before.json()), etag=etag_of(before))

    assert changed.status == 202
    assert owner.get("/v1/setup").body == before.body


def test_a_language_comes_with_all_its_texts(owner: ApiClient) -> None:
    setup = owner.get("/v1/setup")
    draft = _with_italian(draft_of(setup.json()))
    draft["languages"].append({"code": "it", "locale": "it-IT", "voice": "Bianca"})

    changed = owner.patch("/v1/setup", draft, etag=etag_of(setup))

    assert changed.status == 202
    assert owner.get("/v1/menus/main").json()["prompt"]["it"] == "in italiano"


def _with_italian(part: Any) -> Any:
    if isinstance(part, list):
        return [_with_italian(each) for each in part]
    if not isinstance(part, dict):
        return part
    if {"tr", "en"} <= set(part):
        return {**part, "it": "in italiano"}
    return {key: each if key == "phrases" else _with_italian(each) for key, each in part.items()}


def test_a_queue_and_who_serves_it_come_together(owner: ApiClient) -> None:
    setup = owner.get("/v1/setup").json()
    setup["menus"][1]["choices"]["3"] = {"queue": "spare"}
    setup["routing_profiles"][1]["queues"].append({"queue": "spare"})
    draft = {
        "queues": [*setup["queues"], {"name": "spare"}],
        "routing_profiles": setup["routing_profiles"],
        "menus": setup["menus"],
    }

    assert owner.patch("/v1/setup", draft).status == 202


def test_what_is_wrong_is_told_with_its_place_in_the_draft_or_in_the_rest(
    owner: ApiClient,
) -> None:
    setup = owner.get("/v1/setup").json()
    numbers = [{"id": setup["numbers"][1]["id"], "language": "it", "menu": "main"}]

    refused = owner.patch("/v1/setup", {"queues": setup["queues"][1:], "numbers": numbers})

    assert refused.status == 422
    assert paths(refused) == [
        "body.numbers[0].language",
        "menus.main.choices.1.queue",
        "body.queues[2].overflow_to",
        "routing_profiles.managers.outbound_queue",
        *(f"routing_profiles.managers.queues[{each}].queue" for each in (1, 5, 6)),
        "routing_profiles.sales.outbound_queue",
        *(f"routing_profiles.sales.queues[{each}].queue" for each in (0, 3, 4)),
    ]


def test_of_two_who_change_the_set_up_the_second_is_told(owner: ApiClient) -> None:
    etag = etag_of(owner.get("/v1/setup"))
    owner.put("/v1/emergency", {"on": True})

    assert owner.patch("/v1/setup", {"name": "Klima"}, etag=etag).status == 412


def test_who_supervises_reads_the_set_up_and_leaves_it(klima: World) -> None:
    supervisor = klima.as_(Role.SUPERVISOR)

    assert supervisor.get("/v1/setup").status == 200
    assert supervisor.patch("/v1/setup", {"name": "Mine"}).status == 403
    assert klima.as_(Role.AGENT).get("/v1/setup").status == 403


def test_nothing_of_amazon_connect_is_shown(world: World) -> None:
    assert b"arn:" not in world.as_(Role.OWNER).get("/v1/setup").body


# --- the checklist ---


def states(reply: Any) -> dict[str, str]:
    return {each["key"]: each["state"] for each in reply.json()["checks"]}


def test_a_business_is_ready_once_it_was_tried(owner: ApiClient) -> None:
    before = owner.get("/v1/checklist")
    owner.post("/v1/dry-runs", {"at": "2026-11-23T10:30"})
    after = owner.get("/v1/checklist")

    assert states(before)["dry_run"] == "missing"
    assert (before.json()["ready"], after.json()["ready"]) == (False, True)
    assert set(states(after).values()) == {"done"}


def test_what_does_not_fit_together_is_listed_with_its_place(world: World) -> None:
    shown = world.as_(Role.OWNER).get("/v1/checklist")

    [check] = [each for each in shown.json()["checks"] if each["key"] == "problems"]
    assert check["state"] == "missing"
    assert check["remarks"][0] == {
        "path": "queues.basic",
        "expected": "an agent whose routing profile serves this queue",
    }


def test_who_has_to_act_is_told(klima: World, owner: ApiClient) -> None:
    klima.change_account(state=AccountState.VERIFIED)

    assert states(owner.get("/v1/checklist"))["approval"] == "waiting"


def test_what_was_probably_not_meant_keeps_nobody_from_going_live(owner: ApiClient) -> None:
    owner.post("/v1/dry-runs", {"at": "2026-11-23T10:30"})
    owner.put("/v1/emergency", {"on": True})

    shown = owner.get("/v1/checklist")

    assert (states(shown)["advice"], shown.json()["ready"]) == ("advice", True)


# --- a business that has just begun ---


@pytest.fixture
def beginner(world: World) -> ApiClient:
    """The owner of a business that has a menu and one queue, and nothing else."""
    [first, *_] = sample.shop().queues
    [menu, *_] = sample.shop().menus
    begun = replace(
        sample.shop(),
        numbers=(),
        agents=(),
        vip=VipRules(),
        queues=(first,),
        menus=(replace(menu, choices={"1": Choice(queue="basic")}, default_queue=""),),
    )
    write_business(world.cloud.clients.dynamodb, begun, ())
    return world.as_(Role.OWNER)


def test_the_first_number_is_ordered_once_the_business_is_approved(
    world: World, beginner: ApiClient
) -> None:
    ordered = beginner.post("/v1/numbers")

    [work] = list(connect_work.waiting(world.cloud.clock()))
    assert (ordered.status, work.value.job) == (202, ordered.json()["id"])
    assert work.value.claims_number


def test_the_first_agent_is_what_is_missing(beginner: ApiClient) -> None:
    before = states(beginner.get("/v1/checklist"))
    beginner.post("/v1/routing-profiles", {"name": "all", "queues": [{"queue": "basic"}]})
    agent = {"username": "deniz", "first_name": "Deniz", "last_name": "", "routing_profile": "all"}
    made = beginner.post("/v1/agents", agent)
    after = states(beginner.get("/v1/checklist"))

    assert made.status == 202
    assert (before["agents"], before["problems"], before["number"]) == (
        "missing",
        "missing",
        "waiting",
    )
    assert (after["agents"], after["problems"], after["number"]) == ("done", "done", "waiting")


def test_a_set_up_is_changed_before_there_is_a_number(beginner: ApiClient) -> None:
    texts = {"tr": "…", "en": "…"}
    menu = {"prompt": texts, "choices": {"2": {"queue": "basic"}}}

    assert beginner.put("/v1/menus/main", menu).status == 200
    assert beginner.delete("/v1/menus/main", etag="*").status == 409
