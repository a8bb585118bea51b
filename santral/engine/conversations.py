"""While an agent and a customer talk: hold, recording, hang-up, after-contact work.

Source: Administrator Guide, "About contact states", "Set disconnect flow", "Set up recording
behavior"; contact record fields, AgentInteractionDuration and CustomerHoldDuration.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from santral.engine.contact import Contact, Recording, Stage
from santral.engine.routing.agents import Agent, ContactState
from santral.engine.run import Purpose
from santral.engine.timeline import SECOND

if TYPE_CHECKING:
    from santral.engine.switchboard import Switchboard


class Conversations:
    def __init__(self, switchboard: Switchboard) -> None:
        self.switchboard = switchboard
        self.timeline = switchboard.timeline

    # --- hold ---

    def hold(self, contact: Contact) -> bool:
        """Put the customer on hold; both sides hear their hold flow."""
        agent = contact.agent
        if contact.stage is not Stage.WITH_AGENT or agent is None:
            return False
        if contact.on_hold_since_us is not None:
            return False
        board = self.switchboard
        contact.on_hold_since_us = self.timeline.now_us
        agent.set_state(contact, ContactState.ON_HOLD)
        if contact.part is not None:
            contact.part.holds += 1
        board.tell(contact, "hold", agent.username)
        customer_flow, agent_flow = (
            board.hook(contact, "CustomerHold"),
            board.hook(contact, "AgentHold"),
        )
        if customer_flow is not None:
            board.begin(contact, customer_flow, Purpose.CUSTOMER_HOLD, agent=agent)
        # The customer's hold flow may have let her go.
        if agent_flow is not None and contact.on_hold_since_us is not None:
            board.begin(contact, agent_flow, Purpose.AGENT_HOLD, agent=agent, participant="AGENT")
        return True

    def resume(self, contact: Contact) -> bool:
        """Take the customer off hold."""
        agent = contact.agent
        if contact.on_hold_since_us is None or agent is None:
            return False
        self.end_hold(contact)
        agent.set_state(contact, ContactState.CONNECTED)
        self.switchboard.tell(contact, "resumed", agent.username)
        return True

    def end_hold(self, contact: Contact) -> None:
        since_us, part = contact.on_hold_since_us, contact.part
        if since_us is None:
            return
        held_us = self.timeline.now_us - since_us
        if part is not None:
            part.hold_us += held_us
            part.longest_hold_us = max(part.longest_hold_us, held_us)
        contact.on_hold_since_us = None
        for run in (contact.run, contact.agent_run):
            if run is not None:
                self.switchboard.runner.stop(run)
        contact.run = contact.agent_run = None

    # --- recording ---

    def start_recording(self, contact: Contact) -> None:
        """Recording begins when the agent joins, if the flow asked for it."""
        if contact.recorded_participants and contact.channel == "VOICE":
            contact.recording_since_us = self.timeline.now_us

    def pause_recording(self, contact: Contact) -> bool:
        if contact.recording_since_us is None or contact.recording_paused_us is not None:
            return False
        contact.recording_paused_us = self.timeline.now_us
        self.switchboard.tell(contact, "recording_paused", _username(contact))
        return True

    def resume_recording(self, contact: Contact) -> bool:
        if contact.recording_paused_us is None:
            return False
        contact.recording_pauses += ((contact.recording_paused_us, self.timeline.now_us),)
        contact.recording_paused_us = None
        self.switchboard.tell(contact, "recording_resumed", _username(contact))
        return True

    def stop_recording(self, contact: Contact) -> None:
        """The conversation is over: hand the recording over."""
        since_us = contact.recording_since_us
        if since_us is None:
            return
        now_us = self.timeline.now_us
        if contact.recording_paused_us is not None:
            contact.recording_pauses += ((contact.recording_paused_us, now_us),)
            contact.recording_paused_us = None
        contact.recording_since_us = None
        recording = Recording(since_us, now_us, contact.recording_pauses)
        contact.recordings += (recording,)
        self.switchboard.tell(contact, "recording", since_us, (now_us - since_us) / SECOND)
        self.switchboard.books.recorded(contact, recording)

    # --- the end ---

    def agent_hangs_up(self, contact: Contact) -> bool:
        """The agent leaves: the disconnect flow takes over, or the customer is let go."""
        agent = contact.agent
        if contact.stage is Stage.JOINING and contact.place is not None and contact.part:
            self.switchboard.joining.agent_leaves(contact, contact.part.agent)
            return True
        if contact.stage is Stage.JOINING and contact.callback is not None and agent is not None:
            self.switchboard.tell(contact, "left", "agent")
            self.switchboard.callbacks.unanswered(contact, agent, "agent left")
            return True
        if contact.stage is not Stage.WITH_AGENT or agent is None:
            return False
        board = self.switchboard
        if contact.transfer is not None:
            return board.transfers.complete(contact)
        self.end_hold(contact)
        board.tell(contact, "left", "agent")
        if contact.transferred_by is not None and contact.transferred_by.pending:
            board.transfers.target_left(contact)
            return True
        flow = board.hook(contact, "CustomerRemaining")
        if flow is None:
            board.end(contact, "AGENT_DISCONNECT")
            return True
        self.stop_recording(contact)
        contact.disconnect_reason = "AGENT_DISCONNECT"
        contact.stage = Stage.AFTER_AGENT
        self.begin_wrap_up(contact, agent)
        if contact.disconnected_us is None:
            board.begin(contact, flow, Purpose.AFTER_AGENT)
        return True

    def begin_wrap_up(self, contact: Contact, agent: Agent) -> None:
        """After-contact work: it occupies the agent until she clears it, or its time is up."""
        part = contact.part
        if agent.contacts.get(contact) is ContactState.ENDED:
            return
        if agent.contacts.get(contact) is ContactState.CONNECTING:
            # Never joined: there is nothing to work on.
            self.switchboard.acd.release(contact, agent)
            self._finished(contact)
            return
        self.end_hold(contact)
        if part is not None and part.left_us is None:
            part.left_us = self.timeline.now_us
        agent.set_state(contact, ContactState.ENDED)
        if agent.wrap_up_us == 0:
            self.clear(contact, agent)
            return
        self.switchboard.tell(contact, "wrap_up", agent.username)
        if agent.wrap_up_us is not None:
            contact.wrap_up_timer = self.timeline.after(
                agent.wrap_up_us, self._wrap_up_over, (contact, agent)
            )
        self.switchboard.people.wrapping_up(contact, agent)

    def _wrap_up_over(self, who: tuple[Contact, Agent]) -> None:
        self.clear(*who)

    def clear(self, contact: Contact, agent: Agent) -> bool:
        """End the after-contact work. False when there is none."""
        if agent.contacts.get(contact) is not ContactState.ENDED:
            return False
        if contact.wrap_up_timer is not None:
            self.timeline.cancel(contact.wrap_up_timer)
            contact.wrap_up_timer = None
        if contact.part is not None:
            contact.part.wrapped_us = self.timeline.now_us
        self.switchboard.acd.release(contact, agent)
        self._finished(contact)
        return True

    def _finished(self, contact: Contact) -> None:
        if contact.disconnected_us is not None:
            self.switchboard.complete(contact)


def _username(contact: Contact) -> str | None:
    return None if contact.agent is None else contact.agent.username
