"""What a customer's end means for what hangs on her: she is merged into another one, or deleted.

Either may be broken off and done again: what was done stays done.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from santral.domain.customer import Customer
from santral.domain.note import About, Note
from santral.stores import contact_lists, customers, notes, orders
from santral.stores.shelves import LARGEST_PAGE, Stored


def merge(tenant: str, into_id: str, other_id: str, *, now: datetime) -> Stored[Customer]:
    """Make one customer of two; orders, tickets, contacts and notes of the other follow.

    The other one is gone first, so that nothing new is made for her meanwhile.

    Raises:
        NotFoundError: one of them is not there.
        ConflictError: somebody has changed one of them, or what hangs on her, meanwhile.
        InputError: they are the same, or too long together.
        DependencyError: DynamoDB failed.
    """
    into = customers.load(tenant, into_id)
    one = customers.merge(tenant, into_id, other_id, replacing=into.version, now=now)
    orders.hand_over(tenant, other_id, into_id)
    contact_lists.hand_over(tenant, other_id, into_id)
    for each in _notes_on(tenant, other_id):
        notes.add_note(tenant, replace(each.value, about_id=into_id))
        _delete_note(tenant, other_id, each)
    return one


def delete(tenant: str, customer_id: str, *, replacing: int, now: datetime) -> None:
    """Delete a customer who is still at that version, and the notes on her before.

    Orders, tickets and contacts stay: they are the business's books.

    Raises:
        ConflictError: somebody has changed her since.
        DependencyError: DynamoDB failed.
    """
    for each in _notes_on(tenant, customer_id):
        _delete_note(tenant, customer_id, each)
    contact_lists.forget_customer(tenant, customer_id)
    customers.delete(tenant, customer_id, now=now, replacing=replacing)


def _notes_on(tenant: str, customer_id: str) -> Iterator[Stored[Note]]:
    """Yield the notes a page at a time; what was yielded may be deleted meanwhile."""
    after: str | None = None
    while True:
        page = notes.notes_on(tenant, About.CUSTOMER, customer_id, limit=LARGEST_PAGE, after=after)
        yield from page.items
        after = page.next
        if after is None:
            return


def _delete_note(tenant: str, customer_id: str, stored: Stored[Note]) -> None:
    notes.delete_note(tenant, About.CUSTOMER, customer_id, stored.id, replacing=stored.version)
