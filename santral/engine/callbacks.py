"""Promised callbacks: kept until the customer was reached, refused, or every attempt was used.

Source: Administrator Guide, "About queued callbacks", "Failed callback attempts", "Queued
callback example"; CreateCallbackContact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from santral.domain.contact import Outcome
from santral.engine import starting
from santral.engine.blocks import Flow
from santral.engine.contact import CallbackPlan, Contact, Stage
from santral.engine.outbound import why_not_reached
from santral.engine.refusals import Refusal
from santral.engine.routing.agents import Agent
from santral.engine.routing.queues import Queue
from santral.engine.run import Purpose, Run
from santral.engine.starting import NO_PARTICULARS, Particulars
from santral.engine.steps import FAILED, NEXT, CallBack, Step
from santral.engine.timeline import HOUR, MINUTE, SECOND

if TYPE_CHECKING:
    from santral.engine.switchboard import Switchboard

LIFE_US = 7 * 24 * HOUR  # the guide says 7 to 14 days
FULL_QUEUE_RETRY_US = MINUTE
RETRY_DELAY_US = 10 * MINUTE


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
        if queue is None or number is None or _why_not(board, number, queue) is not None:
            return FAILED
        if contact.callback is not None and contact.connected_us is None:
            return FAILED  # the flow of a promised callback, which would promise for ever
        promised = board.new_contact(board.new_id(), after=contact, method="CALLBACK")
        plan = CallbackPlan(number, step.attempts, step.retry_delay_us, step.caller_id or "")
        flow = board.directory.flow(step.flow) if step.flow is not None else None
        delay_us = 0 if step.flow is not None else step.delay_us
        if contact.chain.outcome is None:
            contact.chain.outcome = Outcome.CALLED_BACK
        board.tell(contact, "callback", queue.name, delay_us // SECOND, promised.id)
        self._plan(promised, plan, queue, flow, delay_us)
        return NEXT

    def promise_to(
        self,
        number: str,
        queue: Queue,
        *,
        delay_us: int = 0,
        attempts: int = 1,
        retry_delay_us: int = RETRY_DELAY_US,
        caller_id: str = "",
        flow: Flow | None = None,
        particulars: Particulars = NO_PARTICULARS,
    ) -> Contact | Refusal:
        """Promise a callback to somebody who is not on the line.

        Args:
            flow: begins at once and decides when it waits in which queue; delay_us goes unused.

        Returns:
            The callback, else NOT_DIALABLE, QUEUE_DISABLED, QUEUE_FULL or TOO_LARGE.
        """
        board = self.switchboard
        refusal = _why_not(board, number, queue)
        promised = refusal or starting.make(board, "VOICE", particulars)
        if isinstance(promised, Refusal):
            return promised
        promised.initiation_method = "CALLBACK"
        plan = CallbackPlan(number, attempts, retry_delay_us, caller_id)
        self._plan(promised, plan, queue, flow, 0 if flow is not None else delay_us)
        return promised

    def _plan(
        self,
        promised: Contact,
        plan: CallbackPlan,
        queue: Queue,
        flow: Flow | None,
        delay_us: int,
    ) -> None:
        board = self.switchboard
        promised.callback, promised.customer_number = plan, plan.number
        promised.target = queue
        promised.scheduled_us = self.timeline.now_us + delay_us
        starting.announce(board, promised)
        board.expiries.set(promised, promised.initiated_us + LIFE_US)
        if flow is not None:
            promised.stage = Stage.IN_FLOW
            self.timeline.after(0, self._begin_flow, (promised, flow))
        else:
            self.timeline.after(delay_us, self._due, promised)

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
        if queue.admits(transferred=True):
            self.switchboard.queueing.wait_in(contact, queue)
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
            board.give_up(contact, why_not_reached(outcome))


def _why_not(board: Switchboard, number: str, queue: Queue) -> Refusal | None:
    if not queue.enabled:
        return Refusal.QUEUE_DISABLED
    if not queue.admits():
        return Refusal.QUEUE_FULL
    return None if board.dialable(number) else Refusal.NOT_DIALABLE
