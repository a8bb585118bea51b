"""Tasks put aside, and taken up again.

What an agent pauses stays hers and takes none of her slots. What waits in a queue leaves it; with
no flow to say where it goes on, it goes back there when it is resumed (the guide says both that it
"is re-queued" and that a flow must do it). A flow stands still in its block meanwhile.
Source: Administrator Guide, "Concepts: Pause and resume tasks"; API Reference, PauseContact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from santral.engine.blocks import Flow
from santral.engine.contact import Contact, Stage
from santral.engine.refusals import Refusal
from santral.engine.routing.agents import Agent, ContactState
from santral.engine.run import Purpose

if TYPE_CHECKING:
    from santral.engine.switchboard import Switchboard

_WAITING = (Stage.QUEUED, Stage.OFFERED)
_PAUSABLE = (Stage.IN_FLOW, Stage.AFTER_AGENT, Stage.WITH_AGENT, *_WAITING)


class Pauses:
    def __init__(self, switchboard: Switchboard) -> None:
        self.switchboard = switchboard
        self.timeline = switchboard.timeline

    def pause(self, contact: Contact, flow: Flow | None = None) -> Refusal | None:
        """Put a task aside.

        Args:
            flow: told of it; else the one of the contact's PauseContact hook.

        Returns:
            None, else WRONG_CHANNEL, ENDED or WRONG_STAGE: it is paused, scheduled for later,
            being joined, or being passed on by its agent.
        """
        refusal = _why_not_paused(contact)
        if refusal is not None:
            return refusal
        board, now_us = self.switchboard, self.timeline.now_us
        contact.paused_since_us = contact.last_paused_us = now_us
        contact.pauses += 1
        agent = contact.agent if contact.stage is Stage.WITH_AGENT else None
        if agent is not None:
            agent.set_state(contact, ContactState.PAUSED)
        else:
            self._let_stand(contact)
        board.tell(contact, "task_paused", None if agent is None else agent.username)
        board.books.contact_event(contact, "PAUSED")
        if agent is not None:
            board.acd.slot_freed(agent)
        flow = flow or board.hook(contact, "PauseContact")
        if flow is not None:
            board.begin(contact, flow, Purpose.EVENT, participant=contact.customer)
        return None

    def _let_stand(self, contact: Contact) -> None:
        board = self.switchboard
        contact.paused_in = Stage.QUEUED if contact.stage in _WAITING else contact.stage
        if contact.stage in _WAITING:
            board.joining.break_off(contact)
        contact.stage = Stage.PAUSED
        run = contact.run
        if run is not None and not run.ended:
            board.runner.freeze(run)
            contact.frozen_run = run
        contact.run = None

    def resume(self, contact: Contact, flow: Flow | None = None) -> Refusal | None:
        """Take a task up again, wherever it was.

        Args:
            flow: decides where a task goes on that no agent has, and is told of it where one
                has; else the one of the contact's ResumeContact hook.

        Returns:
            None, else ENDED or WRONG_STAGE: it is not paused.
        """
        if contact.disconnected_us is not None:
            return Refusal.ENDED
        if contact.paused_since_us is None:
            return Refusal.WRONG_STAGE
        board = self.switchboard
        self.over(contact)
        contact.last_resumed_us = self.timeline.now_us
        if contact.run is not None:
            board.runner.stop(contact.run)
            contact.run = None
        agent = contact.agent if contact.stage is Stage.WITH_AGENT else None
        if agent is not None:
            self._take_up(contact, agent)
        board.tell(contact, "task_resumed", None if agent is None else agent.username)
        board.books.contact_event(contact, "RESUMED")
        flow = flow or board.hook(contact, "ResumeContact")
        if agent is None:
            self._go_on(contact, flow)
        elif flow is not None:
            board.begin(contact, flow, Purpose.EVENT, agent=agent, participant=contact.customer)
        return None

    def _take_up(self, contact: Contact, agent: Agent) -> None:
        agent.set_state(contact, ContactState.CONNECTED)
        self.switchboard.acd.slot_taken(agent)

    def _go_on(self, contact: Contact, flow: Flow | None) -> None:
        board, frozen, queue = self.switchboard, contact.frozen_run, contact.queue
        was_in, contact.paused_in, contact.frozen_run = contact.paused_in, None, None
        if frozen is not None and (flow is not None or was_in is Stage.QUEUED):
            board.runner.stop(frozen)
        if flow is not None:
            contact.stage = Stage.IN_FLOW
            board.begin(contact, flow, Purpose.INBOUND, participant=contact.customer)
        elif was_in is Stage.QUEUED and queue is not None:
            board.queueing.wait_in(contact, queue)
        else:
            contact.stage = was_in or Stage.IN_FLOW
            contact.run = frozen
            if frozen is not None:
                board.runner.thaw(frozen)

    def over(self, contact: Contact) -> None:
        """Count a pause that is over, because the task goes on or has ended.

        Its agent may have filled the slot meanwhile; it is hers all the same.
        """
        since_us = contact.paused_since_us
        if since_us is None:
            return
        paused_us = self.timeline.now_us - since_us
        contact.paused_since_us = None
        contact.paused_us += paused_us
        if contact.stage is Stage.WITH_AGENT and contact.part is not None:
            contact.part.paused_us += paused_us
            contact.beyond_slots = not contact.part.agent.can_take(contact.channel)


def _why_not_paused(contact: Contact) -> Refusal | None:
    if contact.channel != "TASK":
        return Refusal.WRONG_CHANNEL
    if contact.disconnected_us is not None:
        return Refusal.ENDED
    passed_on = contact.transfer is not None or contact.on_hold_since_us is not None
    if contact.paused_since_us is not None or contact.stage not in _PAUSABLE or passed_on:
        return Refusal.WRONG_STAGE
    return None
