"""Notes over the API, on everything that takes them."""

from __future__ import annotations

import pytest

from functions.contact_records.handler import handler as contact_records
from santral.domain.access import Role
from santral.local.testing.api import ApiClient, etag_of, pages_of
from tests.functional.api.conftest import World
from tests.functional.cloud import Context, event, kinesis_batch

CONTACT = "4a573372-1f28-4e26-b97b-00000000000a"


@pytest.fixture
def agent(world: World) -> ApiClient:
    return world.as_(Role.AGENT)


def test_the_newest_note_is_the_first(world: World, agent: ApiClient) -> None:
    agent.post("/v1/notes/customer/c-1", {"text": "first"})
    world.later(minutes=1)
    made = agent.post("/v1/notes/customer/c-1", {"text": "second"})

    notes = pages_of(agent, "/v1/notes/customer/c-1", limit=1)

    assert [each["text"] for each in notes] == ["second", "first"]
    assert agent.get(made.headers["Location"]).json() == notes[0]


@pytest.mark.parametrize("kind", ["order", "ticket"])
def test_orders_and_tickets_take_notes(agent: ApiClient, kind: str) -> None:
    bodies = {
        "order": {"customer_id": "c-1", "currency": "TRY"},
        "ticket": {"customer_id": "c-1", "subject": "x"},
    }
    id_ = agent.post(f"/v1/{kind}s", bodies[kind]).json()["id"]

    made = agent.post(f"/v1/notes/{kind}/{id_}", {"text": "ring first"})

    assert (made.status, made.json()["text"]) == (201, "ring first")


def test_a_note_is_taken_while_a_contact_goes_on(agent: ApiClient) -> None:
    assert agent.post(f"/v1/notes/contact/{CONTACT}", {"text": "angry"}).status == 201


def test_an_agent_writes_on_no_contact_of_others(world: World, agent: ApiClient) -> None:
    contact_records(kinesis_batch(event("contact_record")), Context())

    refused = agent.post(f"/v1/notes/contact/{CONTACT}", {"text": "angry"})
    world.change_member(Role.AGENT, agent="deniz")
    taken = agent.post(f"/v1/notes/contact/{CONTACT}", {"text": "angry"})

    assert (refused.status, taken.status) == (404, 201)


def test_there_are_no_notes_on_what_is_not_there(world: World, agent: ApiClient) -> None:
    nobody = agent.post("/v1/notes/customer/nobody", {"text": "x"})
    nothing = agent.post("/v1/notes/moon/c-1", {"text": "x"})
    empty = agent.post("/v1/notes/customer/c-1", {"text": " "})

    assert (nobody.status, nothing.status) == (404, 404)
    assert (empty.status, empty.json()["errors"][0]["path"]) == (422, "body.text")
    assert world.as_(Role.AGENT, "clinic").get("/v1/notes/customer/c-1").status == 404
    assert world.as_(Role.ANALYST).get("/v1/notes/customer/c-1").status == 403


def test_a_note_is_its_writers_and_supervisors_may_correct_it(
    world: World, agent: ApiClient
) -> None:
    made = world.as_(Role.ADMIN).post("/v1/notes/customer/c-1", {"text": "rude"})
    path = made.headers["Location"]

    refused = agent.put(path, {"text": "kind"}, etag=etag_of(made))
    corrected = world.as_(Role.SUPERVISOR).put(path, {"text": "upset"}, etag=etag_of(made))
    late = world.as_(Role.SUPERVISOR).put(path, {"text": "calm"}, etag=etag_of(made))

    assert (refused.status, corrected.status, late.status) == (403, 200, 412)
    assert corrected.json()["changed_at"] == "2026-03-02T07:30:00Z"


def test_a_note_is_deleted_by_who_wrote_it(agent: ApiClient) -> None:
    made = agent.post("/v1/notes/customer/c-1", {"text": "wrong customer"})

    deleted = agent.delete(made.headers["Location"], etag=etag_of(made))

    assert deleted.status == 204
    assert pages_of(agent, "/v1/notes/customer/c-1") == []
