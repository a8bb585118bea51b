"""The port to customer cards: our own store, or a system that the tenant runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from santral.domain.customer import Customer
from santral.stores import customers

# Open orders and open tickets of a customer; None is not known.
OpenCounts = Callable[[Customer], tuple[int | None, int | None]]


@dataclass(frozen=True, slots=True)
class CrmCard:
    """What an agent sees of a caller when the telephone rings, whichever system knows her.

    Texts are short, in one line, and not to be trusted: a page shows them as text.

    Attributes:
        tier: as that system calls it; the tenant's own tiers are its customers' alone.
        open_orders, open_tickets: None is not known, which is not the same as none.
        url: of the card's page, for the agent; https, or "" when there is none.
        id: in that system.
        language: as that system writes it, such as "tr" or "tr_TR".
        is_stale: the system does not answer now; it said so some minutes ago.
    """

    name: str
    tier: str = ""
    open_orders: int | None = None
    open_tickets: int | None = None
    url: str = ""
    id: str = ""
    company: str = ""
    email: str = ""
    language: str = ""
    note: str = ""
    is_stale: bool = False


class Crm(Protocol):
    def find(self, number: str) -> CrmCard | None:
        """Return the card of the one customer with this number (E.164); None is nobody.

        Raises:
            DependencyError: no answer, or none that can be used, within the port's own budget.
            InputError: the tenant's settings do not lead to a system that may be asked.
        """
        ...


def nothing_known(_: Customer) -> tuple[int | None, int | None]:
    return None, None


class OwnCrm:
    """Our own store as a CRM."""

    def __init__(self, tenant_id: str, open_counts: OpenCounts = nothing_known) -> None:
        self._tenant_id, self._open_counts = tenant_id, open_counts

    def find(self, number: str) -> CrmCard | None:
        found = customers.find(self._tenant_id, number)
        if len(found) != 1:  # several people share the number: no card is better than a wrong one
            return None
        [customer] = found
        orders, tickets = self._open_counts(customer)
        return CrmCard(
            name=customer.name,
            tier=customer.tier,
            open_orders=orders,
            open_tickets=tickets,
            id=customer.id,
            language=customer.language or "",
            note=customer.notes,
        )
