"""Calls that the centre makes: by itself, then run through a flow, or for an agent who waits.

Source: API Reference, StartOutboundVoiceContact; contact record, DisconnectReason; Administrator
Guide, "About contact states" (of outbound calls).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from santral.engine import starting
from santral.engine.blocks import Flow
from santral.engine.contact import AgentPart, Contact, Stage
from santral.engine.ports import RING_OUTSIDE_US
from santral.engine.refusals import Refusal
from santral.engine.routing.agents import Agent, ContactState, StatusType
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

    # --- by agents ---

    def call(
        self, agent: Agent, number: str, *, system_number: str | None, queue: Queue
    ) -> Contact | Refusal:
        """Let an agent ring a customer; she waits on the line, and hears her whisper through.

        Args:
            system_number: that the customer sees.
            queue: whose call it is; it waits in none.

        Returns:
            Her contact, else NOT_DIALABLE, AGENT_OFFLINE or AGENT_BUSY.
        """
        board = self.switchboard
        if not board.dialable(number):
            return Refusal.NOT_DIALABLE
        contact = self.begin_for(agent, queue, number=number, system_number=system_number)
        if isinstance(contact, Refusal):
            return contact

        def answered(outcome: str) -> None:
            if contact.disconnected_us is not None:
                return  # she has left it to ring
            board.tell(contact, "dialled", "outbound", number, outcome)
            if outcome == "answered":
                starting.connect(board, contact)
                board.joining.greet(contact, agent)
            else:
                self._not_reached(contact, agent, why_not_reached(outcome))

        board.network.dial(contact, number, RING_OUTSIDE_US, answered)
        return contact

    def begin_for(
        self,
        agent: Agent,
        queue: Queue | None,
        *,
        number: str | None = None,
        system_number: str | None = None,
    ) -> Contact | Refusal:
        """Make the contact of a call by an agent, hers from the first moment on.

        Returns:
            It, else AGENT_OFFLINE or AGENT_BUSY: she has a call, or works on one.
        """
        board = self.switchboard
        if agent.status.type is StatusType.OFFLINE:
            return Refusal.AGENT_OFFLINE
        if any(each.channel == "VOICE" for each in agent.contacts):
            return Refusal.AGENT_BUSY
        contact = starting.make(board, "VOICE", NO_PARTICULARS)
        if isinstance(contact, Refusal):
            return contact
        contact.initiation_method = "OUTBOUND"
        contact.customer_number, contact.system_number = number, system_number
        contact.queue, contact.agent = queue, agent
        contact.part = AgentPart(agent, accepted_us=board.timeline.now_us)
        contact.stage, contact.beyond_slots = Stage.JOINING, True
        starting.announce(board, contact)
        agent.set_state(contact, ContactState.CONNECTING)
        board.acd.slot_taken(agent)
        return contact

    def leave(self, contact: Contact) -> None:
        """The agent hangs up before they were joined."""
        board = self.switchboard
        board.tell(contact, "left", "agent")
        if contact.transfer is not None:
            board.transfers.complete(contact)
        else:
            board.end(contact, "AGENT_DISCONNECT")

    def _not_reached(self, contact: Contact, agent: Agent, reason: str) -> None:
        """She sees that nobody was reached until she dismisses it, and is offered nothing."""
        board = self.switchboard
        agent.miss(contact)
        agent.update_routable()
        board.give_up(contact, reason)
        board.acd.release(contact, agent)
