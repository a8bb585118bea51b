"""Tickets over the API: made, assigned, solved, and told of."""

from __future__ import annotations

from typing import Any

import pytest

from santral.domain.access import Role
from santral.domain.webhooks import WebhookEvent
from santral.local.testing.api import ApiClient, etag_of, pages_of
from tests.functional.api.conftest import World
from tests.functional.api.webhook_side import listening, told

TICKET: dict[str, Any] = {
    "customer_id": "c-1",
    "subject": "Unit drips",
    "description": "Since yesterday, from the left corner.",
    "priority": "high",
    "queue": "sales",
}


@pytest.fixture
def agent(world: World) -> ApiClient:
    return world.as_(Role.AGENT)


def test_a_ticket_is_made_assigned_and_solved(agent: ApiClient) -> None:
    made = agent.post("/v1/tickets", TICKET)
    path = made.headers["Location"]
    agent.put(path, {**TICKET, "assignee": "deniz"}, etag=etag_of(made))
    solved = agent.post(f"{path}/moves", {"to": "solved", "note": "pipe cleaned"}).json()

    assert (made.status, made.json()["state"], solved["assignee"]) == (201, "open", "deniz")
    assert [each["after"] for each in solved["history"]] == ["open", "solved"]
    assert solved["history"][-1]["note"] == "pipe cleaned"


def test_a_closed_ticket_is_not_opened_again(agent: ApiClient) -> None:
    path = agent.post("/v1/tickets", TICKET).headers["Location"]
    agent.post(f"{path}/moves", {"to": "closed"})

    refused = agent.post(f"{path}/moves", {"to": "open"})

    assert (refused.status, refused.json()["detail"]) == (409, "What is closed goes nowhere.")


def test_of_two_who_change_a_ticket_the_second_is_told(agent: ApiClient) -> None:
    made = agent.post("/v1/tickets", TICKET)
    path = made.headers["Location"]
    agent.put(path, {**TICKET, "priority": "low"}, etag=etag_of(made))

    late = agent.put(path, {**TICKET, "priority": "urgent"}, etag=etag_of(made))

    assert (late.status, agent.get(path).json()["priority"]) == (412, "low")


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"customer_id": "nobody"}, "body.customer_id"),
        ({"assignee": "nobody"}, "body.assignee"),
        ({"queue": "nowhere"}, "body.queue"),
        ({"priority": "panic"}, "body.priority"),
        ({"due_at": "tomorrow"}, "body.due_at"),
        ({"subject": ""}, "body.subject"),
    ],
)
def test_a_ticket_that_cannot_be_is_refused_with_its_place(
    agent: ApiClient, change: dict[str, object], path: str
) -> None:
    refused = agent.post("/v1/tickets", {**TICKET, **change})

    assert (refused.status, refused.json()["errors"][0]["path"]) == (422, path)


def test_tickets_are_listed_by_customer_state_and_agent(agent: ApiClient) -> None:
    first = agent.post("/v1/tickets", {**TICKET, "assignee": "deniz"}).json()["id"]
    second = agent.post("/v1/tickets", TICKET).json()["id"]
    agent.post(f"/v1/tickets/{second}/moves", {"to": "pending"})

    def ids(**query: object) -> set[str]:
        return {each["id"] for each in pages_of(agent, "/v1/tickets", **query)}

    assert ids(customer_id="c-1") == ids() == {first, second}
    assert ids(state="pending") == {second}
    assert ids(assignee="deniz") == {first}
    assert ids(closed=True) == set()


def test_the_owners_systems_are_told_of_tickets(agent: ApiClient) -> None:
    listening(WebhookEvent.TICKET_CREATED, WebhookEvent.TICKET_CHANGED)
    made = agent.post("/v1/tickets", TICKET)
    agent.put(made.headers["Location"], {**TICKET, "priority": "low"}, etag=etag_of(made))

    events = {each["event"]: each["data"]["priority"] for each in told()}

    assert events == {"ticket.created": "high", "ticket.changed": "low"}


def test_the_same_ticket_sent_again_is_one_ticket(world: World, agent: ApiClient) -> None:
    queues = listening(WebhookEvent.TICKET_CREATED)
    queues.is_down = True
    failed = agent.post("/v1/tickets", TICKET, key="one")
    queues.is_down = False
    world.later(seconds=40)

    again = agent.post("/v1/tickets", TICKET, key="one")

    assert (failed.status, again.status) == (503, 201)
    assert len(pages_of(agent, "/v1/tickets")) == len(queues.sent) == 1


def test_tickets_are_for_who_serves_customers_of_this_business(
    world: World, agent: ApiClient
) -> None:
    ticket = agent.post("/v1/tickets", TICKET).headers["Location"]
    clinic = world.as_(Role.OWNER, "clinic")

    assert world.as_(Role.ANALYST).get(ticket).status == 403
    assert clinic.get(ticket).status == 404
    assert clinic.put(ticket, TICKET).status == 404
