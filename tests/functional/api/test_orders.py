"""Orders over the API: made, changed, moved on, and told of."""

from __future__ import annotations

from typing import Any

import pytest

from santral.domain.access import Role
from santral.domain.webhooks import WebhookEvent
from santral.local.gateway import Reply
from santral.local.testing.api import ApiClient, etag_of, pages_of
from tests.functional.api.conftest import World
from tests.functional.api.webhook_side import listening, told

LINE = {"title": "Split unit, 12,000 BTU", "quantity": 2, "unit_price_minor": 1_299_000}
ORDER: dict[str, Any] = {
    "customer_id": "c-1",
    "currency": "TRY",
    "lines": [
        LINE,
        {"title": "Loyalty", "quantity": 1, "unit_price_minor": -50_000},
    ],
    "contact_id": "4a573372-1f28-4e26-b97b-00000000000a",
}


@pytest.fixture
def agent(world: World) -> ApiClient:
    return world.as_(Role.AGENT)


def move(agent: ApiClient, order: Reply, to: str, **more: str) -> Reply:
    return agent.post(f"{order.headers['Location']}/moves", {"to": to, **more})


def test_an_order_begins_as_a_draft_with_a_number_that_one_can_say(agent: ApiClient) -> None:
    made = agent.post("/v1/orders", ORDER)

    order = made.json()
    assert (made.status, order["state"], order["total_minor"]) == (201, "draft", 2_548_000)
    assert order["id"].startswith("260302-")
    assert made.headers["Location"] == f"/v1/orders/{order['id']}"
    assert agent.get(made.headers["Location"]).json() == order


def test_an_order_goes_its_way_and_remembers_it(agent: ApiClient) -> None:
    order = agent.post("/v1/orders", ORDER)
    for state in ("placed", "paid", "shipped"):
        move(agent, order, state, note=f"now {state}")

    shown = agent.get(order.headers["Location"]).json()

    steps = [(each["before"], each["after"], each["note"]) for each in shown["history"]]
    assert steps[1:] == [
        ("draft", "placed", "now placed"),
        ("placed", "paid", "now paid"),
        ("paid", "shipped", "now shipped"),
    ]
    assert shown["paid_at"] == "2026-03-02T07:30:00Z"


def test_an_order_does_not_go_where_it_cannot(agent: ApiClient) -> None:
    order = agent.post("/v1/orders", ORDER)

    refused = move(agent, order, "delivered")

    assert (refused.status, refused.json()["detail"]) == (
        409,
        "What is draft goes placed, cancelled.",
    )


def test_the_same_move_sent_again_is_made_once(world: World, agent: ApiClient) -> None:
    order = agent.post("/v1/orders", ORDER)
    queues = listening(WebhookEvent.ORDER_CHANGED)
    queues.is_down = True
    moves = f"{order.headers['Location']}/moves"
    failed = agent.post(moves, {"to": "placed"}, key="one")
    queues.is_down = False
    world.later(seconds=40)

    again = agent.post(moves, {"to": "placed"}, key="one")

    assert (failed.status, again.status) == (503, 200)
    assert [each["after"] for each in again.json()["history"]] == ["draft", "placed"]
    assert len(queues.sent) == 1


def test_what_a_customer_agreed_to_stands(agent: ApiClient) -> None:
    order = agent.post("/v1/orders", ORDER)
    placed = move(agent, order, "placed")

    cheaper = {**ORDER, "lines": ORDER["lines"][:1]}
    refused = agent.put(order.headers["Location"], cheaper, etag=etag_of(placed))
    shipped = agent.put(
        order.headers["Location"], {**ORDER, "tracking": "TR123"}, etag=etag_of(placed)
    )

    assert (refused.status, refused.json()["errors"][0]["path"]) == (409, "body.lines")
    assert (shipped.status, shipped.json()["tracking"]) == (200, "TR123")


def test_of_two_who_change_an_order_the_second_is_told(agent: ApiClient) -> None:
    order = agent.post("/v1/orders", ORDER)
    path = order.headers["Location"]
    agent.put(path, {**ORDER, "note": "ring first"}, etag=etag_of(order))

    late = agent.put(path, {**ORDER, "note": "do not ring"}, etag=etag_of(order))

    assert late.status == 412
    assert agent.get(path).json()["note"] == "ring first"


def test_the_owners_systems_are_told_of_orders(agent: ApiClient) -> None:
    listening(WebhookEvent.ORDER_CREATED, WebhookEvent.ORDER_CHANGED)
    order = agent.post("/v1/orders", ORDER)
    move(agent, order, "placed")

    events = {each["event"]: each for each in told()}

    assert set(events) == {"order.created", "order.changed"}
    assert events["order.created"]["data"] == order.json()
    assert events["order.changed"]["data"]["state"] == "placed"
    assert events["order.changed"]["subject"] == order.json()["id"]


def test_a_change_whose_news_were_lost_is_told_when_it_is_sent_again(agent: ApiClient) -> None:
    order = agent.post("/v1/orders", ORDER)
    queues = listening(WebhookEvent.ORDER_CHANGED)
    queues.is_down = True
    change = {**ORDER, "note": "ring first"}
    failed = agent.put(order.headers["Location"], change, etag=etag_of(order))
    queues.is_down = False

    again = agent.put(order.headers["Location"], change, etag=etag_of(order))

    assert (failed.status, again.status, len(queues.sent)) == (503, 200, 1)
    assert len(told()) == 1


def test_a_customers_orders_are_listed_open_or_over(agent: ApiClient) -> None:
    first, second = (agent.post("/v1/orders", ORDER) for _ in range(2))
    agent.post("/v1/orders", {**ORDER, "customer_id": "c-2", "contact_id": ""})
    move(agent, first, "cancelled")

    def ids(**query: object) -> list[str]:
        return [each["id"] for each in pages_of(agent, "/v1/orders", limit=1, **query)]

    assert ids(customer_id="c-1") == [second.json()["id"]]
    assert ids(customer_id="c-1", closed=True) == [first.json()["id"]]
    assert ids(contact_id=ORDER["contact_id"], state="cancelled") == [first.json()["id"]]
    assert len(ids()) == 2


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"customer_id": "nobody"}, "body.customer_id"),
        ({"currency": "lira"}, "body.currency"),
        ({"lines": [{**LINE, "quantity": 0}]}, "body.lines[0].quantity"),
        ({"lines": [{**LINE, "unit_price_minor": 1.5}]}, "body.lines[0].unit_price_minor"),
    ],
)
def test_an_order_that_cannot_be_is_refused_with_its_place(
    agent: ApiClient, change: dict[str, object], path: str
) -> None:
    refused = agent.post("/v1/orders", {**ORDER, **change})

    assert (refused.status, refused.json()["errors"][0]["path"]) == (422, path)


def test_orders_are_for_who_serves_customers_of_this_business(
    world: World, agent: ApiClient
) -> None:
    order = agent.post("/v1/orders", ORDER).headers["Location"]
    clinic = world.as_(Role.AGENT, "clinic")

    assert world.as_(Role.ANALYST).get(order).status == 403
    assert clinic.get(order).status == 404
    assert clinic.post(f"{order}/moves", {"to": "placed"}).status == 404
    assert pages_of(clinic, "/v1/orders", customer_id="c-1") == []
