"""Orders, tickets and scripts: where one may go from where, and what leads nowhere."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santral.domain.errors import ConflictError
from santral.domain.order import ORDER_MOVES, Order, OrderLine, OrderState
from santral.domain.plain import from_json, to_json
from santral.domain.script import Answer, Script, ScriptStep, script_problems
from santral.domain.ticket import TICKET_MOVES, Ticket, TicketState
from santral.domain.work_numbers import read_work_number, work_number

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
ORDER = Order(
    "261123-7KQ4F",
    "c-1",
    MONDAY,
    "deniz",
    "TRY",
    (OrderLine("Filter", 2, 14_990), OrderLine("Discount", 1, -1_000)),
    contact_id="contact-1",
)
TICKET = Ticket("261123-00001", "c-1", MONDAY, "deniz", "It drips")


def test_a_total_is_in_the_smallest_unit_discounts_included() -> None:
    assert ORDER.total_minor == 28_980


def test_an_order_remembers_who_moved_it_where() -> None:
    paid = ORDER.moved(OrderState.PLACED, at=MONDAY, by="deniz").moved(
        OrderState.PAID, at=MONDAY, by="k-1", note="card"
    )

    assert [(each.by, each.before, each.after) for each in paid.history] == [
        ("deniz", "draft", "placed"),
        ("k-1", "placed", "paid"),
    ]
    assert paid.paid_at == MONDAY


def test_what_was_delivered_cannot_be_cancelled() -> None:
    delivered = ORDER
    for state in (OrderState.PLACED, OrderState.SHIPPED, OrderState.DELIVERED):
        delivered = delivered.moved(state, at=MONDAY, by="deniz")

    with pytest.raises(ConflictError, match="what is delivered goes returned"):
        delivered.moved(OrderState.CANCELLED, at=MONDAY, by="deniz")
    assert not delivered.is_open


def test_a_solved_ticket_may_be_opened_again_and_a_closed_one_may_not() -> None:
    solved = TICKET.moved(TicketState.SOLVED, at=MONDAY, by="deniz")

    assert solved.moved(TicketState.OPEN, at=MONDAY, by="deniz").is_open
    with pytest.raises(ConflictError, match="goes nowhere"):
        solved.moved(TicketState.CLOSED, at=MONDAY, by="deniz").moved(
            TicketState.OPEN, at=MONDAY, by="deniz"
        )


def test_every_state_has_its_moves() -> None:
    assert list(ORDER_MOVES) == list(OrderState)
    assert list(TICKET_MOVES) == list(TicketState)


def test_an_order_comes_back_from_the_store_as_it_was() -> None:
    moved = ORDER.moved(OrderState.PLACED, at=MONDAY, by="deniz")

    assert from_json(Order, to_json(moved)) == moved
    assert from_json(Ticket, to_json(TICKET)) == TICKET


@given(st.text(), st.integers(0, 7))
def test_a_number_is_understood_as_it_is_said(id_: str, attempt: int) -> None:
    number = work_number(MONDAY, id_, attempt)

    assert number.startswith("261123-")
    assert read_work_number(number.lower().replace("-", " ")) == number


def test_the_same_request_has_the_same_number_and_the_next_attempt_another() -> None:
    assert work_number(MONDAY, "r-1") == work_number(MONDAY, "r-1")
    assert work_number(MONDAY, "r-1") != work_number(MONDAY, "r-1", 1)


def step(id_: str, *nexts: str) -> ScriptStep:
    return ScriptStep(id_, {"en": "Hello."}, tuple(Answer({"en": "Yes"}, each) for each in nexts))


def test_a_script_that_leads_everywhere_has_no_problem() -> None:
    script = Script("s", "Sales", (step("a", "b", ""), step("b", "a")))

    assert list(script_problems(script)) == []


def test_what_leads_an_agent_nowhere_is_named() -> None:
    script = Script("s", "Sales", (step("a", "c"), step("b"), step("a"), ScriptStep("d", {})))

    assert [path for path, _ in script_problems(script)] == [
        "steps[0].answers[0].next",
        "steps[1]",
        "steps[2].id",
        "steps[3]",
        "steps[3].say",
    ]
    assert [path for path, _ in script_problems(Script("s", "Sales"))] == ["steps"]
