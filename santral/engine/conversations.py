"""While an agent and a customer talk: hold, hang-up, after-contact work.

Source: Administrator Guide, "About contact states", "Set disconnect flow"; contact record fields,
AgentInteractionDuration and CustomerHoldDuration.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from santral.engine.blocks import Flow
from santral.engine.contact import Contact, Stage
from santral.engine.routing.agents import Agent, ContactState
from santral.engine.run import Purpose

if TYPE_CHECKING:
    from santral.engine.switchboard import Switchboard


MUTABLE = ("agent", "customer", "third party")


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
        if contact.on_hold_since_us is not None or contact.paused_since_us is not None:
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

    # --- what is heard ---

    def mute(self, contact: Contact, participant: str, *, muted: bool) -> bool:
        """Let one of MUTABLE not be heard any more, or be heard again; False: nobody talks."""
        if contact.stage is not Stage.WITH_AGENT or contact.agent is None:
            return False
        if muted:
            contact.muted |= {participant}
        else:
            contact.muted -= {participant}
        contact.agent.tell()
        return True

    def send_digits(self, contact: Contact, digits: str) -> bool:
        """Let the far end hear keys that the agent presses; False where there is none."""
        if contact.stage is not Stage.WITH_AGENT or contact.channel != "VOICE":
            return False
        self.switchboard.tell(contact, "digits", digits)
        return True

    # --- the end ---

    def over(self, contact: Contact) -> None:
        """Nobody talks any more: what was recorded is handed over, and who listened leaves."""
        self.switchboard.recorder.finish(contact)
        if contact.channel == "CHAT":
            self.switchboard.chats.audience.left(contact)
        if contact.paused_since_us is not None:
            self.switchboard.pauses.over(contact)
        if contact.monitors:
            self.switchboard.monitoring.over(contact)

    def agent_hangs_up(self, contact: Contact) -> bool:
        """The agent leaves: the disconnect flow takes over, or the customer is let go."""
        agent = contact.agent
        if contact.stage is Stage.MONITORING:
            self.switchboard.monitoring.leave(contact)
            return True
        if contact.stage is Stage.JOINING:
            return self._leaves_while_joining(contact)
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
        else:
            contact.disconnect_reason = "AGENT_DISCONNECT"
            self.remain(contact, flow)
        return True

    def remain(self, contact: Contact, flow: Flow) -> None:
        """Let the disconnect flow have a customer, or a task, that nobody is with any more."""
        self.over(contact)
        contact.stage = Stage.AFTER_AGENT
        if contact.agent is not None and contact in contact.agent.contacts:
            self.begin_wrap_up(contact, contact.agent)
        if contact.disconnected_us is None:
            self.switchboard.begin(contact, flow, Purpose.AFTER_AGENT, participant=contact.customer)

    def _leaves_while_joining(self, contact: Contact) -> bool:
        agent = contact.agent
        if contact.place is not None and contact.part:
            self.switchboard.joining.agent_leaves(contact, contact.part.agent)
            return True
        if contact.callback is not None and agent is not None:
            self.switchboard.tell(contact, "left", "agent")
            self.switchboard.callbacks.unanswered(contact, agent, "agent left")
            return True
        if contact.initiation_method == "OUTBOUND":
            self.switchboard.outbound.leave(contact)
            return True
        return False

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
        if contact.pauses:
            self.switchboard.acd.slot_taken(agent)
        wrap_up_us = agent.wrap_up_for(contact.channel)
        if wrap_up_us == 0:
            self.clear(contact, agent)
            return
        self.switchboard.tell(contact, "wrap_up", agent.username)
        if wrap_up_us is not None:
            contact.wrap_up_timer = self.timeline.after(
                wrap_up_us, self._wrap_up_over, (contact, agent)
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
