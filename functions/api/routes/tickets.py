"""Tickets: what customers ask for, who sees to it, and how far it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field

from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.permissions import SERVES
from functions.api.problems import refuse_any
from functions.api.profile import profile_of
from functions.api.profile_shapes import Instant
from functions.api.replies import Created, Listed, Versioned, listed, version_tag
from functions.api.shapes import Id, PageQuery, Shape, Words, fields_of
from functions.api.texts import Attributes, Remark, Tags, Value
from functions.api.work import MoveView, kept, moved, page_of, tell, with_customer
from santral.domain.moves import Move
from santral.domain.tenant import Tenant
from santral.domain.ticket import TICKET_CLOSED, Priority, Ticket, TicketState
from santral.domain.webhooks import WebhookEvent
from santral.stores.orders import TICKETS
from santral.stores.shelves import Stored

routes = Routes("Tickets")


class TicketBody(Shape):
    customer_id: Id
    subject: Words
    description: Remark = ""
    priority: Priority = Priority.NORMAL
    assignee: Annotated[
        Id | Literal[""], Field(description="the username of an agent; empty is nobody yet")
    ] = ""
    queue: Annotated[
        Id | Literal[""], Field(description="whose agents see to it; empty is any")
    ] = ""
    contact_id: Annotated[Id | Literal[""], Field(description="with which it began")] = ""
    order_id: Id | Literal[""] = ""
    due_at: Instant | None = None
    tags: Tags = ()
    attributes: Attributes = Field(default_factory=dict)


class TicketMoveBody(Shape):
    to: TicketState
    note: Value = ""


class TicketSummary(Shape):
    id: Annotated[str, Field(description="its number, as people say it")]
    customer_id: str
    contact_id: str
    order_id: str
    subject: str
    state: TicketState
    priority: Priority
    assignee: str
    queue: str
    due_at: datetime | None
    tags: tuple[str, ...]
    created_at: datetime
    changed_at: datetime | None


class TicketView(TicketSummary):
    description: str
    created_by: str
    attributes: dict[str, str]
    history: tuple[MoveView, ...]


class TicketQuery(PageQuery):
    customer_id: Id | None = None
    contact_id: Id | None = None
    order_id: Id | None = None
    closed: Annotated[
        bool, Field(description="those that are over, in place of those that are not")
    ] = False
    state: TicketState | None = None
    assignee: Id | None = None


@routes.get("/v1/tickets", roles=SERVES)
def list_tickets(call: Call, query: TicketQuery) -> Listed[TicketSummary]:
    """List tickets, those with the newest numbers first.

    Of one customer, contact or order, or of all. A page may have fewer than `limit` though there
    are more.
    """
    is_open = not query.closed if query.state is None else query.state not in TICKET_CLOSED
    owners = {
        "customer": query.customer_id,
        "contact": query.contact_id,
        "order": query.order_id,
    }
    page = page_of(call, TICKETS, owners, is_open=is_open, limit=query.limit, after=query.after)
    return listed(
        kept(page, lambda each: _is_wanted(query, each)),
        lambda each: TicketSummary.model_validate(each.value),
    )


@routes.post("/v1/tickets", roles=SERVES)
def create_ticket(call: Call, body: TicketBody) -> Created[TicketView]:
    """Create a ticket."""
    with_customer(call, body.customer_id)
    tenant = profile_of(call)
    refuse_any(_problems(tenant, body))
    by, request_id = call.asker.subject, call.new_id()
    begun = Move(call.now, by, "", TicketState.OPEN)

    def made(number: str) -> Ticket:
        return Ticket(
            id=number,
            created_at=call.now,
            created_by=by,
            history=(begun,),
            request_id=request_id,
            **fields_of(body),
        )

    at = call.now.astimezone(ZoneInfo(tenant.timezone))
    stored = TICKETS.open_new(call.tenant, made, at=at, request_id=request_id)
    shown = _versioned(stored)
    tell(call, WebhookEvent.TICKET_CREATED, stored.value, shown.body)
    return Created(shown.body, f"/v1/tickets/{stored.id}", shown.etag)


@routes.get("/v1/tickets/{ticket_id}", roles=SERVES)
def show_ticket(call: Call, ticket_id: Id) -> Versioned[TicketView]:
    """Show a ticket with its history."""
    return _versioned(TICKETS.load(call.tenant, ticket_id))


@routes.put("/v1/tickets/{ticket_id}", roles=SERVES, versioned=True)
def change_ticket(call: Call, ticket_id: Id, body: TicketBody) -> Versioned[TicketView]:
    """Put a ticket in the place of what it is."""
    stored = TICKETS.load(call.tenant, ticket_id)
    ticket = replace(stored.value, **fields_of(body))
    if ticket != stored.value:  # else it is the same request once more
        call.expect(version_tag(stored))
        refuse_any(_problems(profile_of(call), body))
        if ticket.customer_id != stored.value.customer_id:
            with_customer(call, ticket.customer_id)
        ticket = replace(ticket, changed_at=call.now)
        stored = TICKETS.change(call.tenant, ticket, replacing=stored.version)
    return _changed(call, stored)


@routes.post("/v1/tickets/{ticket_id}/moves", roles=SERVES)
def move_ticket(call: Call, ticket_id: Id, body: TicketMoveBody) -> Versioned[TicketView]:
    """Move a ticket on to another state.

    Between open, pending and on_hold in any order; from each of them to solved or closed; from
    solved back to open, or to closed. Closed is for good.
    """
    call.notes["to"] = body.to
    stored = moved(
        call,
        TICKETS,
        ticket_id,
        body.to,
        lambda each: each.moved(body.to, at=call.now, by=call.asker.subject, note=body.note),
    )
    return _changed(call, stored)


def _is_wanted(query: TicketQuery, ticket: Ticket) -> bool:
    return query.state in (None, ticket.state) and query.assignee in (None, ticket.assignee)


def _problems(tenant: Tenant, body: TicketBody) -> Iterator[tuple[str, str]]:
    if body.assignee and tenant.agent(body.assignee) is None:
        yield "body.assignee", "expected the username of an agent"
    if body.queue and tenant.queue(body.queue) is None:
        yield "body.queue", "expected the name of a queue"


def _changed(call: Call, stored: Stored[Ticket]) -> Versioned[TicketView]:
    shown = _versioned(stored)
    if stored.value.changed_at is not None:
        tell(call, WebhookEvent.TICKET_CHANGED, stored.value, shown.body)
    return shown


def _versioned(stored: Stored[Ticket]) -> Versioned[TicketView]:
    return Versioned(TicketView.model_validate(stored.value), version_tag(stored))
