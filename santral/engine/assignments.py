"""Contacts given to an agent by hand, and cleared from her desk by hand.

Source: API Reference, AssociateContactWithUser, DismissUserContact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from santral.engine.contact import Contact, Stage
from santral.engine.refusals import Refusal
from santral.engine.routing.agents import Agent, ContactState, StatusType

if TYPE_CHECKING:
    from santral.engine.switchboard import Switchboard


class Assignments:
    def __init__(self, switchboard: Switchboard) -> None:
        self.switchboard = switchboard

    def assign(self, contact: Contact, agent: Agent) -> Refusal | None:
        """Offer a queued contact to this agent, in whatever state she is and however busy.

        Returns:
            None, else ENDED, WRONG_STAGE (it does not wait in a queue) or AGENT_OFFLINE.
        """
        if contact.disconnected_us is not None:
            return Refusal.ENDED
        if contact.stage is not Stage.QUEUED:
            return Refusal.WRONG_STAGE
        if agent.status.type is StatusType.OFFLINE:
            return Refusal.AGENT_OFFLINE
        contact.beyond_slots = not agent.can_take(contact.channel)
        self.switchboard.acd.assign(contact, agent)
        return None

    def dismiss(self, contact: Contact, agent: Agent) -> Refusal | None:
        """Clear a contact from her desk: its after-contact work, or that she missed it.

        Returns:
            None, else WRONG_STAGE: there is neither. A rejected contact is gone already.
        """
        board = self.switchboard
        if agent.contacts.get(contact) is ContactState.ENDED:
            board.conversations.clear(contact, agent)
            return None
        return None if board.acd.dismiss(contact, agent) else Refusal.WRONG_STAGE
