"""Supervisors who listen to a conversation, or join it.

Source: API Reference, MonitorContact; Administrator Guide, "Monitor live conversations", "Barge
live conversations"; contact record, Agent.StateTransitions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from santral.engine.contact import AgentPart, Contact, Listening, Stage
from santral.engine.refusals import Refusal
from santral.engine.routing.agents import Agent, ContactState, StatusType

if TYPE_CHECKING:
    from santral.engine.switchboard import Switchboard

SILENT_MONITOR, BARGE = "SILENT_MONITOR", "BARGE"
MONITORS_PER_CONTACT = 5
_CHANNELS = ("VOICE", "CHAT")


class Monitoring:
    def __init__(self, switchboard: Switchboard) -> None:
        self.switchboard = switchboard
        self.timeline = switchboard.timeline

    def start(
        self,
        contact: Contact,
        supervisor: Agent,
        capabilities: tuple[str, ...] = (SILENT_MONITOR,),
    ) -> Contact | Refusal:
        """Let a supervisor listen, in a contact of her own, until she leaves or it is over.

        Returns:
            Her contact, else ENDED, WRONG_CHANNEL, WRONG_STAGE (no agent talks to the customer,
            or the contact is a supervisor's), AGENT_OFFLINE, AGENT_BUSY or TOO_MANY (supervisors).
        """
        refusal = _why_not(contact, supervisor)
        if refusal is not None:
            return refusal
        board, now_us = self.switchboard, self.timeline.now_us
        listening = self._contact(contact)
        listening.monitored, listening.monitor_capabilities = contact, capabilities
        listening.stage = Stage.MONITORING
        listening.agent = supervisor
        listening.part = AgentPart(supervisor, accepted_us=now_us, connected_us=now_us)
        listening.connected_us = listening.monitor_since_us = now_us
        listening.beyond_slots = True
        contact.monitors += (listening,)
        supervisor.set_state(listening, ContactState.CONNECTED)
        board.acd.slot_taken(supervisor)
        board.tell_contact(listening)
        board.books.contact_event(listening, "INITIATED")
        board.tell(listening, "monitors", supervisor.username, SILENT_MONITOR)
        board.books.contact_event(listening, "CONNECTED_TO_AGENT")
        return listening

    def _contact(self, contact: Contact) -> Contact:
        board = self.switchboard
        listening = Contact(board.new_id(), contact.chain, self.timeline.now_us)
        listening.initiation_method = "MONITOR"
        listening.channel = contact.channel
        listening.previous_id = contact.id
        listening.customer_number = contact.customer_number
        board.enter(listening)
        return listening

    def barge(self, listening: Contact) -> Refusal | None:
        """Let the supervisor speak.

        Returns:
            None, else WRONG_STAGE or NOT_ALLOWED (she may only listen).
        """
        return self._become(listening, BARGE)

    def listen(self, listening: Contact) -> Refusal | None:
        """Let the supervisor only listen again; answers as `barge`."""
        return self._become(listening, SILENT_MONITOR)

    def _become(self, listening: Contact, state: str) -> Refusal | None:
        if listening.stage is not Stage.MONITORING or listening.monitor_state == state:
            return Refusal.WRONG_STAGE
        if state not in listening.monitor_capabilities:
            return Refusal.NOT_ALLOWED
        self._note(listening)
        listening.monitor_state = state
        listening.monitor_since_us = self.timeline.now_us
        agent = listening.agent
        self.switchboard.tell(
            listening, "monitors", None if agent is None else agent.username, state
        )
        _tell(listening)
        return None

    def leave(self, listening: Contact) -> None:
        """The supervisor hangs up."""
        self.switchboard.end(listening, "AGENT_DISCONNECT")

    def over(self, contact: Contact) -> None:
        """The conversation is over, or its agent has left it: nobody listens any more."""
        reason = contact.disconnect_reason or "AGENT_DISCONNECT"
        for listening in contact.monitors:
            self.switchboard.end(listening, reason)

    def supervisor_leaves(self, listening: Contact) -> None:
        """She has no after-contact work."""
        self._note(listening)
        agent, contact = listening.agent, listening.monitored
        if contact is not None:
            contact.monitors = tuple(each for each in contact.monitors if each is not listening)
        if listening.part is not None:
            listening.part.left_us = listening.part.wrapped_us = self.timeline.now_us
        if agent is not None:
            self.switchboard.acd.release(listening, agent)
        _tell(listening)

    def _note(self, listening: Contact) -> None:
        if listening.part is not None:
            listening.part.listening += (
                Listening(
                    listening.monitor_state, listening.monitor_since_us, self.timeline.now_us
                ),
            )


def _tell(listening: Contact) -> None:
    """Let both see who takes part now."""
    for contact in (listening, listening.monitored):
        if contact is not None and contact.agent is not None:
            contact.agent.tell()


def _why_not(contact: Contact, supervisor: Agent) -> Refusal | None:
    if contact.disconnected_us is not None:
        return Refusal.ENDED
    if contact.channel not in _CHANNELS:
        return Refusal.WRONG_CHANNEL
    if contact.stage is not Stage.WITH_AGENT or contact.agent is supervisor:
        return Refusal.WRONG_STAGE
    if supervisor.status.type is StatusType.OFFLINE:
        return Refusal.AGENT_OFFLINE
    if any(each.channel == "VOICE" for each in supervisor.contacts) and contact.channel == "VOICE":
        return Refusal.AGENT_BUSY
    if any(each.agent is supervisor for each in contact.monitors):
        return Refusal.AGENT_BUSY
    return Refusal.TOO_MANY if len(contact.monitors) >= MONITORS_PER_CONTACT else None
