"""Tables of an export, for spreadsheets: a row for each customer, order, ticket and contact."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from santral.domain.contact_summary import summary_of
from santral.domain.customer import Customer
from santral.domain.money import as_decimal
from santral.domain.order import Order
from santral.domain.tenant import Tenant
from santral.domain.ticket import Ticket

# As an import knows them.
CUSTOMER_COLUMNS: Final = (
    "id",
    "name",
    "greet_as",
    "numbers",
    "tier",
    "language",
    "account_manager",
    "queue",
    "email",
    "company",
    "address",
    "tags",
    "opt_outs",
    "notes",
)
ORDER_COLUMNS: Final = (
    "number",
    "customer_id",
    "contact_id",
    "state",
    "created_at",
    "created_by",
    "currency",
    "total",
    "reference",
    "tracking",
    "note",
)
TICKET_COLUMNS: Final = (
    "number",
    "customer_id",
    "contact_id",
    "state",
    "priority",
    "created_at",
    "created_by",
    "assignee",
    "queue",
    "due_at",
    "subject",
)
CONTACT_COLUMNS: Final = (
    "id",
    "began_at",
    "ended_at",
    "channel",
    "initiation",
    "customer_id",
    "customer_number",
    "dialled_number",
    "queue",
    "agent",
    "outcome",
    "waited_s",
    "talked_s",
)


def customer_row(customer: Customer, _tenant: Tenant) -> Sequence[str]:
    return (
        customer.id,
        customer.name,
        customer.greet_as,
        "|".join(customer.numbers),
        customer.tier,
        customer.language or "",
        customer.account_manager or "",
        customer.queue or "",
        customer.email,
        customer.company,
        customer.address,
        "|".join(customer.tags),
        "|".join(customer.opt_outs),
        customer.notes,
    )


def order_row(order: Order, _tenant: Tenant) -> Sequence[str]:
    return (
        order.id,
        order.customer_id,
        order.contact_id,
        order.state,
        _written(order.created_at),
        order.created_by,
        order.currency,
        as_decimal(order.total_minor, order.currency),
        order.reference,
        order.tracking,
        order.note,
    )


def ticket_row(ticket: Ticket, _tenant: Tenant) -> Sequence[str]:
    return (
        ticket.id,
        ticket.customer_id,
        ticket.contact_id,
        ticket.state,
        ticket.priority,
        _written(ticket.created_at),
        ticket.created_by,
        ticket.assignee,
        ticket.queue,
        _written(ticket.due_at),
        ticket.subject,
    )


def contact_row(record: Any, tenant: Tenant) -> Sequence[str]:
    contact = summary_of(record, tenant)
    return (
        contact.id,
        _written(contact.began_at),
        _written(contact.ended_at),
        contact.channel,
        contact.initiation,
        contact.customer_id,
        contact.customer_number,
        contact.dialled_number,
        contact.queue,
        contact.agent,
        contact.outcome or "",
        _counted(contact.waited_s),
        _counted(contact.talked_s),
    )


def _written(at: datetime | None) -> str:
    return "" if at is None else at.isoformat()


def _counted(seconds: int | None) -> str:
    return "" if seconds is None else str(seconds)
