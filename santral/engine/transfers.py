"""Transfers by agents: to a queue, to another agent, to a number; cold or after a consultation.

The agent's own contact stays with her, its customer on hold, until she leaves or takes the
customer back. A second contact (InitiationMethod TRANSFER, EXTERNAL_OUTBOUND for a number) finds
its way meanwhile, and has the customer once she has left.
Source: Administrator Guide, "How quick connects work"; contact record, TransferCompletedTimestamp
(set for cold transfers only).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from santral.engine.blocks import Flow
from santral.engine.contact import Contact, Stage
from santral.engine.outbound import why_not_reached
from santral.engine.ports import RING_OUTSIDE_US
from santral.engine.refusals import Refusal
from santral.engine.routing.agents import Agent
from santral.engine.routing.queues import Queue
from santral.engine.run import Purpose, Run

if TYPE_CHECKING:
    from santral.engine.switchboard import Switchboard


@dataclass(slots=True, eq=False)
class Transfer:
    """One agent passing one contact on; `pending` while she is still there.

    Attributes:
        on_hold: whoever is on the next contact waits, while she speaks to the customer. Where
            neither of them does, all three talk.
        internal: nobody is passed on: she has rung a colleague, who is on the next contact.
    """

    source: Contact
    agent: Agent
    next: Contact
    pending: bool = True
    on_hold: bool = False
    internal: bool = False

    @property
    def reached(self) -> bool:
        """Whether somebody is on the next contact."""
        return self.next.stage in _REACHED


_REACHED = (Stage.WITH_AGENT, Stage.WITH_THIRD_PARTY)


class Transfers:
    def __init__(self, switchboard: Switchboard) -> None:
        self.switchboard = switchboard
        self.timeline = switchboard.timeline

    def to_queue(
        self, contact: Contact, reference: str, flow: Flow | None = None
    ) -> Contact | None:
        """Begin a transfer by a queue quick connect; None where it cannot be.

        Args:
            flow: of the quick connect; else the centre's default.
        """
        queue = self.switchboard.directory.queue(reference)
        return None if queue is None else self._to(contact, queue, "QueueTransfer", flow)

    def to_agent(
        self, contact: Contact, reference: str, flow: Flow | None = None
    ) -> Contact | None:
        """Begin a transfer by a user quick connect; as `to_queue`."""
        queue = self.switchboard.directory.agent_queue(reference)
        return None if queue is None else self._to(contact, queue, "AgentTransfer", flow)

    def to_number(self, contact: Contact, number: str) -> Contact | None:
        """Begin a transfer to a number outside; None where it cannot be."""
        board = self.switchboard
        if not board.dialable(number):
            return None
        transfer = self._begin(contact, "EXTERNAL_OUTBOUND", "number", number)
        if transfer is None:
            return None
        following = transfer.next

        def answered(outcome: str) -> None:
            if following.disconnected_us is not None:
                return
            board.tell(following, "dialled", "third party", number, outcome)
            if outcome == "answered":
                following.stage = Stage.WITH_THIRD_PARTY
                following.connected_us = following.third_party_since_us = self.timeline.now_us
                following.transferred_to = number
                board.people.third_party_joined(following)
                transfer.agent.tell()
            else:
                self._give_up(transfer, why_not_reached(outcome))

        board.network.dial(following, number, RING_OUTSIDE_US, answered)
        return following

    def _begin(self, contact: Contact, method: str, kind: str, to: str) -> Transfer | None:
        board, agent = self.switchboard, contact.agent
        if contact.stage is not Stage.WITH_AGENT or agent is None or contact.transfer is not None:
            return None
        if contact.channel == "VOICE":
            board.conversations.hold(contact)
        if contact.disconnected_us is not None:
            return None  # her hold flow has let the customer go
        following = board.new_contact(board.new_id(), after=contact, method=method)
        transfer = Transfer(contact, agent, following)
        contact.transfer = following.transferred_by = transfer
        board.tell(contact, "transfer", kind, to, following.id)
        board.tell_contact(following)
        board.books.contact_event(following, "INITIATED")
        agent.tell()
        return transfer

    def _to(self, contact: Contact, queue: Queue, hook: str, flow: Flow | None) -> Contact | None:
        kind = "queue" if queue.owner is None else "agent"
        transfer = self._begin(contact, "TRANSFER", kind, queue.name)
        if transfer is None:
            return None
        self._find_way(transfer, queue, flow or self.switchboard.directory.defaults.get(hook))
        return transfer.next

    def _find_way(self, transfer: Transfer, queue: Queue, flow: Flow | None) -> None:
        board, following = self.switchboard, transfer.next
        following.target = queue
        following.connected_us = self.timeline.now_us
        following.stage = Stage.IN_FLOW
        if flow is not None:
            # In an agent transfer flow, $.Agent is the agent it goes to.
            target = queue.owner or transfer.agent
            board.begin(following, flow, Purpose.TRANSFER, agent=target, participant="AGENT")
        elif queue.enabled and queue.admits(transferred=True):
            board.queueing.wait_in(following, queue)
        else:
            self._give_up(transfer, "CONTACT_FLOW_DISCONNECT")

    def complete(self, contact: Contact) -> bool:
        """The transferring agent leaves: the customer is on the next contact from now on."""
        transfer = contact.transfer
        if transfer is None or not transfer.pending or contact.agent is None:
            return False
        if transfer.internal:
            self._give_up(transfer, "AGENT_DISCONNECT")
            return True
        board, following = self.switchboard, transfer.next
        transfer.pending = False
        contact.transfer = None
        board.conversations.end_hold(contact)
        if following.stage not in {Stage.WITH_AGENT, Stage.WITH_THIRD_PARTY}:
            contact.transfer_completed_us = self.timeline.now_us
        if following.run is not None:
            following.run.participant = following.customer
        board.tell(contact, "transferred", following.id)
        board.end(contact, "AGENT_DISCONNECT")
        if contact.channel == "CHAT":
            board.chats.audience.passed_on(following)
        return True

    def take_back(self, contact: Contact) -> bool:
        """The agent gives the transfer up and has the customer, still on hold, again."""
        transfer = contact.transfer
        if transfer is None or not transfer.pending:
            return False
        self._give_up(transfer, "AGENT_DISCONNECT")
        return True

    def _give_up(self, transfer: Transfer, reason: str) -> None:
        """The next contact ends; where the agent had left already, its customer goes with it."""
        was_pending, source = transfer.pending, transfer.source
        if was_pending:
            transfer.pending = False
            source.transfer = None
        self.switchboard.end(transfer.next, reason)
        if was_pending and transfer.internal:
            self.switchboard.end(source, reason)
        transfer.agent.tell()

    # --- all three ---

    def conference(self, contact: Contact) -> bool:
        """Let agent, customer and whoever was reached talk together; False where nobody was."""
        transfer = _reached(contact)
        if transfer is None:
            return False
        transfer.on_hold = False
        self.switchboard.conversations.resume(contact)
        self.switchboard.tell(contact, "conference", transfer.agent.username)
        transfer.agent.tell()
        return True

    def toggle(self, contact: Contact) -> bool:
        """Talk to the one on hold, and let the other wait; False where there are no two."""
        transfer = _reached(contact)
        if transfer is None:
            return False
        customer_waits = contact.on_hold_since_us is not None
        self.hold_reached(contact, on_hold=customer_waits)
        if customer_waits:
            self.switchboard.conversations.resume(contact)
        else:
            self.switchboard.conversations.hold(contact)
        return True

    def hold_reached(self, contact: Contact, *, on_hold: bool) -> bool:
        """Let whoever was reached wait, or talk again; False where nobody was."""
        transfer = _reached(contact)
        if transfer is None:
            return False
        transfer.on_hold = on_hold
        transfer.agent.tell()
        return True

    # --- colleagues ---

    def ring(self, agent: Agent, target: Agent, flow: Flow | None = None) -> Contact | Refusal:
        """Let an agent ring a colleague; her contact ends with the colleague's.

        Args:
            flow: of the quick connect; else the centre's default.

        Returns:
            Her contact, else AGENT_OFFLINE or AGENT_BUSY.
        """
        board = self.switchboard
        contact = board.outbound.begin_for(agent, None)
        if isinstance(contact, Refusal):
            return contact
        following = board.new_contact(board.new_id(), after=contact, method="TRANSFER")
        transfer = Transfer(contact, agent, following, internal=True)
        contact.transfer = following.transferred_by = transfer
        board.tell(contact, "transfer", "agent", target.username, following.id)
        board.tell_contact(following)
        board.books.contact_event(following, "INITIATED")
        hook = board.directory.defaults.get("AgentTransfer")
        self._find_way(transfer, target.queue, flow or hook)
        agent.tell()
        return contact

    # --- told by others ---

    def reached(self, contact: Contact) -> None:
        """Somebody has answered the next contact of a transfer, if it is one."""
        transfer = contact.transferred_by
        if transfer is None or not transfer.pending:
            return
        if transfer.internal:
            transfer.source.connected_us = self.timeline.now_us
            self.switchboard.joining.join(transfer.source, transfer.agent)
        transfer.agent.tell()

    def flow_ended(self, run: Run) -> None:
        """The transfer flow ended without a queue."""
        transfer = run.contact.transferred_by
        if transfer is not None:
            self._give_up(transfer, "CONTACT_FLOW_DISCONNECT")

    def target_left(self, contact: Contact) -> None:
        """The agent who was consulted has hung up."""
        if contact.transferred_by is not None:
            self._give_up(contact.transferred_by, "AGENT_DISCONNECT")

    def customer_left(self, contact: Contact) -> None:
        """A contact has ended: nobody is left to be transferred.

        Where all three talked, whoever was reached goes as well. Of multi-party calls, which the
        centre has not, the Administrator Guide says that agents may go on "even after a caller
        drops" ("Comparison of enhanced contact monitoring (multi-party) and three-party", read
        2026); of calls of three it says nothing, and the record of a call has one customer.
        """
        transfer = contact.transfer
        if transfer is not None and transfer.pending:
            self._give_up(transfer, "CUSTOMER_DISCONNECT")
        came_from = contact.transferred_by
        if came_from is not None and came_from.pending:
            came_from.pending = False
            came_from.source.transfer = None
            if came_from.internal:
                self.switchboard.end(came_from.source, contact.disconnect_reason or "OTHER")
            came_from.agent.tell()


def _reached(contact: Contact) -> Transfer | None:
    transfer = contact.transfer
    return transfer if transfer is not None and transfer.pending and transfer.reached else None
