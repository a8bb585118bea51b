"""The card of a customer: what an agent sees when the telephone rings."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from functions.contact_records.handler import handler as contact_records
from functions.wiring import collaborators, use
from santral.domain.access import Role
from santral.domain.errors import DependencyError
from santral.local.testing.api import ApiClient
from santral.stores.crm import CrmCard
from santral.stores.seeding import write_business
from tests.functional import sample
from tests.functional.api.conftest import World
from tests.functional.cloud import Context, event, kinesis_batch

CARD = "/v1/customers/c-1/card"


@pytest.fixture
def agent(world: World) -> ApiClient:
    return world.as_(Role.AGENT)


class Crm:
    """A system that knows one person, or does not answer."""

    def __init__(self, answer: CrmCard | Exception | None) -> None:
        self._answer = answer

    def find(self, number: str) -> CrmCard | None:
        if isinstance(self._answer, Exception):
            raise self._answer
        return replace(self._answer, note=number) if self._answer else None


def with_crm(world: World, answer: CrmCard | Exception | None) -> ApiClient:
    shop = replace(sample.shop("https://crm.example/{number}"), id="shop")
    write_business(world.cloud.clients.dynamodb, shop, sample.PEOPLE)
    use(replace(collaborators(), crm=lambda _: Crm(answer)))
    return world.as_(Role.AGENT)


def called(number: int, day: int) -> dict[str, Any]:
    began = f"2026-02-{day:02}T07:00:00Z"
    return {
        **event("contact_record"),
        "ContactId": f"contact-{number}",
        "InitiationTimestamp": began,
    }


def test_a_vip_is_shown_with_everything_that_is_open(agent: ApiClient) -> None:
    order = {"customer_id": "c-1", "currency": "TRY"}
    first = agent.post("/v1/orders", order).json()["id"]
    second = agent.post("/v1/orders", order).json()["id"]
    agent.post(f"/v1/orders/{first}/moves", {"to": "cancelled"})
    ticket = agent.post("/v1/tickets", {"customer_id": "c-1", "subject": "Drips"}).json()["id"]
    agent.post("/v1/notes/customer/c-1", {"text": "speaks softly"})

    card = agent.get(CARD).json()

    assert (card["customer"]["name"], card["is_vip"]) == ("Ayşe Yılmaz", True)
    assert (card["open_orders"], [each["id"] for each in card["orders"]]) == (1, [second])
    assert (card["open_tickets"], [each["id"] for each in card["tickets"]]) == (1, [ticket])
    assert [each["text"] for each in card["notes"]] == ["speaks softly"]
    assert card["crm"]["state"] == "none"


def test_her_last_ten_contacts_are_there_in_a_few_words(agent: ApiClient) -> None:
    calls = [called(number, day=number + 1) for number in range(12)]
    contact_records(kinesis_batch(*calls), Context())

    card = agent.get(CARD).json()

    assert [each["id"] for each in card["contacts"]] == [f"contact-{n}" for n in range(11, 1, -1)]
    assert card["contacts"][0]["agent"] == "deniz"
    assert "customer_number" not in card["contacts"][0]


@pytest.mark.parametrize(("day", "lately"), [(24, True), (22, False)])
def test_who_has_called_in_the_last_week_calls_again(
    agent: ApiClient, day: int, lately: bool
) -> None:
    contact_records(kinesis_batch(called(1, day)), Context())

    assert agent.get(CARD).json()["has_called_lately"] is lately


def test_the_businesss_own_system_is_asked_as_well(world: World) -> None:
    agent = with_crm(world, CrmCard("Ayşe Y.", open_orders=3, url="https://crm.example/7"))

    crm = agent.get(CARD).json()["crm"]

    assert (crm["state"], crm["name"], crm["open_orders"]) == ("found", "Ayşe Y.", 3)
    assert crm["note"] == sample.AYSE_NUMBER


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (None, "unknown"),
        (DependencyError("crm", "no answer", retryable=True), "unavailable"),
    ],
)
def test_a_system_that_says_nothing_hides_nothing_of_ours(
    world: World, answer: Exception | None, state: str
) -> None:
    card = with_crm(world, answer).get(CARD)

    assert (card.status, card.json()["crm"]["state"]) == (200, state)
    assert card.json()["customer"]["name"] == "Ayşe Yılmaz"


def test_cards_are_for_who_serves_customers_of_this_business(world: World) -> None:
    assert world.as_(Role.ANALYST).get(CARD).status == 403
    assert world.as_(Role.OWNER, "clinic").get(CARD).status == 404
