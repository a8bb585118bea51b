"""The centre itself: calls arrive, flows run, contacts wait, meet agents and end.

Every change of a contact's stage happens here or in one of the parts that this module puts
together: joining (offer to conversation), conversations (hold, hang-up, wrap-up), transfers,
callbacks and third parties.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from santral.domain.contact import Outcome
from santral.domain.phone import PhoneNumbers
from santral.engine.blocks import Flow
from santral.engine.callbacks import Callbacks
from santral.engine.contact import NOTHING, Chain, Contact, Stage
from santral.engine.conversations import Conversations
from santral.engine.directory import Directory, Hours
from santral.engine.instants import to_datetime
from santral.engine.joining import Joining
from santral.engine.lambdas import LambdaBlocks, Lambdas
from santral.engine.metrics import Metrics
from santral.engine.ports import Books, Network, People, Settings, Speech
from santral.engine.routing.acd import Acd
from santral.engine.routing.agents import Agent, AgentStatus
from santral.engine.routing.queues import Queue
from santral.engine.run import Memory, Purpose, Run
from santral.engine.runner import Runner
from santral.engine.steps import FAILED, Failed, Step
from santral.engine.third_parties import ThirdParties
from santral.engine.timeline import Timeline
from santral.engine.trace import Sink
from santral.engine.transfers import Transfers

TRANSFERS_PER_CHAIN = 11  # twelve contacts in all
# A tuple: it compares by identity, while a set would call Python's hash of the enum each time.
_LETTING_GO = (Purpose.INBOUND, Purpose.AFTER_AGENT)
_WHISPERS = (Purpose.AGENT_WHISPER, Purpose.CUSTOMER_WHISPER, Purpose.OUTBOUND_WHISPER)
_WITH_NOBODY = (Stage.IN_FLOW, Stage.AFTER_AGENT)
_WAITING = (Stage.QUEUED, Stage.OFFERED, Stage.JOINING)


class Switchboard:
    """One Amazon Connect instance at work."""

    def __init__(
        self,
        *,
        timeline: Timeline,
        directory: Directory,
        lambdas: Lambdas,
        ids: Callable[[], str],
        random: Random,
        speech: Speech,
        phone_numbers: PhoneNumbers,
        network: Network,
        people: People,
        books: Books,
        settings: Settings,
        trace: Sink | None = None,
    ) -> None:
        self.timeline, self.directory, self.settings = timeline, directory, settings
        self.new_id, self.random, self.speech = ids, random, speech
        self.phone_numbers, self.network = phone_numbers, network
        self.people, self.books, self.trace = people, books, trace
        self.acd = Acd(timeline, self)
        self.metrics = Metrics(timeline)
        self.runner = Runner(self)
        self.lambda_blocks = LambdaBlocks(self, lambdas)
        self.joining = Joining(self)
        self.conversations = Conversations(self)
        self.transfers = Transfers(self)
        self.callbacks = Callbacks(self)
        self.third_parties = ThirdParties(self)
        self.contacts: dict[str, Contact] = {}  # those that have not ended

    # --- the customer ---

    def arrive(
        self,
        customer_number: str | None,
        system_number: str,
        *,
        flow: Flow | None = None,
        channel: str = "VOICE",
        attributes: Mapping[str, str] | None = None,
    ) -> Contact | None:
        """Take a new contact in, on the flow of the number unless another one is given.

        Returns:
            None where nobody answers that number: the network ends such a call, not the centre.
        """
        flow = flow or self.directory.numbers.get(system_number)
        if flow is None:
            return None
        contact = self.new_contact(self.new_id())
        contact.channel = channel
        contact.customer_number, contact.system_number = customer_number, system_number
        contact.connected_us = self.timeline.now_us
        contact.stage = Stage.IN_FLOW
        if attributes:
            contact.attributes.update(attributes)
            contact.chain.attribute_bytes = 4 * len("".join([*attributes, *attributes.values()]))
        self.tell_contact(contact)
        self.books.contact_event(contact, "INITIATED")
        self.begin(contact, flow, Purpose.INBOUND)
        return contact

    def press(self, contact: Contact, key: str) -> bool:
        """Press one key (0-9, *, #). Returns whether a block was listening."""
        if contact.disconnected_us is not None:
            return False
        run = contact.run
        listening = run is not None and not run.ended and run.hears_keys
        self.tell(contact, "key", key, listening)
        return run is not None and not run.ended and self.runner.press(run, key)

    def hang_up(self, contact: Contact, reason: str = "CUSTOMER_DISCONNECT") -> None:
        """Let the customer put the receiver down, wherever she is."""
        if contact.stage is Stage.ENDED or contact.stage is Stage.WRAP_UP:
            return
        self.tell(contact, "left", "customer")
        if contact.chain.outcome is None:
            contact.chain.outcome = Outcome.ABANDONED
        self.end(contact, reason)

    # --- agents ---

    def set_status(self, agent: Agent, status: AgentStatus) -> None:
        """Change an agent's status; choosing another one during after-contact work ends that work.

        Source: Administrator Guide, "Next status".
        """
        chosen = status != agent.status
        self.acd.set_status(agent, status)
        if chosen:
            for contact in list(agent.contacts):
                self.conversations.clear(contact, agent)

    def status_changed(self, agent: Agent) -> None:
        if self.trace is not None:
            self.trace(
                (self.timeline.now_us, "agent_status", "", agent.username, agent.status.name)
            )

    def _queued(self, contact: Contact, queue: Queue) -> None:
        if self.trace is not None:
            self.tell(contact, "queued", queue.name, queue.position(contact), contact.priority)
        self.books.contact_event(contact, "QUEUED")
        self.people.queued(contact)

    def offered(self, contact: Contact, agent: Agent) -> None:
        self.joining.offered(contact, agent)

    # --- contacts ---

    def new_contact(
        self, contact_id: str, *, after: Contact | None = None, method: str = "INBOUND"
    ) -> Contact:
        """Make a contact: a new chain, or the next segment of one, which inherits its settings."""
        chain = Chain(contact_id) if after is None else after.chain
        contact = Contact(contact_id, chain, self.timeline.now_us)
        contact.initiation_method = method
        self.contacts[contact_id] = contact
        if after is not None:
            contact.previous_id = after.id
            after.next_id = contact_id
            contact.channel = after.channel
            contact.customer_number, contact.system_number = (
                after.customer_number,
                after.system_number,
            )
            contact.hooks = after.hooks
            contact.language, contact.voice = after.language, after.voice
            contact.customer_id, contact.name = after.customer_id, after.name
            contact.priority, contact.age_adjustment_us = after.priority, after.age_adjustment_us
            contact.recorded_participants = after.recorded_participants
            contact.flow_logging = after.flow_logging
            contact.target = after.target
        return contact

    def begin(
        self,
        contact: Contact,
        flow: Flow,
        purpose: Purpose,
        *,
        agent: Agent | None = None,
        participant: str = "CUSTOMER",
    ) -> Run:
        """Start a flow for a contact. It has run up to its first wait when this returns."""
        if purpose is Purpose.AGENT_WHISPER or purpose is Purpose.AGENT_HOLD:
            run = Run(self, contact, flow, Memory(), purpose, participant, agent)
            contact.agent_run = run
        else:
            if contact.memory is None:
                contact.memory = Memory()
            contact.memory.flow_attributes = NOTHING
            run = Run(self, contact, flow, contact.memory, purpose, participant, agent)
            contact.run = run
        self.runner.start(run)
        return run

    def hook(self, contact: Contact, name: str) -> Flow | None:
        """Find the flow of an event hook: the contact's own, else the centre's default."""
        reference = contact.hooks.get(name)
        if reference == "":
            return None  # switched off
        flow = self.directory.flow(reference) if reference else None
        return flow or self.directory.defaults.get(name)

    def end(self, contact: Contact, reason: str) -> None:
        """The customer is no longer on this contact: stop all that runs for her."""
        if contact.disconnected_us is not None:
            return
        now_us = self.timeline.now_us
        if contact.stage in _WAITING:
            self.joining.break_off(contact)
        self.stop_runs(contact)
        self.third_parties.customer_left(contact)
        contact.disconnected_us = now_us
        contact.disconnect_reason = reason
        contact.run = None
        self.conversations.stop_recording(contact)
        self.tell(contact, "disconnected", reason)
        self.books.contact_event(contact, "DISCONNECTED")
        self.transfers.customer_left(contact)
        if contact.agent is not None and contact in contact.agent.contacts:
            contact.stage = Stage.WRAP_UP
            self.conversations.begin_wrap_up(contact, contact.agent)
        else:
            self.complete(contact)

    def complete(self, contact: Contact) -> None:
        """Nobody works on this contact any more: write its record."""
        if contact.stage is Stage.ENDED or contact.disconnected_us is None:
            return
        contact.stage = Stage.ENDED
        contact.updated_us = self.timeline.now_us
        chain = contact.chain
        if chain.outcome is None:
            chain.outcome = Outcome.FAILED if contact.failure else self._served(chain)
        self.contacts.pop(contact.id, None)
        contact.run = contact.agent_run = contact.memory = None
        self.tell(contact, "completed", chain.outcome.value)
        self.books.contact_event(contact, "COMPLETED")
        self.books.record(contact)
        self.people.ended(contact)

    def _served(self, chain: Chain) -> Outcome:
        return Outcome.OVERFLOWED if chain.queue_full else Outcome.SERVED_BY_FLOW

    def stop_runs(self, contact: Contact) -> None:
        for run in (contact.run, contact.agent_run):
            if run is not None:
                self.runner.stop(run)

    # --- what flows ask for ---

    def transfer_to_queue(self, run: Run) -> Step | None:
        """TransferContactToQueue. None when the flow has ended because the contact waits."""
        contact, queue = run.contact, run.contact.target
        if queue is None or not queue.enabled or contact.stage not in _WITH_NOBODY:
            return FAILED
        if not queue.admits(transferred=run.purpose is Purpose.TRANSFER):
            contact.chain.queue_full = True
            return Failed("QueueAtCapacity")
        self.runner.stop(run)
        if contact.part is not None:
            # Her agent has left: this contact is his, and his after-contact work may go on.
            contact = self._next_segment(contact, queue, "DISCONNECT")
        self.wait_in(contact, queue)
        return None

    def wait_in(self, contact: Contact, queue: Queue) -> None:
        """Enqueue, and let the customer hear the customer queue flow while she waits."""
        self.acd.take_place(contact, queue)
        self._queued(contact, queue)
        self.acd.find_agent(contact, queue)
        # She has no place any more where an agent took her at once; a callback is nobody's ear.
        if contact.place is not None and contact.callback is None:
            flow = self.hook(contact, "CustomerQueue")
            if flow is not None:
                # In a consultation it is the agent who hears it; the customer is on hold.
                consulting = contact.transferred_by is not None and contact.transferred_by.pending
                participant = "AGENT" if consulting else "CUSTOMER"
                self.begin(contact, flow, Purpose.QUEUE, participant=participant)

    def move_to_queue(self, run: Run, reference: str) -> Step | None:
        """DequeueContactAndTransferToQueue: a new segment of the chain in another queue."""
        contact = run.contact
        queue = self.directory.queue(reference) or self.directory.agent_queue(reference)
        if queue is None or not queue.enabled or contact.stage is not Stage.QUEUED:
            return FAILED
        if contact.chain.transfers >= TRANSFERS_PER_CHAIN:
            return FAILED
        if not queue.admits(transferred=True):
            contact.chain.queue_full = True
            return Failed("QueueAtCapacity")
        self.runner.stop(run)
        contact.chain.transfers += 1
        self.acd.abandon(contact)
        self.wait_in(self._next_segment(contact, queue, "QUEUE_TRANSFER"), queue)
        return None

    def _next_segment(self, contact: Contact, queue: Queue, method: str) -> Contact:
        """End a segment whose customer goes on in the next one, which is answered."""
        segment = self.new_contact(self.new_id(), after=contact, method=method)
        segment.connected_us = self.timeline.now_us
        segment.target = queue
        self.tell_contact(segment)
        self.books.contact_event(segment, "INITIATED")
        contact.disconnected_us = self.timeline.now_us
        contact.disconnect_reason = "CONTACT_FLOW_DISCONNECT"
        contact.run = None
        self.tell(contact, "disconnected", contact.disconnect_reason)
        self.books.contact_event(contact, "DISCONNECTED")
        if contact.agent is not None and contact in contact.agent.contacts:
            contact.stage = Stage.WRAP_UP
            return segment
        outcome = contact.chain.outcome
        self.complete(contact)
        contact.chain.outcome = outcome  # the chain goes on
        return segment

    def flow_ended(self, run: Run, failure: str) -> None:
        """A flow has come to its end, or stopped where no branch led on."""
        contact = run.contact
        self.tell(contact, "flow_ended", run.flow.name, "failed" if failure else "ended")
        if failure and contact.failure is None:
            contact.failure = failure
        purpose = run.purpose
        if purpose in _LETTING_GO:
            self._flow_lets_go(run)
        elif purpose is Purpose.TRANSFER:
            self.transfers.flow_ended(run)
        elif purpose in _WHISPERS:
            self.joining.whisper_ended(run)
        elif purpose is Purpose.QUEUE and contact.stage is Stage.IN_FLOW:
            self._flow_lets_go(run)  # she left the queue for a third party, who has left her
        # Else a queue or hold flow that ends leaves the contact where it is, in silence.

    def flow_disconnects(self, run: Run) -> None:
        """DisconnectParticipant."""
        self.tell(run.contact, "flow_ended", run.flow.name, "disconnected")
        if run.purpose is Purpose.TRANSFER:
            self.transfers.flow_ended(run)
        else:
            self._flow_lets_go(run)

    def _flow_lets_go(self, run: Run) -> None:
        contact = run.contact
        if contact.chain.outcome is None:
            failed = contact.failure is not None and run.ended
            contact.chain.outcome = Outcome.FAILED if failed else self._served(contact.chain)
        self.end(contact, "CONTACT_FLOW_DISCONNECT")

    # --- for actions ---

    def hours_of(self, queue: Queue) -> Hours | None:
        return None if queue.hours is None else self.directory.hours(queue.hours)

    def is_open(self, hours: Hours) -> bool:
        return hours.is_open(to_datetime(self.timeline.now_us))

    def dialable(self, number: str) -> bool:
        """Whether this instance may dial the number; the local one may dial any valid one."""
        return self.phone_numbers.parse(number, "ZZ") is not None

    def show(self, run: Run, text: str) -> None:
        """Send a chat message to the customer."""
        self.tell(run.contact, "heard", run.participant, "Text", text, 0)

    # --- the trace ---

    def tell(self, contact: Contact, kind: str, *fields: object) -> None:
        if self.trace is not None:
            self.trace((self.timeline.now_us, kind, contact.id, *fields))

    def tell_contact(self, contact: Contact) -> None:
        if self.trace is not None:
            self.tell(
                contact,
                "contact",
                contact.chain.initial_id,
                contact.previous_id,
                contact.initiation_method,
                contact.channel,
                contact.customer_number,
                contact.system_number,
            )

    def warn(self, contact: Contact, text: str) -> None:
        self.tell(contact, "warning", text)
