"""The port to customer cards: our own store, or a system that the tenant runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from santral.stores import customers


@dataclass(frozen=True, slots=True)
class CrmCard:
    """
    Attributes:
        open_orders, open_tickets: None is not known, which is not the same as none.
        url: of the card's page, for the agent; "" when there is none.
    """

    name: str
    tier: str = ""
    open_orders: int | None = None
    open_tickets: int | None = None
    url: str = ""


class Crm(Protocol):
    def find(self, number: str) -> CrmCard | None:
        """Return the card of the one customer with this number (E.164); None is nobody.

        Raises:
            DependencyError: no answer, or none that can be used, within the port's own budget.
        """
        ...


class OwnCrm:
    """Our own store as a CRM: knows names and tiers, and nothing about orders."""

    def __init__(self, tenant_id: str) -> None:
        self._tenant_id = tenant_id

    def find(self, number: str) -> CrmCard | None:
        found = customers.find(self._tenant_id, number)
        if len(found) != 1:  # several people share the number: no card is better than a wrong one
            return None
        return CrmCard(name=found[0].name, tier=found[0].tier)
