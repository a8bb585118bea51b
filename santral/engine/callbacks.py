"""Promised callbacks: kept until the customer was reached, refused, or every attempt was used.

Source: Administrator Guide, "About queued callbacks", "Failed callback attempts", "Queued
callback example"; CreateCallbackContact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from santral.domain.contact import Outcome
from santral.engine.blocks import Flow
from santral.engine.contact import CallbackPlan, Contact, Stage
from santral.engine.routing.agents import Agent
from santral.engine.run import Purpose, Run
from santral.engine.steps import FAILED, NEXT, CallBack, Step
from santral.engine.timeline import HOUR, MINUTE, SECOND

if TYPE_CHECKING:
    from santral.engine.switchboard import Switchboard

LIFE_US = 7 * 24 * HOUR  # the guide says 7 to 14 days
FULL_QUEUE_RETRY_US = MINUTE


class Callbacks:
    def __init__(self, switchboard: Switchboard) -> None:
        self.switchboard = switchboard
        self.timeline = switchboard.timeline

    def promise(self, run: Run, step: CallBack) -> Step:
        """Make the callback contact; the caller's own contact goes on."""
        board, contact = self.switchboard, run.contact
        queue = contact.target
        if step.queue is not None:
            queue = board.directory.queue(step.queue) or board.directory.agent_queue(step.queue)
        number = contact.callback_number or contact.customer_number
        if queue is None or not queue.enabled or not queue.admits():
            return FAILED
        if number is None or not board.dialable(number):
            return FAILED
        if contact.callback is not None and contact.connected_us is None:
            return FAILED  # the flow of a promised callback, which would promise for ever
        promised = board.new_contact(board.new_id(), after=contact, method="CALLBACK")
        promised.callback = CallbackPlan(
            number, step.attempts, step.retry_delay_us, step.caller_id or ""
        )
        promised.customer_number = number
        promised.target = queue
        delay_us = 0 if step.flow is not None else step.delay_us
        promised.scheduled_us = self.timeline.now_us + delay_us
        if contact.chain.outcome is None:
            contact.chain.outcome = Outcome.CALLED_BACK
        board.tell(contact, "callback", queue.name, delay_us // SECOND, promised.id)
        board.tell_contact(promised)
        board.books.contact_event(promised, "INITIATED")
        flow = board.directory.flow(step.flow) if step.flow is not None else None
        if flow is not None:
            promised.stage = Stage.IN_FLOW
            self.timeline.after(0, self._begin_flow, (promised, flow))
        else:
            self.timeline.after(delay_us, self._due, promised)
        return NEXT

    def _begin_flow(self, what: tuple[Contact, Flow]) -> None:
        contact, flow = what
        if contact.disconnected_us is not None:
            return
        self.switchboard.begin(contact, flow, Purpose.INBOUND, participant="NOBODY")

    def _due(self, contact: Contact) -> None:
        """Put the callback into its queue; a full queue is tried again, never given up."""
        queue = contact.target
        if queue is None or contact.stage is not Stage.CREATED:
            return
        if self.timeline.now_us - contact.initiated_us > LIFE_US:
            self.switchboard.end(contact, "EXPIRED")
        elif queue.admits(transferred=True):
            self.switchboard.wait_in(contact, queue)
        else:
            self.timeline.after(FULL_QUEUE_RETRY_US, self._due, contact)

    def unanswered(self, contact: Contact, agent: Agent, outcome: str) -> None:
        """The customer was not reached: try again later, or give up with a recorded reason."""
        board, plan = self.switchboard, contact.callback
        if plan is None:
            return
        board.joining.break_off(contact)
        board.stop_runs(contact)  # an outbound whisper, where she was reached
        contact.run = None
        contact.agent = contact.part = None
        contact.stage = Stage.CREATED
        board.acd.release(contact, agent)
        if plan.attempts_left > 0:
            contact.scheduled_us = self.timeline.now_us + plan.retry_delay_us
            self.timeline.after(plan.retry_delay_us, self._due, contact)
        else:
            reason = "TELECOM_UNANSWERED" if outcome == "unanswered" else "TELECOM_PROBLEM"
            board.end(contact, reason)
