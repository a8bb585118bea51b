"""The card of a customer: what an agent sees when the telephone rings, in one answer."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from functions.api.call import Call
from functions.api.contact_shapes import ContactSummaryView
from functions.api.customer_shapes import CustomerView, customer_view
from functions.api.endpoint import Routes
from functions.api.permissions import SERVES
from functions.api.profile import profile_of
from functions.api.routes.customers import existing
from functions.api.routes.notes import NoteView, note_view
from functions.api.routes.orders import OrderSummary
from functions.api.routes.tickets import TicketSummary
from functions.api.shapes import Id, Shape
from functions.entry import log_failure
from santral.domain.contact_summary import has_called_lately, summary_of
from santral.domain.customer import Customer
from santral.domain.errors import DependencyError, InputError
from santral.domain.note import About
from santral.domain.tenant import Tenant
from santral.domain.vip import are_vips
from santral.stores import contact_lists, notes, orders
from santral.stores.crm import CrmCard
from santral.stores.orders import ORDERS, TICKETS

routes = Routes("Customers")

_CONTACTS: Final = 10
_WORK: Final = 5  # each is a request to the store
_NOTES: Final = 10


class CrmCardView(Shape):
    """What the business's own customer system says of her; null is that it does not say."""

    state: Annotated[
        Literal["none", "found", "unknown", "unavailable"],
        Field(description="none: the business has no such system; unknown: it does not know her"),
    ]
    name: str = ""
    tier: str = ""
    open_orders: int | None = None
    open_tickets: int | None = None
    url: Annotated[str, Field(description="of her page there; https, or empty")] = ""
    id: str = ""
    company: str = ""
    email: str = ""
    language: str = ""
    note: str = ""
    is_stale: Annotated[
        bool, Field(description="it does not answer now, and said so some minutes ago")
    ] = False


class CardView(Shape):
    customer: CustomerView
    is_vip: bool
    has_called_lately: Annotated[bool, Field(description="in the last seven days")]
    contacts: Annotated[tuple[ContactSummaryView, ...], Field(description="the last ten")]
    open_orders: int
    open_tickets: int
    orders: Annotated[tuple[OrderSummary, ...], Field(description="the newest that are open")]
    tickets: Annotated[tuple[TicketSummary, ...], Field(description="the newest that are open")]
    notes: Annotated[tuple[NoteView, ...], Field(description="the last ten")]
    crm: CrmCardView


@routes.get("/v1/customers/{customer_id}/card", roles=SERVES)
def show_customer_card(call: Call, customer_id: Id) -> CardView:
    """Show what an agent needs when a customer calls.

    The contacts are there in a few words for whoever serves her, whoever has served her before.
    """
    customer, tenant = existing(call, customer_id).value, profile_of(call)
    page = contact_lists.of_customer(call.tenant, customer_id, limit=_CONTACTS)
    contacts = [summary_of(each, tenant) for each in page.records]
    owner = f"customer#{customer_id}"
    open_ = orders.open_counts(call.tenant, customer_id)
    found_orders = ORDERS.of(call.tenant, owner, is_open=True, limit=_WORK).items
    found_tickets = TICKETS.of(call.tenant, owner, is_open=True, limit=_WORK).items
    found_notes = notes.notes_on(call.tenant, About.CUSTOMER, customer_id, limit=_NOTES).items
    return CardView(
        customer=customer_view(customer),
        is_vip=are_vips(tenant, [customer]),
        has_called_lately=has_called_lately(contacts, call.now),
        contacts=tuple(ContactSummaryView.model_validate(each) for each in contacts),
        open_orders=open_.orders,
        open_tickets=open_.tickets,
        orders=tuple(OrderSummary.model_validate(each.value) for each in found_orders),
        tickets=tuple(TicketSummary.model_validate(each.value) for each in found_tickets),
        notes=tuple(note_view(each) for each in found_notes),
        crm=_crm(call, tenant, customer),
    )


def _crm(call: Call, tenant: Tenant, customer: Customer) -> CrmCardView:
    """Ask the business's own system; that it does not answer is no reason to show nothing."""
    if not tenant.crm.is_external:
        return CrmCardView(state="none")
    try:
        return _crm_view(_found(call, tenant, customer))
    except (DependencyError, InputError) as error:
        log_failure(error, "customer card not available", {"tenant": call.tenant})
        call.here.count("CustomerCardUnavailable", call.tenant)
        return CrmCardView(state="unavailable")


def _found(call: Call, tenant: Tenant, customer: Customer) -> CrmCard | None:
    return call.here.crm_of(tenant).find(customer.numbers[0]) if customer.numbers else None


def _crm_view(card: CrmCard | None) -> CrmCardView:
    if card is None:
        return CrmCardView(state="unknown")
    told = {name: getattr(card, name) for name in CrmCardView.model_fields if name != "state"}
    return CrmCardView(state="found", **told)
