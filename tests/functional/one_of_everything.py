"""A shop that has one of everything that an export can hold."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from functions.contact_records.handler import handler as contact_records
from functions.wiring import collaborators
from santral.domain.access import Role
from santral.domain.account import Account, AccountState
from santral.domain.article import Article
from santral.domain.chat_widget import ChatWidget
from santral.domain.members import ApiKey, Member
from santral.domain.note import About, Note
from santral.domain.order import Order, OrderLine
from santral.domain.ticket import Ticket
from santral.domain.webhooks import Webhook, WebhookEvent
from santral.stores import accounts, chat_widgets, members, notes
from santral.stores.orders import ORDERS, TICKETS
from santral.stores.tenant_guard import acting_for
from santral.stores.webhooks import WEBHOOKS
from tests.functional import sample
from tests.functional.cloud import Context, event, kinesis_batch

NOW: Final = sample.MONDAY_MORNING
RECORD: Final = event("contact_record")


def one_of_everything() -> None:
    """Write it; the business itself has to be there."""
    begun = NOW - timedelta(days=40)
    owners = ("sub-1",)
    accounts.create(
        Account("shop", "Serin Klima", begun, AccountState.LIVE, owners=owners, country="TR")
    )
    order = Order("260302-00001", "c-1", NOW, "deniz", "TRY", (OrderLine("Filter", 2, 14_990),))
    with acting_for("shop"):
        ORDERS.create("shop", order)
        TICKETS.create("shop", Ticket("260302-00002", "c-1", NOW, "deniz", "It drips"))
        notes.add_note("shop", Note("n", About.CUSTOMER, "c-1", NOW, "deniz", "Likes tea."))
        article = Article("a", "Cleaning", "Wash the filter.", NOW, "deniz")
        collaborators().articles.create("shop", article)
        hook = Webhook("https://example.com", (WebhookEvent.ORDER_CREATED,), ("top-secret",))
        WEBHOOKS.create("shop", "w-1", hook)
        chat_widgets.put("shop", ChatWidget(True, ("https://shop.example",)), replacing=0)
    members.add(Member("sub-1", "shop", Role.OWNER, "owner@example.com", "Deniz"))
    members.add_key("digest-of-key", ApiKey("k-1", "shop", Role.ADMIN, "Till", NOW, "sub-1"))
    contact_records(kinesis_batch(RECORD), Context())
