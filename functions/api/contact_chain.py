"""The chain of a contact: those that it was transferred from and to, and callbacks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from functions.api.call import Call
from santral.domain.contact_summary import ContactSummary, summary_of
from santral.domain.errors import NotFoundError
from santral.domain.tenant import Tenant
from santral.stores import contacts

MOST: Final = 50  # in each direction


def chain_of(call: Call, tenant: Tenant, contact: ContactSummary) -> list[ContactSummary]:
    """Return the contacts of a chain in the order in which they began; those that have ended.

    Raises:
        DependencyError: DynamoDB failed.
    """
    before = list(_followed(call, tenant, contact, "previous_id"))
    after = list(_followed(call, tenant, contact, "next_id"))
    return [*reversed(before), contact, *after]


def _followed(
    call: Call, tenant: Tenant, contact: ContactSummary, direction: str
) -> Iterator[ContactSummary]:
    seen = {contact.id}
    for _ in range(MOST):
        contact_id: str = getattr(contact, direction)
        if not contact_id or contact_id in seen:
            return
        try:
            contact = summary_of(contacts.load(call.tenant, contact_id), tenant)
        except NotFoundError:
            return
        seen.add(contact_id)
        yield contact
