"""Chats: the customer is there from the start, and for a limited time.

Source: API Reference, StartChatContact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from santral.engine import starting
from santral.engine.blocks import Flow
from santral.engine.contact import Contact, Stage
from santral.engine.refusals import Refusal
from santral.engine.run import Purpose
from santral.engine.starting import NO_PARTICULARS, Particulars
from santral.engine.timeline import HOUR

if TYPE_CHECKING:
    from santral.engine.switchboard import Switchboard

LASTS_US = 25 * HOUR


class Chats:
    def __init__(self, switchboard: Switchboard) -> None:
        self.switchboard = switchboard

    def start(
        self,
        flow: Flow,
        *,
        display_name: str | None = None,
        initial_message: str | None = None,
        lasts_us: int = LASTS_US,
        particulars: Particulars = NO_PARTICULARS,
    ) -> Contact | Refusal:
        """Begin a chat; it ends as EXPIRED, all its segments together, once lasts_us are over.

        Returns:
            The chat, else TOO_LARGE.
        """
        board = self.switchboard
        contact = starting.make(board, "CHAT", particulars)
        if isinstance(contact, Refusal):
            return contact
        contact.display_name, contact.initial_message = display_name, initial_message
        starting.announce(board, contact)
        board.expiries.set(contact, contact.initiated_us + lasts_us)
        contact.stage = Stage.IN_FLOW
        starting.connect(board, contact)
        board.begin(contact, flow, Purpose.INBOUND)
        return contact
