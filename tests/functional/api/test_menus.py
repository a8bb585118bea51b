"""Menus: what the owner of a shop says, and where each key leads."""

from __future__ import annotations

from typing import Any

import pytest

from santral.domain.access import Role
from santral.local.testing.api import ApiClient, etag_of
from santral.stores import tenants
from santral.stores.tenant_guard import acting_for
from tests.functional.api.conftest import World

TEXTS = {"tr": "Satış için 1.", "ru": "Продажи — 1.", "en": "For sales, press 1."}
NIGHT = {"id": "night", "prompt": TEXTS, "choices": {"1": {"queue": "sales"}}}


@pytest.fixture
def owner(klima: World) -> ApiClient:
    return klima.as_(Role.OWNER)


def menu(owner: ApiClient, name: str = "service") -> tuple[dict[str, Any], str]:
    reply = owner.get(f"/v1/menus/{name}")
    body = reply.json()
    del body["id"]
    return body, etag_of(reply)


def errors(reply: Any) -> list[tuple[str, str]]:
    return [(each["path"], each["expected"]) for each in reply.json()["errors"]]


def test_a_menu_that_was_changed_is_what_callers_get(owner: ApiClient) -> None:
    body, etag = menu(owner)
    body["choices"]["3"] = {"transfer": "0216 000 00 00"}

    changed = owner.put("/v1/menus/service", body, etag=etag)

    assert changed.status == 200
    assert changed.json()["choices"]["3"]["transfer"] == "+902160000000"
    with acting_for("shop"):
        there = tenants.load("shop").menu("service")
    assert there is not None
    assert there.choices["3"].transfer == "+902160000000"


def test_a_new_menu_waits_for_a_key_that_leads_to_it(owner: ApiClient) -> None:
    made = owner.post("/v1/menus", NIGHT)
    main, etag = menu(owner, "main")
    main["choices"]["9"] = {"menu": "night"}

    linked = owner.put("/v1/menus/main", main, etag=etag)

    assert (made.status, made.headers["Location"]) == (201, "/v1/menus/night")
    assert linked.status == 200


def test_the_id_of_a_menu_is_its_own(owner: ApiClient) -> None:
    first = owner.post("/v1/menus", NIGHT)
    again = owner.post("/v1/menus", NIGHT)
    other = owner.post("/v1/menus", {**NIGHT, "choices": {"1": {"queue": "repair"}}})

    assert (first.status, again.status, other.status) == (201, 201, 409)


def test_what_is_wrong_in_a_menu_is_told_with_its_place_in_the_body(owner: ApiClient) -> None:
    body, etag = menu(owner)
    body["choices"] = {"1": {"queue": "sale"}, "2": {"queue": "sales", "menu": "main"}}
    body["prompt"] = {"tr": "…", "en": "…"}

    refused = owner.put("/v1/menus/service", body, etag=etag)

    assert refused.status == 422
    assert errors(refused) == [
        ("body.choices.1.queue", 'the name of a queue (did you mean "sales"?)'),
        ("body.choices.2", "exactly one of queue, menu, transfer, message"),
        ("body.prompt.ru", "a text in each of the languages"),
    ]


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"choices": {"#": {"queue": "sales"}}}, "body.choices.#.[key]"),
        ({"choices": {}}, "body.choices"),
        ({"choices": {"1": {"transfer": "twelve"}}}, "body.choices.1.transfer"),
        ({"prompt": {"tr": "x" * 3001}}, "body.prompt.tr"),
        ({"prompt": {"Turkish": "…"}}, "body.prompt.Turkish.[key]"),
    ],
)
def test_what_no_menu_can_be_is_refused(
    owner: ApiClient, change: dict[str, Any], path: str
) -> None:
    body, etag = menu(owner)

    refused = owner.put("/v1/menus/service", {**body, **change}, etag=etag)

    assert refused.status == 422
    assert errors(refused)[0][0] == path


def test_of_two_who_change_one_menu_the_second_is_told(owner: ApiClient) -> None:
    body, etag = menu(owner)
    owner.put("/v1/menus/service", {**body, "default_queue": "sales"}, etag=etag)

    second = owner.put("/v1/menus/service", {**body, "default_queue": "managers"}, etag=etag)

    assert second.status == 412
    assert second.headers["ETag"] == menu(owner)[1]


def test_the_same_change_once_more_is_no_conflict(owner: ApiClient) -> None:
    body, etag = menu(owner)
    change = {**body, "default_queue": "sales"}
    owner.put("/v1/menus/service", change, etag=etag)

    assert owner.put("/v1/menus/service", change, etag=etag).status == 200


def test_who_changes_another_menu_is_in_nobodys_way(owner: ApiClient) -> None:
    service, etag = menu(owner)
    main, main_etag = menu(owner, "main")
    owner.put("/v1/menus/main", {**main, "default_queue": "sales"}, etag=main_etag)

    changed = owner.put("/v1/menus/service", {**service, "default_queue": "sales"}, etag=etag)

    assert changed.status == 200


def test_a_menu_is_not_deleted_from_under_a_key(owner: ApiClient) -> None:
    _, etag = menu(owner)

    refused = owner.delete("/v1/menus/service", etag=etag)

    assert refused.status == 409
    assert [path for path, _ in errors(refused)] == ["menus.main.choices.2.menu"]


def test_a_menu_to_which_nothing_leads_is_deleted_once_and_for_all(owner: ApiClient) -> None:
    etag = etag_of(owner.post("/v1/menus", NIGHT))

    deleted, again = (owner.delete("/v1/menus/night", etag=etag) for _ in range(2))

    assert (deleted.status, again.status) == (204, 204)
    assert owner.get("/v1/menus/night").status == 404


def test_agents_see_menus_and_change_none(klima: World) -> None:
    agent = klima.as_(Role.AGENT)

    assert len(agent.get("/v1/menus").json()["items"]) == 2
    assert agent.post("/v1/menus", NIGHT).status == 403


def test_another_business_has_none_of_it(klima: World, owner: ApiClient) -> None:
    owner.post("/v1/menus", NIGHT)

    assert klima.as_(Role.OWNER, "clinic").get("/v1/menus/night").status == 404


def test_a_change_that_meets_another_one_is_made_of_what_is_there_then(
    klima: World, owner: ApiClient
) -> None:
    body, etag = menu(owner)
    main, main_etag = menu(owner, "main")
    wire = klima.cloud.dynamodb

    def meanwhile(_request: object) -> None:
        wire.fault = None
        owner.put("/v1/menus/main", {**main, "default_queue": "sales"}, etag=main_etag)

    wire.fault, wire.matching = meanwhile, "Serin Klima"  # the profile, as it is written
    changed = owner.put("/v1/menus/service", {**body, "default_queue": "sales"}, etag=etag)

    assert changed.status == 200
    assert menu(owner, "main")[0]["default_queue"] == "sales"
    assert menu(owner)[0]["default_queue"] == "sales"


def test_a_change_whose_reply_was_lost_is_there_once(klima: World, owner: ApiClient) -> None:
    body, etag = menu(owner)

    wire = klima.cloud.dynamodb

    def lose(_request: object) -> None:
        wire.fault, wire.lose_replies = None, 1

    wire.fault, wire.matching = lose, "Serin Klima"  # the profile, as it is written
    changed = owner.put("/v1/menus/service", {**body, "default_queue": "sales"}, etag=etag)

    assert changed.status == 200
