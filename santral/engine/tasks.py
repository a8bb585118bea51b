"""Tasks: work that begins at once or on a day to come, and may be passed on.

Source: API Reference, StartTaskContact, UpdateContactSchedule, TransferContact; Administrator
Guide, "Concepts: Tasks".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from santral.engine import starting
from santral.engine.blocks import Flow
from santral.engine.contact import TRANSFERS_PER_CHAIN, Contact, Stage
from santral.engine.refusals import Refusal
from santral.engine.routing.queues import Queue
from santral.engine.run import Purpose
from santral.engine.starting import NO_PARTICULARS, Particulars
from santral.engine.timeline import HOUR

if TYPE_CHECKING:
    from santral.engine.switchboard import Switchboard

LIFE_US = 7 * 24 * HOUR
LINKED_TASKS = 12  # that name the same previous contact
# No reason in AWS's list for tasks speaks of a transfer (one for e-mail does).
TRANSFERRED = "OTHER"
# The distributor lets go of it, or no one has it.
_ON_THE_MOVE = (Stage.QUEUED, Stage.OFFERED, Stage.JOINING)


class Tasks:
    def __init__(self, switchboard: Switchboard) -> None:
        self.switchboard = switchboard
        self.timeline = switchboard.timeline

    def start(
        self,
        flow: Flow,
        *,
        scheduled_us: int | None = None,
        previous: Contact | None = None,
        target: Queue | None = None,
        life_us: int = LIFE_US,
        particulars: Particulars = NO_PARTICULARS,
    ) -> Contact | Refusal:
        """Create a task; its flow begins at once, or at scheduled_us.

        Args:
            previous: a contact, over or not, whose chain it joins.
            target: the target queue, of a quick connect; in a flow to an agent's own,
                $.Agent is that agent.
            life_us: how long after its creation it ends as EXPIRED.

        Returns:
            The task, else TOO_MANY (linked to the same previous contact) or TOO_LARGE.
        """
        board = self.switchboard
        if previous is not None and previous.linked >= LINKED_TASKS:
            return Refusal.TOO_MANY
        contact = starting.make(board, "TASK", particulars, previous=previous)
        if isinstance(contact, Refusal):
            return contact
        if previous is not None:
            previous.linked += 1
            board.books.contact_updated(previous, ())
        contact.target = target
        starting.announce(board, contact)
        board.expiries.set(contact, contact.initiated_us + life_us)
        if scheduled_us is None:
            self._begin(contact, flow)
        else:
            contact.scheduled_flow = flow
            self._schedule(contact, scheduled_us)
        return contact

    def reschedule(self, contact: Contact, scheduled_us: int) -> Refusal | None:
        """Let a scheduled task begin at another time.

        Returns:
            None, else ENDED or WRONG_STAGE: it was not scheduled, or has begun.
        """
        if contact.disconnected_us is not None:
            return Refusal.ENDED
        if contact.schedule_timer is None:
            return Refusal.WRONG_STAGE
        self.timeline.cancel(contact.schedule_timer)
        self._schedule(contact, scheduled_us)
        self.switchboard.books.contact_updated(contact, ("ScheduledTimestamp",))
        return None

    def unschedule(self, contact: Contact) -> None:
        """Forget what has not begun: it has ended."""
        if contact.schedule_timer is not None:
            self.timeline.cancel(contact.schedule_timer)
            contact.schedule_timer = contact.scheduled_flow = None

    def _schedule(self, contact: Contact, scheduled_us: int) -> None:
        contact.scheduled_us = scheduled_us
        wait_us = max(0, scheduled_us - self.timeline.now_us)
        contact.schedule_timer = self.timeline.after(wait_us, self._due, contact)

    def _due(self, contact: Contact) -> None:
        flow = contact.scheduled_flow
        contact.schedule_timer = contact.scheduled_flow = None
        if flow is not None:
            self._begin(contact, flow)

    def _begin(self, contact: Contact, flow: Flow) -> None:
        contact.stage = Stage.IN_FLOW
        starting.connect(self.switchboard, contact)
        self._run(contact, flow)

    def _run(self, contact: Contact, flow: Flow) -> None:
        agent = None if contact.target is None else contact.target.owner
        self.switchboard.begin(
            contact, flow, Purpose.INBOUND, agent=agent, participant=contact.customer
        )

    def transfer(self, contact: Contact, flow: Flow, target: Queue) -> Contact | Refusal:
        """Pass a task on, whoever has it, in a new contact that the flow takes to its target.

        Returns:
            The new contact, else WRONG_CHANNEL, ENDED, WRONG_STAGE (it has not begun, or its
            agent is passing it on) or TOO_MANY (transfers of its chain).
        """
        board = self.switchboard
        refusal = _why_not_transferred(contact)
        if refusal is not None:
            return refusal
        if contact.stage in _ON_THE_MOVE:
            board.joining.break_off(contact)
        board.stop_runs(contact)
        board.conversations.end_hold(contact)
        contact.chain.transfers += 1
        following = board.new_contact(board.new_id(), after=contact, method="TRANSFER")
        following.target = target
        board.succeed(contact, following, TRANSFERRED)
        following.stage = Stage.IN_FLOW
        self._run(following, flow)
        return following


def _why_not_transferred(contact: Contact) -> Refusal | None:
    if contact.channel != "TASK":
        return Refusal.WRONG_CHANNEL
    if contact.disconnected_us is not None:
        return Refusal.ENDED
    passing = contact.transfer is not None or contact.transferred_by is not None
    if contact.stage is Stage.CREATED or (passing and _is_pending(contact)):
        return Refusal.WRONG_STAGE
    if contact.chain.transfers >= TRANSFERS_PER_CHAIN:
        return Refusal.TOO_MANY
    return None


def _is_pending(contact: Contact) -> bool:
    """Whether an agent has begun to pass it on and has not left yet."""
    return contact.transfer is not None or (
        contact.transferred_by is not None and contact.transferred_by.pending
    )
