"""Chats: the customer is there from the start, and for a limited time.

Source: API Reference, StartChatContact; Administrator Guide, "Wait" (a customer returns by sending
a message).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from santral.engine import starting
from santral.engine.blocks import Flow
from santral.engine.contact import Contact, Stage
from santral.engine.messages import Audience, Unseen
from santral.engine.refusals import Refusal
from santral.engine.run import Purpose
from santral.engine.starting import NO_PARTICULARS, Particulars
from santral.engine.timeline import HOUR

if TYPE_CHECKING:
    from santral.engine.switchboard import Switchboard

LASTS_US = 25 * HOUR


def _nobody(_contact: Contact) -> None: ...


class Chats:
    """
    Attributes:
        audience: who is told of what happens in them.
    """

    def __init__(self, switchboard: Switchboard) -> None:
        self.switchboard = switchboard
        self.audience: Audience = Unseen()

    def start(
        self,
        flow: Flow,
        *,
        display_name: str | None = None,
        initial_message: str | None = None,
        lasts_us: int = LASTS_US,
        particulars: Particulars = NO_PARTICULARS,
        begun: Callable[[Contact], None] = _nobody,
    ) -> Contact | Refusal:
        """Begin a chat; it ends as EXPIRED, all its segments together, once lasts_us are over.

        Args:
            begun: told of the chat before its flow begins to speak.

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
        begun(contact)
        board.begin(contact, flow, Purpose.INBOUND)
        return contact

    def current(self, initial_id: str) -> Contact | None:
        """Find the contact of a chat's chain that its customer is on; None once it is over."""
        on = [each for each in self._going_on(initial_id) if not _is_consultation(each)]
        return on[-1] if on else None

    def wrote(self, contact: Contact) -> None:
        """The customer has sent a message: a Wait block may have been waiting for it."""
        self._happened(contact, "CustomerReturned")

    def bot_left(self, contact: Contact) -> None:
        """A bot that had been brought in has left."""
        self._happened(contact, "BotParticipantDisconnected")

    def ended(self, contact: Contact) -> None:
        """Told of each contact of a chat that has ended."""
        if not self._going_on(contact.chain.initial_id):
            self.audience.over(contact)

    def _happened(self, contact: Contact, event: str) -> None:
        if contact.run is not None:
            self.switchboard.runner.happened(contact.run, event)

    def _going_on(self, initial_id: str) -> list[Contact]:
        return [
            each
            for each in self.switchboard.chains.get(initial_id, ())
            if each.disconnected_us is None
        ]


def _is_consultation(contact: Contact) -> bool:
    """Whether an agent is still asking whether this one will have the customer."""
    return contact.transferred_by is not None and contact.transferred_by.pending
