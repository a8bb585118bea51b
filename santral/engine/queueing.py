"""Into a queue, and from one queue to another: what flows, callbacks and transfers ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from santral.engine.contact import TRANSFERS_PER_CHAIN, Contact, Stage
from santral.engine.routing.queues import Queue
from santral.engine.run import Purpose, Run
from santral.engine.steps import FAILED, Failed, Step

if TYPE_CHECKING:
    from santral.engine.switchboard import Switchboard

_WITH_NOBODY = (Stage.IN_FLOW, Stage.AFTER_AGENT)


class Queueing:
    def __init__(self, switchboard: Switchboard) -> None:
        self.switchboard = switchboard
        self.timeline = switchboard.timeline

    # --- what flows ask for ---

    def transfer(self, run: Run) -> Step | None:
        """TransferContactToQueue. None when the flow has ended because the contact waits."""
        contact, queue = run.contact, run.contact.target
        if queue is None or not queue.enabled or contact.stage not in _WITH_NOBODY:
            return FAILED
        if not queue.admits(transferred=_is_transferred(run)):
            contact.chain.queue_full = True
            return Failed("QueueAtCapacity")
        self.switchboard.runner.stop(run)
        if contact.part is not None:
            # Her agent has left: this contact is his, and his after-contact work may go on.
            contact = self._next_segment(contact, queue, "DISCONNECT")
        self.wait_in(contact, queue)
        return None

    def move(self, run: Run, reference: str) -> Step | None:
        """DequeueContactAndTransferToQueue: a new segment of the chain in another queue."""
        contact, board = run.contact, self.switchboard
        queue = board.directory.queue(reference) or board.directory.agent_queue(reference)
        if queue is None or not queue.enabled or contact.stage is not Stage.QUEUED:
            return FAILED
        if contact.chain.transfers >= TRANSFERS_PER_CHAIN:
            return FAILED
        if not queue.admits(transferred=True):
            contact.chain.queue_full = True
            return Failed("QueueAtCapacity")
        board.runner.stop(run)
        contact.chain.transfers += 1
        board.acd.abandon(contact)
        self.wait_in(self._next_segment(contact, queue, "QUEUE_TRANSFER"), queue)
        return None

    def _next_segment(self, contact: Contact, queue: Queue, method: str) -> Contact:
        segment = self.switchboard.new_contact(
            self.switchboard.new_id(), after=contact, method=method
        )
        segment.target = queue
        self.switchboard.succeed(contact, segment, "CONTACT_FLOW_DISCONNECT")
        return segment

    # --- waiting ---

    def wait_in(self, contact: Contact, queue: Queue) -> None:
        """Enqueue, and let the customer hear the customer queue flow while she waits."""
        board = self.switchboard
        board.acd.take_place(contact, queue)
        board.queued(contact, queue)
        board.acd.find_agent(contact, queue)
        # She has no place any more where an agent took her at once; a callback is nobody's ear.
        if contact.place is not None and contact.callback is None:
            flow = board.hook(contact, "CustomerQueue")
            if flow is not None:
                # In a consultation it is the agent who hears it; the customer is on hold.
                consulting = contact.transferred_by is not None and contact.transferred_by.pending
                participant = "AGENT" if consulting else contact.customer
                board.begin(contact, flow, Purpose.QUEUE, participant=participant)


def _is_transferred(run: Run) -> bool:
    """Whether a full queue's reserve is open to this contact."""
    contact = run.contact
    by_the_api = contact.channel == "TASK" and contact.initiation_method == "TRANSFER"
    return run.purpose is Purpose.TRANSFER or by_the_api
