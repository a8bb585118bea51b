"""Orders and tickets of a business, and what is open of them for a customer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from santral.domain.order import Order
from santral.domain.ticket import Ticket
from santral.stores import linked_work
from santral.stores.linked_work import LinkedShelf

ORDERS: Final = LinkedShelf("order", Order)
TICKETS: Final = LinkedShelf("ticket", Ticket)


@dataclass(frozen=True, slots=True)
class OpenCounts:
    orders: int
    tickets: int


def open_counts(tenant: str, customer_id: str) -> OpenCounts:
    """Say what is open for a customer; one request, for the call path.

    Raises:
        DependencyError: DynamoDB failed.
    """
    counts = linked_work.open_counts(tenant, f"customer#{customer_id}")
    return OpenCounts(counts.get("order", 0), counts.get("ticket", 0))


def hand_over(tenant: str, from_customer: str, to_customer: str) -> None:
    """Let orders and tickets follow a customer who is merged into another; may be done again.

    Raises:
        ConflictError: somebody has changed one of them meanwhile.
        DependencyError: DynamoDB failed.
    """
    owner = f"customer#{from_customer}"
    ORDERS.hand_over(tenant, owner, lambda each: replace(each, customer_id=to_customer))
    TICKETS.hand_over(tenant, owner, lambda each: replace(each, customer_id=to_customer))
