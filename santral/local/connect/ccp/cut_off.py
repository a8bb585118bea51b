"""Contacts that an earlier run was stopped under: over, but for the agent's notes on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from santral.engine.contact import Contact
from santral.engine.routing.agents import AgentStatus
from santral.engine.timeline import MINUTE

if TYPE_CHECKING:
    from santral.local.connect.ccp.seat import Seat

# Who comes later does not remember what there was to note.
SHOWN_FOR_US: Final = 15 * MINUTE


class CutOff:
    """Those of one agent; they are shown as after-contact work until she closes them.

    Attributes:
        pending: the status that she goes to then.
    """

    def __init__(self, seat: Seat) -> None:
        self._seat = seat
        self.pending: AgentStatus | None = None
        since_us = seat.instance.timeline.now_us - SHOWN_FOR_US
        self.contacts: list[Contact] = [
            contact
            for contact in seat.instance.ledger.cut_off
            if contact.part is not None
            and contact.part.agent is seat.agent
            and (contact.disconnected_us or 0) >= since_us
        ]

    def postpone(self, status: AgentStatus) -> bool:
        """Go to a status once everything is closed; False where nothing is open."""
        if self.contacts:
            self.pending = status
        return bool(self.contacts)

    def close(self, contact_id: object) -> bool:
        """Close one; False where it is none of these."""
        found = next((each for each in self.contacts if each.id == contact_id), None)
        if found is None:
            return False
        self.contacts.remove(found)
        self._seat.instance.ledger.cut_off.remove(found)
        if not self.contacts and self.pending is not None:
            status, self.pending = self.pending, None
            self._seat.board.set_status(self._seat.agent, status)
        return True
