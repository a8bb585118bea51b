"""Tickets: what a customer asks for, who sees to it, and how far it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from santral.domain.moves import Move, Moves, ensure_allowed


class TicketState(StrEnum):
    """
    PENDING: waits for the customer. ON_HOLD: waits for somebody else.
    SOLVED: may be opened again. CLOSED: for good; what comes now is a new one.
    """

    OPEN = "open"
    PENDING = "pending"
    ON_HOLD = "on_hold"
    SOLVED = "solved"
    CLOSED = "closed"


class Priority(StrEnum):
    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


_S = TicketState

TICKET_MOVES: Final[Moves[TicketState]] = {
    _S.OPEN: (_S.PENDING, _S.ON_HOLD, _S.SOLVED, _S.CLOSED),
    _S.PENDING: (_S.OPEN, _S.ON_HOLD, _S.SOLVED, _S.CLOSED),
    _S.ON_HOLD: (_S.OPEN, _S.PENDING, _S.SOLVED, _S.CLOSED),
    _S.SOLVED: (_S.OPEN, _S.CLOSED),
    _S.CLOSED: (),
}
TICKET_CLOSED: Final = frozenset({_S.SOLVED, _S.CLOSED})


@dataclass(frozen=True, slots=True)
class Ticket:
    """
    Attributes:
        id: its number (santral/domain/work_numbers.py).
        assignee: the username of an agent; "" is nobody yet.
        queue: whose agents see to it; "" is any.
        request_id: of what made it; made again, it makes no second one.
        contact_id: the contact that it began with; "" is none.
        due_at: when it has to be solved.
        changed_at: None while it is as it was made.
    """

    id: str
    customer_id: str
    created_at: datetime
    created_by: str
    subject: str
    description: str = ""
    state: TicketState = TicketState.OPEN
    priority: Priority = Priority.NORMAL
    assignee: str = ""
    queue: str = ""
    contact_id: str = ""
    order_id: str = ""
    due_at: datetime | None = None
    tags: tuple[str, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    history: tuple[Move, ...] = ()
    request_id: str = ""
    changed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.state not in TICKET_CLOSED

    @property
    def owners(self) -> tuple[str, ...]:
        """Of whom, and of what, it is listed."""
        links = (
            ("customer", self.customer_id),
            ("contact", self.contact_id),
            ("order", self.order_id),
        )
        return tuple(f"{kind}#{id_}" for kind, id_ in links if id_)

    def moved(self, to: TicketState, *, at: datetime, by: str, note: str = "") -> Ticket:
        """
        Raises:
            ConflictError: one cannot go there from here.
        """
        ensure_allowed(TICKET_MOVES, self.state, to)
        move = Move(at, by, self.state, to, note)
        return replace(self, state=to, history=(*self.history, move), changed_at=at)
