"""The centre itself: calls arrive, flows run, contacts wait, meet agents and end.

A contact's stage is changed by the distributor (acd) as it queues and offers; every other change
happens here or in one of the parts that this module puts together.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from santral.domain.contact import Outcome
from santral.domain.phone import PhoneNumbers
from santral.engine import flow_ends
from santral.engine.assignments import Assignments
from santral.engine.blocks import Flow
from santral.engine.callbacks import Callbacks
from santral.engine.chats import Chats
from santral.engine.contact import NOTHING, Chain, Contact, Stage
from santral.engine.conversations import Conversations
from santral.engine.directory import Directory, Hours
from santral.engine.expiries import Expiries
from santral.engine.flow_ends import FlowEnds
from santral.engine.instants import to_datetime
from santral.engine.joining import Joining
from santral.engine.lambdas import LambdaBlocks, Lambdas
from santral.engine.metrics import Metrics
from santral.engine.monitoring import Monitoring
from santral.engine.outbound import OutboundCalls
from santral.engine.pauses import Pauses
from santral.engine.ports import Books, Network, People, Settings, Speech
from santral.engine.queueing import Queueing
from santral.engine.recorder import Recorder
from santral.engine.refusals import Refusal
from santral.engine.routing.acd import Acd
from santral.engine.routing.agents import Agent, AgentStatus
from santral.engine.routing.queues import Queue
from santral.engine.run import Memory, Purpose, Run
from santral.engine.runner import Runner
from santral.engine.tasks import Tasks
from santral.engine.third_parties import ThirdParties
from santral.engine.timeline import Timeline
from santral.engine.trace import Sink
from santral.engine.transfers import Transfers
from santral.engine.updates import Updates

# A tuple: it compares by identity, while a set would call Python's hash of the enum each time.
NOT_STOPPABLE = ("DISCONNECT", "TRANSFER", "QUEUE_TRANSFER", "EXTERNAL_OUTBOUND", "MONITOR")
_WAITING = (Stage.QUEUED, Stage.OFFERED, Stage.JOINING)


class Switchboard:
    """One Amazon Connect instance at work."""

    # Python looks attributes up faster in slots, or where an instance has no more than thirty.
    __slots__ = (
        "acd", "assignments", "books", "callbacks", "chains", "chats", "contacts", "conversations",
        "directory", "expiries", "flow_ends", "joining", "lambda_blocks", "metrics", "monitoring",
        "network", "new_id", "outbound", "pauses", "people", "phone_numbers", "queueing", "random",
        "recorder", "runner", "settings", "speech", "tasks", "third_parties", "timeline", "trace",
        "transfers", "updates",
    )  # fmt: skip

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
        self.flow_ends = FlowEnds(self)
        self.queueing = Queueing(self)
        self.joining = Joining(self)
        self.conversations = Conversations(self)
        self.recorder = Recorder(self)
        self.transfers = Transfers(self)
        self.callbacks = Callbacks(self)
        self.third_parties = ThirdParties(self)
        self.expiries = Expiries(self)
        self.outbound = OutboundCalls(self)
        self.chats = Chats(self)
        self.tasks = Tasks(self)
        self.pauses = Pauses(self)
        self.assignments = Assignments(self)
        self.monitoring = Monitoring(self)
        self.updates = Updates(self)
        self.contacts: dict[str, Contact] = {}  # those that have not ended
        self.chains: dict[str, list[Contact]] = {}  # the same, by the first of their chain

    # --- the customer ---

    def arrive(
        self,
        customer_number: str | None,
        system_number: str,
        *,
        flow: Flow | None = None,
        channel: str = "VOICE",
    ) -> Contact | None:
        """Take a new contact in, on the flow of the number unless another one is given.

        Returns:
            None where nobody answers that number: the network ends such a call, not the centre.
        """
        if flow is None and self.directory.takes_calls:
            reference = self.directory.numbers.get(system_number)
            flow = None if reference is None else self.directory.flow(reference)
        if flow is None:
            return None
        contact = self.new_contact(self.new_id())
        contact.channel = channel
        contact.customer_number, contact.system_number = customer_number, system_number
        contact.connected_us = self.timeline.now_us
        contact.stage = Stage.IN_FLOW
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
        self.give_up(contact, reason)

    def stop(self, contact: Contact, reason: str | None = None) -> Refusal | None:
        """End a contact from outside, wherever it is; an agent who has it goes on to wrap up.

        Args:
            reason: of the outbound campaigns, which alone may give one.

        Returns:
            None, else ENDED or WRONG_METHOD. Source: API Reference, StopContact.
        """
        if contact.disconnected_us is not None:
            return Refusal.ENDED
        voice = contact.channel == "VOICE"
        if voice and contact.initiation_method in NOT_STOPPABLE:
            return Refusal.WRONG_METHOD
        self.give_up(contact, reason or ("OTHER" if voice else "API"))
        return None

    def give_up(self, contact: Contact, reason: str) -> None:
        """End a contact; its chain counts as abandoned unless something came of it before."""
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

    def routing_changed(self, contact: Contact) -> None:
        """Priority or age of a contact that waits has changed, a minute after it was asked for."""
        self.books.contact_updated(contact, ())

    def status_changed(self, agent: Agent) -> None:
        if self.trace is not None:
            self.trace(
                (self.timeline.now_us, "agent_status", "", agent.username, agent.status.name)
            )

    def queued(self, contact: Contact, queue: Queue) -> None:
        if self.trace is not None:
            self.tell(contact, "queued", queue.name, queue.position(contact), contact.priority)
        self.books.contact_event(contact, "QUEUED")
        self.people.queued(contact)

    def offered(self, contact: Contact, agent: Agent) -> None:
        self.joining.offered(contact, agent)

    # --- contacts ---

    def enter(self, contact: Contact) -> None:
        """Take in a contact that has been made."""
        self.contacts[contact.id] = contact
        self.chains.setdefault(contact.chain.initial_id, []).append(contact)

    def _forget(self, contact: Contact) -> None:
        del self.contacts[contact.id]
        segments = self.chains[contact.chain.initial_id]
        segments.remove(contact)
        if not segments:
            del self.chains[contact.chain.initial_id]

    def new_contact(
        self, contact_id: str, *, after: Contact | None = None, method: str = "INBOUND"
    ) -> Contact:
        """Make a contact: a new chain, or the next segment of one, which inherits its settings."""
        chain = Chain(contact_id) if after is None else after.chain
        contact = Contact(contact_id, chain, self.timeline.now_us)
        contact.initiation_method = method
        self.enter(contact)
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
            contact.description, contact.display_name = after.description, after.display_name
            contact.callback_number, contact.references = after.callback_number, after.references
            if after.expires_us is not None:
                self.expiries.set(contact, after.expires_us)
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
        """Find the flow of an event hook: the contact's own, its queue's, the centre's default."""
        reference = contact.hooks.get(name)
        if reference is None and name == "OutboundWhisper" and contact.queue is not None:
            reference = contact.queue.outbound_flow
        if reference == "":
            return None  # switched off
        flow = self.directory.flow(reference) if reference else None
        return flow or self.directory.defaults.get(name)

    def end(self, contact: Contact, reason: str) -> None:
        """The customer is no longer on this contact: stop all that runs for her."""
        if contact.disconnected_us is not None:
            return
        if contact.stage in _WAITING:
            self.joining.break_off(contact)
        self.stop_runs(contact)
        self.third_parties.customer_left(contact)
        self._disconnect(contact, reason)
        self.transfers.customer_left(contact)
        if contact.stage is Stage.MONITORING:
            self.monitoring.supervisor_leaves(contact)
        self._leave_agent(contact)

    def succeed(self, contact: Contact, following: Contact, reason: str) -> None:
        """End a segment whose customer, or work, goes on in the following one, which is answered.

        An agent who has it goes on to wrap up; the chain is not over.
        """
        following.connected_us = self.timeline.now_us
        self.tell_contact(following)
        self.books.contact_event(following, "INITIATED")
        self._disconnect(contact, reason)
        self._leave_agent(contact)

    def _leave_agent(self, contact: Contact) -> None:
        if contact.agent is not None and contact in contact.agent.contacts:
            contact.stage = Stage.WRAP_UP
            self.conversations.begin_wrap_up(contact, contact.agent)
        else:
            self.complete(contact)

    def _disconnect(self, contact: Contact, reason: str) -> None:
        if contact.expiry_timer is not None:
            self.expiries.cancel(contact)
        if contact.schedule_timer is not None:
            self.tasks.unschedule(contact)
        contact.disconnected_us = self.timeline.now_us
        contact.disconnect_reason = reason
        contact.run = contact.frozen_run = None
        self.conversations.over(contact)
        self.tell(contact, "disconnected", reason)
        self.books.contact_event(contact, "DISCONNECTED")
        if contact.channel == "CHAT":
            self.chats.ended(contact)

    def complete(self, contact: Contact) -> None:
        """Nobody works on this contact any more: write its record.

        The trace has what came of it alone: the outcome of its chain stays open where its customer
        goes on in the following contact.
        """
        if contact.stage is Stage.ENDED or contact.disconnected_us is None:
            return
        contact.stage = Stage.ENDED
        contact.updated_us = self.timeline.now_us
        outcome = contact.chain.outcome
        if outcome is None:
            outcome = flow_ends.by_itself(contact)
            if contact.next_id not in self.contacts:
                contact.chain.outcome = outcome
        self._forget(contact)
        contact.run = contact.agent_run = contact.memory = None
        self.tell(contact, "completed", outcome.value)
        self.books.contact_event(contact, "COMPLETED")
        self.books.record(contact)
        self.people.ended(contact)

    def stop_runs(self, contact: Contact) -> None:
        for run in (contact.run, contact.agent_run, contact.frozen_run):
            if run is not None:
                self.runner.stop(run)

    # --- for actions ---

    def hours_of(self, queue: Queue) -> Hours | None:
        return None if queue.hours is None else self.directory.hours(queue.hours)

    def is_open(self, hours: Hours) -> bool:
        return hours.is_open(to_datetime(self.timeline.now_us))

    def dialable(self, number: str) -> bool:
        """Whether this instance may dial the number; the local one may dial any valid one."""
        return self.phone_numbers.parse(number, "ZZ") is not None

    def show(self, run: Run, text: str) -> None:
        """Send a chat message to whom the flow speaks to."""
        self.tell(run.contact, "heard", run.participant, "Text", text, 0)
        self.chats.audience.shown(run.contact, run.participant, text)

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
