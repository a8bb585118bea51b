"""One contact: a segment of a customer's way through the centre, with one contact id.

Defaults stand on the class, since most contacts leave most of them alone; making forty slots per
call would cost more than the rest of its routing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from santral.domain.contact import Outcome

if TYPE_CHECKING:
    from santral.engine.blocks import Flow
    from santral.engine.routing.agents import Agent
    from santral.engine.routing.queues import Place, Queue
    from santral.engine.run import Memory, Run
    from santral.engine.timeline import Timer
    from santral.engine.transfers import Transfer

DEFAULT_PRIORITY = 5
TRANSFERS_PER_CHAIN = 11  # twelve contacts in all
CHANNELS = ("VOICE", "CHAT", "TASK", "EMAIL")
# By channel: what Connect itself says of every contact, as the API writes it.
SUBTYPES: Mapping[str, Mapping[str, Mapping[str, object]]] = {
    channel: {"connect:Subtype": {"ValueString": f"connect:{subtype}"}}
    for channel, subtype in (("VOICE", "Telephony"), ("CHAT", "Chat"), ("TASK", "Task"))
}
NOTHING: Mapping[str, Any] = {}  # shared by all who have nothing of their own yet


class Stage(Enum):
    """Where a contact is. It is in one stage at a time, and ENDED is the only way out."""

    CREATED = "created"  # promised, scheduled or being dialled: nothing runs for it yet
    IN_FLOW = "in flow"
    QUEUED = "queued"
    OFFERED = "offered"
    JOINING = "joining"  # accepted: whispers, and for a callback the dialling
    PAUSED = "paused"  # a task that nobody has in hand; one that an agent has is with her
    WITH_AGENT = "with agent"
    MONITORING = "monitoring"  # a supervisor listens to another contact
    WITH_THIRD_PARTY = "with third party"
    AFTER_AGENT = "after agent"  # the disconnect flow, with the customer alone
    WRAP_UP = "wrap-up"  # nobody is left but the agent's work
    ENDED = "ended"


class Chain:
    """What all segments of one customer's way share.

    Attributes:
        attribute_bytes: never less than the UTF-8 bytes of all attributes.
        queue_full: whether a full queue turned her away at some point.
    """

    outcome: Outcome | None = None
    queue_full = False
    transfers = 0
    attribute_bytes = 0

    def __init__(self, initial_id: str) -> None:
        self.initial_id = initial_id
        self.attributes: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Recording:
    """One recorded conversation.

    Attributes:
        silent: the parts in which recording was suspended.
        place: `<bucket>/<prefix>` under which it was put when it was made.
    """

    started_us: int
    stopped_us: int
    silent: tuple[tuple[int, int], ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class Listening:
    """How a supervisor took part for a while: `state` is SILENT_MONITOR or BARGE."""

    state: str
    started_us: int
    stopped_us: int


@dataclass(slots=True)
class AgentPart:
    """What one agent did on a contact: the Agent member of its record."""

    agent: Agent
    accepted_us: int
    connected_us: int | None = None
    left_us: int | None = None
    wrapped_us: int | None = None
    hold_us: int = 0
    longest_hold_us: int = 0
    holds: int = 0
    paused_us: int = 0
    listening: tuple[Listening, ...] = ()


@dataclass(slots=True)
class CallbackPlan:
    """A promise to call back."""

    number: str
    attempts_left: int
    retry_delay_us: int
    caller_id: str = ""


class Contact:
    """The engine's own, changing state; records.py writes it down."""

    __slots__ = (
        "__dict__",
        "__weakref__",
        "age_adjustment_us",
        "agent",
        "attributes",
        "chain",
        "channel",
        "connected_us",
        "dequeued_us",
        "enqueued_us",
        "id",
        "initiated_us",
        "offered_to",
        "offers",
        "place",
        "priority",
        "queue",
        "stage",
    )

    initiation_method: str = "INBOUND"
    previous_id: str | None = None
    next_id: str | None = None
    related_id: str | None = None
    customer_number: str | None = None
    system_number: str | None = None
    scheduled_us: int | None = None
    schedule_timer: Timer | None = None
    scheduled_flow: Flow | None = None  # that begins when schedule_timer is up
    expires_us: int | None = None
    expiry_timer: Timer | None = None
    has_expired: bool = False  # once, and was left to its disconnect flow
    disconnected_us: int | None = None
    disconnect_reason: str | None = None
    transfer_completed_us: int | None = None
    transferred_to: str | None = None
    updated_us: int = 0

    # queue
    target: Queue | None = None  # the target queue that flows set

    # agent
    part: AgentPart | None = None
    on_hold_since_us: int | None = None
    ring_timer: Timer | None = None
    whisper_timer: Timer | None = None
    wrap_up_timer: Timer | None = None
    transfer: Transfer | None = None  # that its agent has begun
    transferred_by: Transfer | None = None  # that it came from
    muted: frozenset[str] = frozenset()  # who is not heard: MUTABLE of conversations

    # flow
    run: Run | None = None  # what drives the customer's line
    agent_run: Run | None = None  # what drives the agent's
    frozen_run: Run | None = None  # what drove the customer's before a pause
    memory: Memory | None = None
    language: str | None = None
    voice: str = "Joanna"
    customer_id: str | None = None
    name: str | None = None
    description: str | None = None
    callback_number: str | None = None
    callback: CallbackPlan | None = None
    flow_logging: bool = False
    dtmf_buffering: bool = False
    display_name: str | None = None  # of a chat's customer
    initial_message: str | None = None  # of a chat
    template: Mapping[str, str] | None = None  # Arn and Name of what a task was made from
    recorded_participants: tuple[str, ...] = ()
    failure: str | None = None  # "error at flow/block" when no branch handled it
    third_party_since_us: int | None = None
    third_party_us: int = 0
    recording_since_us: int | None = None
    recording_paused_us: int | None = None
    recording_pauses: tuple[tuple[int, int], ...] = ()
    recordings: tuple[Recording, ...] = ()
    paused_since_us: int | None = None
    paused_in: Stage | None = None  # where a task was when it was paused
    last_paused_us: int | None = None
    last_resumed_us: int | None = None
    paused_us: int = 0
    pauses: int = 0
    linked: int = 0  # tasks that name this contact as their previous one
    beyond_slots: bool = False  # its agent has it on top of what routing would give her
    monitors: tuple[Contact, ...] = ()  # of the supervisors who listen
    monitored: Contact | None = None
    monitor_state: str = "SILENT_MONITOR"
    monitor_since_us: int = 0
    monitor_capabilities: tuple[str, ...] = ()

    # Replaced as a whole when something is added, so that the empty one can be shared.
    hooks: Mapping[str, str] = NOTHING
    references: Mapping[str, Mapping[str, str]] = NOTHING
    tags: Mapping[str, str] = NOTHING
    segment_attributes: Mapping[str, Mapping[str, object]] = NOTHING  # as the API writes them
    evaluations: Mapping[str, Mapping[str, object]] = NOTHING  # by form, as records write them
    _counters: dict[tuple[str, str], int] | None = None
    _dtmf_buffer: list[str] | None = None

    def __init__(self, contact_id: str, chain: Chain, initiated_us: int) -> None:
        self.id = contact_id
        self.chain = chain
        self.initiated_us = initiated_us
        self.attributes = chain.attributes
        # What the distributor asks of every contact has a slot; the rest is seldom needed.
        self.channel: str = "VOICE"
        self.stage: Stage = Stage.CREATED
        self.connected_us: int | None = None
        self.queue: Queue | None = None
        self.place: Place | None = None
        self.priority: int = DEFAULT_PRIORITY
        self.age_adjustment_us: int = 0
        self.enqueued_us: int | None = None
        self.dequeued_us: int | None = None
        self.offered_to: Agent | None = None
        self.offers: int = 0
        self.agent: Agent | None = None

    def __repr__(self) -> str:
        return f"Contact({self.id}, {self.stage.value})"

    @property
    def customer(self) -> str:
        """Whom its flows speak to: a task has nobody."""
        return "NOBODY" if self.channel == "TASK" else "CUSTOMER"

    @property
    def all_segment_attributes(self) -> Mapping[str, Mapping[str, object]]:
        """Those of its own, and those that Connect gives it."""
        given = SUBTYPES.get(self.channel, NOTHING)
        return {**given, **self.segment_attributes} if self.segment_attributes else given

    @property
    def counters(self) -> dict[tuple[str, str], int]:
        """What blocks count over the whole contact, by flow and identifier."""
        if self._counters is None:
            self._counters = {}
        return self._counters

    @property
    def dtmf_buffer(self) -> list[str]:
        """Keys that no block has heard yet, the oldest first."""
        if self._dtmf_buffer is None:
            self._dtmf_buffer = []
        return self._dtmf_buffer


def endpoint(number: str | None) -> dict[str, str] | None:
    """Write a telephone number as Connect writes an endpoint."""
    return None if number is None else {"Type": "TELEPHONE_NUMBER", "Address": number}
