"""From an offer to a conversation: ringing, whispers, dialling a callback, joined.

Source: Administrator Guide, "Set whisper flow" (whispers run one after the other, at most two
minutes each), "About contact states", "About queued callbacks".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from santral.domain.contact import Outcome
from santral.engine.contact import AgentPart, Contact, Stage
from santral.engine.ports import RING_OUTSIDE_US
from santral.engine.routing.agents import Agent, ContactState
from santral.engine.run import Purpose, Run

if TYPE_CHECKING:
    from santral.engine.switchboard import Switchboard


class Joining:
    """Brings an agent and a customer together."""

    def __init__(self, switchboard: Switchboard) -> None:
        self.switchboard = switchboard
        self.timeline = switchboard.timeline

    # --- offers ---

    def offered(self, contact: Contact, agent: Agent) -> None:
        board = self.switchboard
        queue = contact.queue
        board.tell(contact, "offered", agent.username, queue.name if queue else None)
        accepts = agent.accepts_by_itself(contact.channel)
        if accepts and contact.callback is None and not _in_a_call(contact, agent):
            # Soon, not now: however many wait for her, they come one after the other.
            contact.ring_timer = self.timeline.after(0, self._accept_by_itself, contact)
            return
        self._ring(contact, agent)

    def _ring(self, contact: Contact, agent: Agent) -> None:
        board = self.switchboard
        contact.ring_timer = self.timeline.after(board.settings.ring_us, self._ring_out, contact)
        board.people.offered(contact, agent)

    def _accept_by_itself(self, contact: Contact) -> None:
        contact.ring_timer = None
        agent = contact.offered_to
        if agent is not None and not self.accept(contact, agent):
            self._ring(contact, agent)  # she has got into another call meanwhile

    def accept(self, contact: Contact, agent: Agent) -> bool:
        """Accept an offer. False when it is no longer this agent's, or she is in a call."""
        if contact.offered_to is not agent or contact.stage is not Stage.OFFERED:
            return False
        if _in_a_call(contact, agent):
            return False
        self._stop_ringing(contact)
        board = self.switchboard
        contact.stage = Stage.JOINING
        contact.part = AgentPart(agent, accepted_us=self.timeline.now_us)
        board.tell(contact, "accepted", agent.username)
        if contact.callback is not None:
            self._dequeue(contact, agent)
        # A callback is no longer incoming to those who watch her; a call is connecting until the
        # whispers are over, but her own line is there already.
        agent.tell()
        self._whisper(contact, "AgentWhisper", Purpose.AGENT_WHISPER, agent)
        return True

    def reject(self, contact: Contact, agent: Agent) -> bool:
        """Decline an offer; voice has no rejected state, so a call counts as missed."""
        if contact.offered_to is not agent or contact.stage is not Stage.OFFERED:
            return False
        missed = contact.channel == "VOICE"
        self._put_back(contact, agent, "rejected", missed=missed)
        return True

    def give_back(self, agent: Agent) -> None:
        """Nobody is at her desk: what rings there goes back to its place, and others may have it.

        She has to be kept from being offered it again: by a status that comes, or has come.
        """
        for contact in list(agent.contacts):
            if contact.offered_to is agent and contact.stage is Stage.OFFERED:
                self._put_back(contact, agent, "rejected", missed=False)

    def _ring_out(self, contact: Contact) -> None:
        contact.ring_timer = None
        agent = contact.offered_to
        if agent is not None and contact.stage is Stage.OFFERED:
            self._put_back(contact, agent, "missed", missed=True)

    def _put_back(self, contact: Contact, agent: Agent, kind: str, *, missed: bool) -> None:
        self._stop_ringing(contact)
        self.switchboard.tell(contact, kind, agent.username)
        contact.beyond_slots = False
        state = ContactState.MISSED if missed else ContactState.REJECTED
        self.switchboard.acd.put_back(contact, agent, state)

    def _stop_ringing(self, contact: Contact) -> None:
        if contact.ring_timer is not None:
            self.timeline.cancel(contact.ring_timer)
            contact.ring_timer = None

    def break_off(self, contact: Contact) -> None:
        """The customer goes while she is queued, offered or being joined."""
        self._stop_ringing(contact)
        self._stop_whisper(contact)
        self.switchboard.acd.abandon(contact)

    def agent_leaves(self, contact: Contact, agent: Agent) -> None:
        """The agent goes during her whisper: the customer, still queued, is offered anew."""
        self._stop_whisper(contact)
        contact.part = None
        self._put_back(contact, agent, "rejected", missed=False)

    # --- whispers ---

    def _whisper(self, contact: Contact, hook: str, purpose: Purpose, agent: Agent) -> None:
        board = self.switchboard
        flow = board.hook(contact, hook) if _is_whispered(contact, hook) else None
        if flow is None:
            self._after(purpose, contact, agent)
            return
        contact.whisper_timer = self.timeline.after(
            board.settings.whisper_limit_us, self._whispered_too_long, contact
        )
        # The agent's whisper, and, in a consultation, the customer's go to an agent's ear.
        consulting = contact.transferred_by is not None and contact.transferred_by.pending
        to_agent = purpose is Purpose.AGENT_WHISPER or consulting
        board.begin(
            contact, flow, purpose, agent=agent, participant="AGENT" if to_agent else "CUSTOMER"
        )

    def whisper_ended(self, run: Run) -> None:
        contact = run.contact
        self._cancel_whisper_limit(contact)
        agent = contact.part.agent if contact.part is not None else None
        if contact.stage is Stage.JOINING and agent is not None:
            self._after(run.purpose, contact, agent)

    def _after(self, purpose: Purpose, contact: Contact, agent: Agent) -> None:
        if purpose is Purpose.AGENT_WHISPER and contact.callback is not None:
            self._dial(contact, agent)
        elif purpose is Purpose.AGENT_WHISPER:
            if contact.run is not None:
                self.switchboard.runner.stop(contact.run)
            self._dequeue(contact, agent)
            self._whisper(contact, "CustomerWhisper", Purpose.CUSTOMER_WHISPER, agent)
        else:
            self.join(contact, agent)

    def _whispered_too_long(self, contact: Contact) -> None:
        contact.whisper_timer = None
        run, board = contact.agent_run, self.switchboard
        to_agent = run is not None and not run.ended
        if to_agent and board.conversations.agent_hangs_up(contact):
            return
        if contact.failure is None:
            contact.failure = "a whisper over its limit"
        board.end(contact, "OTHER")

    def _cancel_whisper_limit(self, contact: Contact) -> None:
        if contact.whisper_timer is not None:
            self.timeline.cancel(contact.whisper_timer)
            contact.whisper_timer = None

    def _stop_whisper(self, contact: Contact) -> None:
        self._cancel_whisper_limit(contact)
        if contact.agent_run is not None:
            self.switchboard.runner.stop(contact.agent_run)

    # --- joined ---

    def _dequeue(self, contact: Contact, agent: Agent) -> None:
        board = self.switchboard
        board.acd.dequeue(contact)
        contact.agent = agent
        waited_us = (contact.dequeued_us or 0) - (contact.enqueued_us or 0)
        board.tell(
            contact, "dequeued", contact.queue.name if contact.queue else None, waited_us // 1000
        )

    def _dial(self, contact: Contact, agent: Agent) -> None:
        """Call the customer back, now that an agent is there to talk to her."""
        plan = contact.callback
        if plan is None:
            return
        plan.attempts_left = attempts_left = plan.attempts_left - 1

        def answered(outcome: str) -> None:
            if contact.disconnected_us is not None or contact.agent is not agent:
                return
            if plan.attempts_left != attempts_left:
                return  # the agent left this call to ring, and has made another one since
            self.switchboard.tell(contact, "dialled", "callback", plan.number, outcome)
            if outcome == "answered":
                contact.connected_us = self.timeline.now_us
                self.switchboard.books.contact_event(contact, "CONNECTED_TO_SYSTEM")
                self.greet(contact, agent)
            else:
                self.switchboard.callbacks.unanswered(contact, agent, outcome)

        self.switchboard.network.dial(contact, plan.number, RING_OUTSIDE_US, answered)

    def greet(self, contact: Contact, agent: Agent) -> None:
        """Let a customer who was called hear her whisper, and then join them."""
        self._whisper(contact, "OutboundWhisper", Purpose.OUTBOUND_WHISPER, agent)

    def join(self, contact: Contact, agent: Agent) -> None:
        """Let them talk."""
        board = self.switchboard
        now_us = self.timeline.now_us
        contact.stage = Stage.WITH_AGENT
        contact.run = contact.agent_run = None
        agent.set_state(contact, ContactState.CONNECTED)
        if contact.part is not None:
            contact.part.connected_us = now_us
        if contact.chain.outcome is None:
            contact.chain.outcome = Outcome.ANSWERED
        board.tell(contact, "joined", agent.username)
        board.recorder.joined(contact)
        if contact.channel == "CHAT":
            board.chats.audience.joined(contact)
        board.books.contact_event(contact, "CONNECTED_TO_AGENT")
        board.people.joined(contact, agent)
        board.transfers.reached(contact)


def _in_a_call(contact: Contact, agent: Agent) -> bool:
    """Whether she talks to another caller: only a call given to her by hand finds her so."""
    if not contact.beyond_slots or contact.channel != "VOICE":
        return False
    return any(
        other is not contact
        and other.channel == "VOICE"
        and state is not ContactState.ENDED
        and other.stage is not Stage.OFFERED
        for other, state in agent.contacts.items()
    )


def _is_whispered(contact: Contact, hook: str) -> bool:
    """Whether the flow of a hook, or the default one, runs on this contact's channel.

    Source: Administrator Guide, "Set whisper flow": a chat has no default whispers, and a task
    no customer to whisper to.
    """
    if contact.channel == "CHAT":
        return hook in contact.hooks
    return contact.channel != "TASK" or hook == "AgentWhisper"
