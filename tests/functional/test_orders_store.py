"""Orders, tickets and notes as a business keeps them, and what is open for a customer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from santral.domain.errors import ConflictError, DependencyError
from santral.domain.note import About, Note
from santral.domain.order import Order, OrderState
from santral.domain.ticket import Ticket, TicketState
from santral.stores import notes
from santral.stores.orders import ORDERS, TICKETS, OpenCounts, hand_over, open_counts
from santral.stores.tenant_guard import acting_for
from tests.functional import sample
from tests.functional.cloud import Cloud

NOW = sample.MONDAY_MORNING


@pytest.fixture(autouse=True)
def _shop(empty_cloud: Cloud):
    with acting_for("shop"):
        yield


def order(number: str = "260302-00001", customer: str = "c-1", request_id: str = "") -> Order:
    return Order(number, customer, NOW, "deniz", "TRY", request_id=request_id)


def open_order(request_id: str, customer: str = "c-1") -> Order:
    return ORDERS.open_new(
        "shop",
        lambda number: order(number, customer, request_id),
        at=NOW,
        request_id=request_id,
    ).value


def test_the_same_request_opens_one_order_even_when_it_was_changed_since() -> None:
    opened = open_order("r-1")
    ORDERS.change("shop", replace(opened, note="Gift"), replacing=1)

    assert open_order("r-1").id == opened.id
    assert open_order("r-2").id != opened.id


def test_a_number_that_another_has_already_is_not_taken(empty_cloud: Cloud) -> None:
    number = open_order("r-1").id
    ORDERS.change("shop", order(number, request_id="r-other"), replacing=1)

    assert open_order("r-1").id not in ("", number)


def test_what_is_open_for_a_customer_is_one_request(empty_cloud: Cloud) -> None:
    first = open_order("r-1")
    open_order("r-2")
    TICKETS.create("shop", Ticket("260302-00001", "c-1", NOW, "deniz", "It drips"))
    placed = first.moved(OrderState.CANCELLED, at=NOW, by="deniz")
    ORDERS.change("shop", placed, replacing=1)
    empty_cloud.dynamodb.operations.clear()

    assert open_counts("shop", "c-1") == OpenCounts(orders=1, tickets=1)
    assert empty_cloud.dynamodb.operations == ["Query"]
    assert open_counts("shop", "c-2") == OpenCounts(orders=0, tickets=0)


def test_orders_are_listed_with_their_customer_the_newest_first() -> None:
    for day in range(1, 6):
        ORDERS.create("shop", order(f"26030{day}-00001"))

    first = ORDERS.of("shop", "customer#c-1", is_open=True, limit=3)
    rest = ORDERS.of("shop", "customer#c-1", is_open=True, limit=3, after=first.next)

    assert [each.id[:6] for each in first.items] == ["260305", "260304", "260303"]
    assert [each.id[:6] for each in rest.items] == ["260302", "260301"]


def test_of_two_changes_from_one_version_the_second_is_refused() -> None:
    ORDERS.create("shop", order())
    ORDERS.change("shop", replace(order(), note="one"), replacing=1)

    with pytest.raises(ConflictError):
        ORDERS.change("shop", replace(order(), note="two"), replacing=1)


@pytest.mark.parametrize("broken", ["open#order", "done#order", '"state":"solved"'])
def test_a_change_that_was_broken_off_is_completed_by_the_next(
    empty_cloud: Cloud, broken: str
) -> None:
    ticket = Ticket("260302-00001", "c-1", NOW, "deniz", "It drips")
    TICKETS.create("shop", ticket)
    solved = ticket.moved(TicketState.SOLVED, at=NOW, by="deniz")
    empty_cloud.dynamodb.matching = broken.replace("order", "ticket").replace('"', '\\"')
    empty_cloud.dynamodb.fault = empty_cloud.dynamodb.break_down
    with pytest.raises(DependencyError):
        TICKETS.change("shop", solved, replacing=1)
    empty_cloud.dynamodb.fault = None

    TICKETS.change("shop", solved, replacing=1)

    assert open_counts("shop", "c-1").tickets == 0  # counted before a list tidies up
    assert TICKETS.of("shop", "customer#c-1", is_open=True, limit=9).items == ()
    assert len(TICKETS.of("shop", "customer#c-1", is_open=False, limit=9).items) == 1


def test_orders_follow_a_customer_who_is_merged() -> None:
    for number in range(3):
        open_order(f"r-{number}", "c-2")
    hand_over("shop", "c-2", "c-1")
    hand_over("shop", "c-2", "c-1")

    assert open_counts("shop", "c-1").orders == 3
    assert open_counts("shop", "c-2").orders == 0


def test_notes_on_one_thing_come_the_newest_first() -> None:
    for minute in range(3):
        at = NOW.replace(minute=minute)
        notes.add_note("shop", Note(f"n{minute}", About.CUSTOMER, "c-1", at, "deniz", "Called."))

    page = notes.notes_on("shop", About.CUSTOMER, "c-1", limit=2)

    assert [each.value.id for each in page.items] == ["n2", "n1"]
    assert notes.notes_on("shop", About.TICKET, "c-1", limit=2).items == ()


def test_a_note_is_changed_by_one_at_a_time_and_deleted() -> None:
    note = Note("n", About.CONTACT, "k-1", NOW, "deniz", "Called.")
    notes.add_note("shop", note)
    place = notes.place_of(note)

    notes.change_note("shop", replace(note, text="Called back.", changed_at=NOW), replacing=1)
    with pytest.raises(ConflictError):
        notes.change_note("shop", replace(note, text="Wrong."), replacing=1)
    assert notes.load_note("shop", About.CONTACT, "k-1", place).value.text == "Called back."
    notes.delete_note("shop", About.CONTACT, "k-1", place, replacing=2)
    assert notes.notes_on("shop", About.CONTACT, "k-1", limit=2).items == ()
