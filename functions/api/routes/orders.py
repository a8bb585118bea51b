"""Orders: what customers buy, and how far it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Annotated, Final, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, StringConstraints

from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.permissions import SERVES
from functions.api.problems import ProblemError
from functions.api.profile import profile_of
from functions.api.replies import Created, Listed, Versioned, listed, version_tag
from functions.api.shapes import Id, PageQuery, Shape, Text, Words, fields_of
from functions.api.texts import Attributes, Remark, Value
from functions.api.work import MoveView, kept, moved, page_of, tell, with_customer
from santral.domain.moves import Move
from santral.domain.order import MOST_LINES, ORDER_CLOSED, Order, OrderLine, OrderState
from santral.domain.order_changes import change_problems
from santral.domain.webhooks import WebhookEvent
from santral.stores.orders import ORDERS
from santral.stores.shelves import Stored

routes = Routes("Orders")

LARGEST_MINOR: Final = 10**12
LARGEST_QUANTITY: Final = 10**6


class OrderLineShape(Shape):
    title: Words
    quantity: Annotated[int, Field(ge=1, le=LARGEST_QUANTITY)]
    unit_price_minor: Annotated[
        int,
        Field(
            ge=-LARGEST_MINOR,
            le=LARGEST_MINOR,
            description="in the currency's smallest unit; below zero is a discount",
        ),
    ]
    sku: Text = ""


class OrderBody(Shape):
    customer_id: Id
    currency: Annotated[
        str, StringConstraints(pattern=r"^[A-Z]{3}$"), Field(description="ISO 4217")
    ]
    lines: Annotated[tuple[OrderLineShape, ...], Field(max_length=MOST_LINES)] = ()
    contact_id: Annotated[
        Id | Literal[""], Field(description="the contact in which it was made")
    ] = ""
    reference: Annotated[Text, Field(description="its number in your own books")] = ""
    ship_to: Value = ""
    note: Remark = ""
    tracking: Text = ""
    attributes: Attributes = Field(default_factory=dict)


class OrderMoveBody(Shape):
    to: OrderState
    note: Value = ""


class OrderLineView(Shape):
    title: str
    quantity: int
    unit_price_minor: int
    total_minor: int
    sku: str


class OrderSummary(Shape):
    id: Annotated[str, Field(description="its number, as people say it")]
    customer_id: str
    contact_id: str
    state: OrderState
    currency: str
    total_minor: int
    reference: str
    created_at: datetime
    changed_at: datetime | None


class OrderView(OrderSummary):
    created_by: str
    lines: tuple[OrderLineView, ...]
    ship_to: str
    note: str
    tracking: str
    paid_at: datetime | None
    attributes: dict[str, str]
    history: tuple[MoveView, ...]


class OrderQuery(PageQuery):
    customer_id: Id | None = None
    contact_id: Id | None = None
    closed: Annotated[
        bool, Field(description="those that are over, in place of those that are not")
    ] = False
    state: OrderState | None = None


@routes.get("/v1/orders", roles=SERVES)
def list_orders(call: Call, query: OrderQuery) -> Listed[OrderSummary]:
    """List orders, those with the newest numbers first.

    Of one customer or contact, or of all. A page may have fewer than `limit` though there are more.
    """
    is_open = not query.closed if query.state is None else query.state not in ORDER_CLOSED
    page = page_of(
        call,
        ORDERS,
        {"customer": query.customer_id, "contact": query.contact_id},
        is_open=is_open,
        limit=query.limit,
        after=query.after,
    )
    return listed(
        kept(page, lambda each: query.state in (None, each.state)),
        lambda each: OrderSummary.model_validate(each.value),
    )


@routes.post("/v1/orders", roles=SERVES)
def create_order(call: Call, body: OrderBody) -> Created[OrderView]:
    """Create an order: a draft, until it is moved on to `placed`."""
    with_customer(call, body.customer_id)
    zone = ZoneInfo(profile_of(call).timezone)
    by, request_id = call.asker.subject, call.new_id()
    begun = Move(call.now, by, "", OrderState.DRAFT)

    def made(number: str) -> Order:
        return _order(
            Order(number, body.customer_id, call.now, by, body.currency, history=(begun,)), body
        )

    stored = ORDERS.open_new(
        call.tenant,
        lambda number: replace(made(number), request_id=request_id),
        at=call.now.astimezone(zone),
        request_id=request_id,
    )
    view = order_view(stored.value)
    tell(call, WebhookEvent.ORDER_CREATED, stored.value, view)
    return Created(view, f"/v1/orders/{stored.id}", version_tag(stored))


@routes.get("/v1/orders/{order_id}", roles=SERVES)
def show_order(call: Call, order_id: Id) -> Versioned[OrderView]:
    """Show an order with its history."""
    return _versioned(ORDERS.load(call.tenant, order_id))


@routes.put("/v1/orders/{order_id}", roles=SERVES, versioned=True)
def change_order(call: Call, order_id: Id, body: OrderBody) -> Versioned[OrderView]:
    """Put an order in the place of what it is.

    Customer, currency and lines may be changed while it is a draft.
    """
    stored = ORDERS.load(call.tenant, order_id)
    order = _order(stored.value, body)
    if order != stored.value:  # else it is the same request once more
        call.expect(version_tag(stored))
        _refuse(stored.value, order)
        if order.customer_id != stored.value.customer_id:
            with_customer(call, order.customer_id)
        order = replace(order, changed_at=call.now)
        stored = ORDERS.change(call.tenant, order, replacing=stored.version)
    return _changed(call, stored)


@routes.post("/v1/orders/{order_id}/moves", roles=SERVES)
def move_order(call: Call, order_id: Id, body: OrderMoveBody) -> Versioned[OrderView]:
    """Move an order on to another state.

    From draft to placed or cancelled; from placed to paid, shipped or cancelled; from paid to
    shipped or cancelled; from shipped to delivered or returned; from delivered to returned.
    """
    call.notes["to"] = body.to
    stored = moved(
        call,
        ORDERS,
        order_id,
        body.to,
        lambda each: each.moved(body.to, at=call.now, by=call.asker.subject, note=body.note),
    )
    return _changed(call, stored)


def order_view(order: Order) -> OrderView:
    return OrderView.model_validate(order)


def _order(order: Order, body: OrderBody) -> Order:
    lines = tuple(OrderLine(**fields_of(each)) for each in body.lines)
    return replace(order, **{**fields_of(body), "lines": lines})


def _refuse(before: Order, after: Order) -> None:
    problems = [(f"body.{name}", expected) for name, expected in change_problems(before, after)]
    if problems:
        raise ProblemError("conflict", f"The order is {before.state.value}.", errors=problems)


def _changed(call: Call, stored: Stored[Order]) -> Versioned[OrderView]:
    shown = _versioned(stored)
    if stored.value.changed_at is not None:
        tell(call, WebhookEvent.ORDER_CHANGED, stored.value, shown.body)
    return shown


def _versioned(stored: Stored[Order]) -> Versioned[OrderView]:
    return Versioned(order_view(stored.value), version_tag(stored))
