"""Calls that the centre makes by itself: dialled first, then run through a flow.

Source: API Reference, StartOutboundVoiceContact; contact record, DisconnectReason.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from santral.engine import starting
from santral.engine.blocks import Flow
from santral.engine.contact import Contact, Stage
from santral.engine.ports import RING_OUTSIDE_US
from santral.engine.refusals import Refusal
from santral.engine.routing.queues import Queue
from santral.engine.run import Purpose
from santral.engine.starting import NO_PARTICULARS, Particulars

if TYPE_CHECKING:
    from santral.engine.switchboard import Switchboard

# How the network answered -> why the contact ended.
REASONS: Mapping[str, str] = {
    "unanswered": "TELECOM_UNANSWERED",
    "busy": "TELECOM_BUSY",
    "failed": "TELECOM_PROBLEM",
}


def why_not_reached(outcome: str) -> str:
    """Name the disconnect reason of a call outside that nobody took."""
    return REASONS.get(outcome, REASONS["failed"])


class OutboundCalls:
    def __init__(self, switchboard: Switchboard) -> None:
        self.switchboard = switchboard

    def start(
        self,
        flow: Flow,
        number: str,
        *,
        system_number: str | None,
        queue: Queue | None = None,
        ring_us: int = RING_OUTSIDE_US,
        particulars: Particulars = NO_PARTICULARS,
    ) -> Contact | Refusal:
        """Dial a customer; the flow begins when she answers.

        Args:
            queue: the target queue, unless the flow sets another one.

        Returns:
            The call, else NOT_DIALABLE or TOO_LARGE.
        """
        board = self.switchboard
        if not board.dialable(number):
            return Refusal.NOT_DIALABLE
        contact = starting.make(board, "VOICE", particulars)
        if isinstance(contact, Refusal):
            return contact
        contact.customer_number, contact.system_number = number, system_number
        contact.target = queue
        starting.announce(board, contact)

        def answered(outcome: str) -> None:
            if contact.disconnected_us is not None:
                return  # stopped while it rang
            board.tell(contact, "dialled", "outbound", number, outcome)
            if outcome != "answered":
                board.give_up(contact, why_not_reached(outcome))
                return
            contact.stage = Stage.IN_FLOW
            starting.connect(board, contact)
            board.begin(contact, flow, Purpose.INBOUND)

        board.network.dial(contact, number, ring_us, answered)
        return contact
