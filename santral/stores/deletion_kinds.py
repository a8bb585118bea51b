"""Every kind of thing that a business has: what hangs on it, and in which order all of it goes.

Contacts lead to recordings, customers to their numbers, orders to lines under their customers: so
these go before the plain lists. Kinds that stay are named with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from santral.domain.errors import NotFoundError
from santral.stores import contact_lists, customer_items, orders, recordings
from santral.stores.contacts import contact_key
from santral.stores.deletion_lists import Counts, KindList, delete_lines, delete_partition
from santral.stores.linked_work import LinkedShelf, W
from santral.stores.tables import (
    ContactItem,
    CustomersItem,
    DocumentItem,
    WorkItem,
)

if TYPE_CHECKING:
    from santral.stores.deletion_files import RecordingFiles

EXPIRES: Final = "expires by itself, within two days"

STAY: Final[Mapping[str, str]] = {
    "account": "is emptied at the end, so that the id is never given again",
    "audit": "is kept for seven years",
    "idempotency": EXPIRES,
    "daily-count": EXPIRES,
    "key-claim": EXPIRES,
}
"""Kinds of a business that outlive its data, and why; the certificate says so."""

PEOPLE: Final = frozenset({"agent-seat", "roster", "key-roster", "invitation"})
"""Kinds that go before the data: stores/deletion_people.py."""

HANG_ON_OTHERS: Final = frozenset({"customer", "number", "contact", "of"})
"""Kinds that have no list of their own: they are found by way of another."""

PLATFORMS: Final = frozenset(
    {
        "cell-place",
        "certificate",
        "connect-work",
        "day-key",
        "deletion",
        "invitation-token",
        "key",
        "member",
        "number-pool",
        "owner",
        "payment",
        "presence",
        "provisioning",
        "reconcile-place",
        "recording",
        "sign-up",
        "tenant",
    }
)
"""Kinds that are the platform's alone; those about one business are dealt with by its stages."""


def kinds(files: RecordingFiles) -> tuple[KindList, ...]:
    """Return every list of a business's data, in the order in which they go.

    Args:
        files: deletes recordings themselves.
    """
    return (
        KindList(
            "contacts",
            DocumentItem,
            "contacts",
            remove=lambda tenant, lines: _remove_contacts(tenant, lines, files),
            count=_recordings,
            by_month=True,
        ),
        KindList("names", CustomersItem, "customers", remove=_remove_customers),
        KindList("merged", CustomersItem, remove=_remove_merged),
        *(_plain(kind, CustomersItem) for kind in ("words", "number-ends", "shared-numbers")),
        _work(orders.ORDERS, "orders"),
        _work(orders.TICKETS, "tickets"),
        KindList("note", DocumentItem, "notes"),
        KindList("wrap-up", DocumentItem, "wrap-ups"),
        KindList("wrap-up-code", DocumentItem, "wrap-up codes"),
        KindList("script", DocumentItem, "scripts"),
        KindList("article", DocumentItem, "articles"),
        *(_plain(kind, DocumentItem) for kind in ("article-index", "article-shard")),
        KindList("webhook", DocumentItem, "webhooks"),
        KindList("webhook-mark", DocumentItem, "marks that there were webhooks"),
        KindList("delivery", DocumentItem, "deliveries to webhooks"),
        KindList("secret", DocumentItem, "secrets"),
        *(_plain(kind, DocumentItem) for kind in ("chat-widget", "milestone", "resource")),
        _plain("allowance", WorkItem),
        KindList("job", WorkItem, "jobs"),
    )


def _plain(kind: str, table: type[CustomersItem] | type[DocumentItem] | type[WorkItem]) -> KindList:
    return KindList(kind, table)


def _work(shelf: LinkedShelf[W], counted_as: str) -> KindList:
    """Return the list of orders or tickets; lines under their owners hang on each."""

    def remove(tenant: str, lines: Sequence[str]) -> None:
        for owner in dict.fromkeys(_owners(shelf, tenant, lines)):
            delete_partition(DocumentItem, f"{tenant}#of#{owner}")

    return KindList(shelf.kind, DocumentItem, counted_as, remove=remove)


def _owners(shelf: LinkedShelf[W], tenant: str, lines: Sequence[str]) -> Iterator[str]:
    for each in lines:
        try:
            yield from shelf.load(tenant, each).value.owners
        except NotFoundError:  # somebody else has deleted it meanwhile
            continue


# --- contacts ---


def _ids(lines: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(each.rpartition("#")[2] for each in lines))


def _recordings(_tenant: str, lines: Sequence[str]) -> Counts:
    return {"recordings": sum(len(recordings.files_of(each)) for each in _ids(lines))}


def _remove_contacts(tenant: str, lines: Sequence[str], files: RecordingFiles) -> None:
    ids = _ids(lines)
    for each in ids:
        for recording in recordings.files_of(each):
            files.delete(recording.bucket, recording.key)
        recordings.forget(each)
        delete_partition(DocumentItem, f"{tenant}#of#contact#{each}")
    # Of one that comes late the customer may be gone already.
    delete_lines(DocumentItem, contact_lists.lines_by_whom(tenant, lines))
    delete_lines(ContactItem, (contact_key(tenant, each) for each in ids))


# --- customers ---


def _remove_customers(tenant: str, lines: Sequence[str]) -> None:
    ids = _ids(lines)
    keys = [customer_items.customer_key(tenant, each) for each in ids]
    there = customer_items.get_many(keys)
    numbers = [
        customer_items.number_key(tenant, number)
        for item in there
        for customer in customer_items.customer_state(item).customers
        for number in customer.numbers
    ]
    delete_lines(CustomersItem, ((each, customer_items.ALONE) for each in numbers))
    for each in ids:
        delete_partition(DocumentItem, f"{tenant}#of#customer#{each}")
    delete_lines(CustomersItem, ((each, customer_items.ALONE) for each in keys))


def _remove_merged(tenant: str, lines: Sequence[str]) -> None:
    keys = (customer_items.customer_key(tenant, each) for each in lines)
    delete_lines(CustomersItem, ((each, customer_items.ALONE) for each in keys))
