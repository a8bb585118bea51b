"""Orders of customers: what was sold, for how much, and how far it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from santral.domain.moves import Move, Moves, ensure_allowed


class OrderState(StrEnum):
    """
    DRAFT: may still be changed line by line. PLACED: the customer has said yes.
    RETURNED: all of it came back.
    """

    DRAFT = "draft"
    PLACED = "placed"
    PAID = "paid"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    RETURNED = "returned"


_S = OrderState

# An order on account is shipped before it is paid: `paid_at` says so, the state goes on.
ORDER_MOVES: Final[Moves[OrderState]] = {
    _S.DRAFT: (_S.PLACED, _S.CANCELLED),
    _S.PLACED: (_S.PAID, _S.SHIPPED, _S.CANCELLED),
    _S.PAID: (_S.SHIPPED, _S.CANCELLED),
    _S.SHIPPED: (_S.DELIVERED, _S.RETURNED),
    _S.DELIVERED: (_S.RETURNED,),
    _S.CANCELLED: (),
    _S.RETURNED: (),
}
ORDER_CLOSED: Final = frozenset({_S.DELIVERED, _S.CANCELLED, _S.RETURNED})
MOST_LINES: Final = 200


@dataclass(frozen=True, slots=True)
class OrderLine:
    """
    Attributes:
        unit_price_minor: in the smallest unit of the order's currency; below zero is a discount.
        quantity: 1 or more.
    """

    title: str
    quantity: int
    unit_price_minor: int
    sku: str = ""

    @property
    def total_minor(self) -> int:
        return self.quantity * self.unit_price_minor


@dataclass(frozen=True, slots=True)
class Order:
    """
    Attributes:
        id: its number (santral/domain/work_numbers.py).
        currency: of all amounts; ISO 4217.
        request_id: of what made it; made again, it makes no second one.
        contact_id: the contact in which it was made; "" is none.
        reference: its number in the business's own books.
        changed_at: None while it is as it was made.
    """

    id: str
    customer_id: str
    created_at: datetime
    created_by: str
    currency: str
    lines: tuple[OrderLine, ...] = ()
    state: OrderState = OrderState.DRAFT
    contact_id: str = ""
    reference: str = ""
    ship_to: str = ""
    note: str = ""
    tracking: str = ""
    paid_at: datetime | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    history: tuple[Move, ...] = ()
    request_id: str = ""
    changed_at: datetime | None = None

    @property
    def total_minor(self) -> int:
        return sum(each.total_minor for each in self.lines)

    @property
    def is_open(self) -> bool:
        return self.state not in ORDER_CLOSED

    @property
    def owners(self) -> tuple[str, ...]:
        """Of whom, and of what, it is listed."""
        links = (("customer", self.customer_id), ("contact", self.contact_id))
        return tuple(f"{kind}#{id_}" for kind, id_ in links if id_)

    def moved(self, to: OrderState, *, at: datetime, by: str, note: str = "") -> Order:
        """
        Raises:
            ConflictError: one cannot go there from here.
        """
        ensure_allowed(ORDER_MOVES, self.state, to)
        move = Move(at, by, self.state, to, note)
        paid_at = at if to is OrderState.PAID else self.paid_at
        history = (*self.history, move)
        return replace(self, state=to, paid_at=paid_at, history=history, changed_at=at)
