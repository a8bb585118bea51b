"""What becomes of a contact when a flow of it has ended, or lets it go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from santral.domain.contact import Outcome
from santral.engine.contact import Contact, Stage
from santral.engine.run import Purpose, Run
from santral.engine.steps import FAILED, Step

if TYPE_CHECKING:
    from santral.engine.switchboard import Switchboard

# A tuple: it compares by identity, while a set would call Python's hash of the enum each time.
_LETTING_GO = (Purpose.INBOUND, Purpose.AFTER_AGENT)
_WHISPERS = (Purpose.AGENT_WHISPER, Purpose.CUSTOMER_WHISPER, Purpose.OUTBOUND_WHISPER)
_BEING_JOINED = (Stage.OFFERED, Stage.JOINING)


class FlowEnds:
    def __init__(self, switchboard: Switchboard) -> None:
        self.switchboard = switchboard

    def ended(self, run: Run, failure: str) -> None:
        """A flow has come to its end, or stopped where no branch led on."""
        board, contact = self.switchboard, run.contact
        board.tell(contact, "flow_ended", run.flow.name, "failed" if failure else "ended")
        if failure and contact.failure is None:
            contact.failure = failure
        purpose = run.purpose
        if purpose in _LETTING_GO:
            self._let_go(run)
        elif purpose is Purpose.TRANSFER:
            board.transfers.flow_ended(run)
        elif purpose in _WHISPERS:
            board.joining.whisper_ended(run)
        elif purpose is Purpose.QUEUE and contact.stage is Stage.IN_FLOW:
            self._let_go(run)  # she left the queue for a third party, who has left her
        # Else a queue, hold or event flow that ends leaves the contact where it is, in silence.

    def disconnect(self, run: Run) -> Step | None:
        """DisconnectParticipant. None when the flow has ended.

        While an agent is being brought to a waiting contact, its queue flow cannot take it away.
        """
        board, contact = self.switchboard, run.contact
        if run.purpose is Purpose.QUEUE and contact.stage in _BEING_JOINED:
            return FAILED
        board.runner.stop(run)
        board.tell(contact, "flow_ended", run.flow.name, "disconnected")
        if run.purpose is Purpose.TRANSFER:
            board.transfers.flow_ended(run)
        elif run.purpose is not Purpose.EVENT:
            self._let_go(run)
        return None

    def _let_go(self, run: Run) -> None:
        contact = run.contact
        if contact.chain.outcome is None:
            contact.chain.outcome = by_itself(contact)
        self.switchboard.end(contact, "CONTACT_FLOW_DISCONNECT")


def by_itself(contact: Contact) -> Outcome:
    """Say how it ended for a customer whom flows alone have dealt with."""
    if contact.failure is not None:
        return Outcome.FAILED
    return Outcome.OVERFLOWED if contact.chain.queue_full else Outcome.SERVED_BY_FLOW
