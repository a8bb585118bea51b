"""Wrap-up codes over the API, and what is picked of them."""

from __future__ import annotations

from typing import Any

import pytest

from santral.domain.access import Role
from santral.local.testing.api import ApiClient, etag_of, pages_of
from tests.functional.api.conftest import World

CODE: dict[str, Any] = {"id": "repair", "title": {"en": "Repair", "tr": "Tamir"}}
CONTACT = "/v1/contacts/4a573372-1f28-4e26-b97b-00000000000a/wrap-up"


@pytest.fixture
def supervisor(world: World) -> ApiClient:
    return world.as_(Role.SUPERVISOR)


@pytest.fixture
def agent(world: World, supervisor: ApiClient) -> ApiClient:
    for id_ in ("repair", "sale"):
        supervisor.post("/v1/wrap-up-codes", {**CODE, "id": id_})
    return world.as_(Role.AGENT)


def test_supervisors_keep_the_list_and_everybody_sees_it(world: World, agent: ApiClient) -> None:
    codes = pages_of(world.as_(Role.ANALYST), "/v1/wrap-up-codes")

    assert [(each["id"], each["title"]["tr"]) for each in codes] == [
        ("repair", "Tamir"),
        ("sale", "Tamir"),
    ]
    assert agent.post("/v1/wrap-up-codes", {**CODE, "id": "mine"}).status == 403


def test_a_code_is_for_queues_that_there_are(supervisor: ApiClient) -> None:
    refused = supervisor.post("/v1/wrap-up-codes", {**CODE, "queues": ["sales", "nowhere"]})

    assert (refused.status, refused.json()["errors"][0]["path"]) == (422, "body.queues[1]")


def test_of_two_who_change_a_code_the_second_is_told(supervisor: ApiClient) -> None:
    made = supervisor.post("/v1/wrap-up-codes", CODE)
    body = {"title": {"en": "Repairs"}}
    supervisor.put("/v1/wrap-up-codes/repair", body, etag=etag_of(made))

    late = supervisor.put("/v1/wrap-up-codes/repair", {"title": {"en": "R"}}, etag=etag_of(made))

    assert late.status == 412
    assert supervisor.get("/v1/wrap-up-codes/repair").json()["title"] == {"en": "Repairs"}


def test_an_agent_says_what_a_contact_was_about(agent: ApiClient) -> None:
    nothing = agent.get(CONTACT)
    picked = agent.put(CONTACT, {"codes": ["sale", "repair"]}, etag=etag_of(nothing))

    assert nothing.json() == {"codes": [], "note": "", "at": None, "by": ""}
    assert (picked.status, picked.json()["codes"]) == (200, ["sale", "repair"])
    assert agent.get(CONTACT).json() == picked.json()


def test_of_two_who_pick_the_second_is_told(agent: ApiClient) -> None:
    nothing = agent.get(CONTACT)
    agent.put(CONTACT, {"codes": ["sale"]}, etag=etag_of(nothing))

    late = agent.put(CONTACT, {"codes": ["repair"]}, etag=etag_of(nothing))

    assert (late.status, agent.get(CONTACT).json()["codes"]) == (412, ["sale"])


def test_what_is_inactive_is_not_picked_any_more_and_stays_where_it_was(
    agent: ApiClient, supervisor: ApiClient
) -> None:
    agent.put(CONTACT, {"codes": ["sale"]})
    supervisor.put("/v1/wrap-up-codes/sale", {"title": CODE["title"], "active": False})

    kept = agent.put(CONTACT, {"codes": ["sale"], "note": "again"})
    refused = agent.put(CONTACT.replace("000a/", "000b/"), {"codes": ["sale"]})

    assert kept.status == 200
    assert (refused.status, refused.json()["errors"][0]["path"]) == (422, "body.codes[0]")


def test_a_deleted_code_is_gone(supervisor: ApiClient, agent: ApiClient) -> None:
    assert supervisor.delete("/v1/wrap-up-codes/sale", etag="*").status == 204
    assert agent.get("/v1/wrap-up-codes/sale").status == 404


def test_another_business_has_other_codes(world: World, agent: ApiClient) -> None:
    clinic = world.as_(Role.OWNER, "clinic")
    agent.put(CONTACT, {"codes": ["sale"]})

    assert pages_of(clinic, "/v1/wrap-up-codes") == []
    assert clinic.get("/v1/wrap-up-codes/sale").status == 404
    assert clinic.get(CONTACT).json()["codes"] == []
