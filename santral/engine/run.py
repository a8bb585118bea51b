"""One flow being run for one participant of a contact: what its blocks may see and remember."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from santral.engine.contact import NOTHING, Contact, endpoint

if TYPE_CHECKING:
    from santral.engine.blocks import Block, Flow
    from santral.engine.lambdas import Invocation
    from santral.engine.routing.agents import Agent
    from santral.engine.steps import Prompt, Wake
    from santral.engine.switchboard import Switchboard
    from santral.engine.timeline import Timer


class Purpose(Enum):
    """Why a flow is being run: what its end means depends on it."""

    INBOUND = "inbound"
    QUEUE = "customer queue"
    AGENT_WHISPER = "agent whisper"
    CUSTOMER_WHISPER = "customer whisper"
    OUTBOUND_WHISPER = "outbound whisper"
    CUSTOMER_HOLD = "customer hold"
    AGENT_HOLD = "agent hold"
    TRANSFER = "transfer"
    AFTER_AGENT = "disconnect"
    EVENT = "event"  # told of a pause or its end; it decides nothing


class Memory:
    """What blocks leave behind for later blocks. A module begins with an empty one.

    Source: Administrator Guide, "Flow modules": a module sees none of the caller's external,
    stored-input, metric or flow attributes, nor the caller the module's.
    """

    external: Mapping[str, object] = NOTHING
    invocation_id: str = ""
    stored_input: str | None = None
    metrics: Mapping[str, object] = NOTHING
    module_input: Mapping[str, object] = NOTHING
    module_result: str | None = None
    module_result_data: Mapping[str, object] = NOTHING
    flow_attributes: Mapping[str, str] = NOTHING


@dataclass(slots=True)
class Frame:
    """Where a module was invoked from."""

    flow: Flow
    block: Block
    memory: Memory


class Sound(NamedTuple):
    """A prompt that is being played.

    Attributes:
        began_us: when, on the timeline.
        from_us: where in the prompt it began.
    """

    prompt: Prompt
    language: str | None
    began_us: int
    from_us: int


class Run:
    """A flow that is being run. Defaults stand on the class, as for contacts.

    Attributes:
        participant: who hears it: CUSTOMER, AGENT or NOBODY.
        sound: what it plays; the prompt may be over while the block that plays it still listens.
        progress: whatever the current block wants to remember between its wakes.
        same_instant: wakes since time last passed; guards against endless loops.
        silent_us: how long functions have kept the line without sound.
        chain_us: how long the present chain of functions has taken.
    """

    block: Block | None = None
    timer: Timer | None = None
    sound: Sound | None = None
    invocation: Invocation | None = None
    progress: object = None
    hears_keys = False
    ended = False
    frozen = False
    left_us: int | None = None  # of its timer when it was frozen
    held: Wake | None = None  # what would have woken it meanwhile
    same_instant = 0
    silent_us = 0
    chain_us = 0

    def __init__(
        self,
        switchboard: Switchboard,
        contact: Contact,
        flow: Flow,
        memory: Memory,
        purpose: Purpose = Purpose.INBOUND,
        participant: str = "CUSTOMER",
        agent: Agent | None = None,
    ) -> None:
        self.switchboard, self.contact = switchboard, contact
        self.flow, self.memory, self.purpose = flow, memory, purpose
        self.participant, self.agent = participant, agent
        self.stack: list[Frame] = []
        self.at_us = switchboard.timeline.now_us

    @property
    def now_us(self) -> int:
        return self.switchboard.timeline.now_us

    def warn(self, text: str) -> None:
        """Put a warning for the flow's author into the trace."""
        self.switchboard.warn(self.contact, text)

    # --- the roots of references; see references.py ---

    @property
    def attributes(self) -> Mapping[str, object]:
        return self.contact.attributes

    @property
    def flow_attributes(self) -> Mapping[str, str]:
        return self.memory.flow_attributes

    @property
    def external(self) -> Mapping[str, object]:
        return self.memory.external

    @property
    def lambda_invocation(self) -> Mapping[str, object]:
        return {"ResultData": self.memory.external, "InvocationId": self.memory.invocation_id}

    @property
    def stored_input(self) -> str | None:
        return self.memory.stored_input

    @property
    def metrics(self) -> Mapping[str, object]:
        return self.memory.metrics

    @property
    def modules(self) -> Mapping[str, object]:
        return {
            "Input": self.memory.module_input,
            "Result": self.memory.module_result,
            "ResultData": self.memory.module_result_data,
        }

    @property
    def queue_attributes(self) -> Mapping[str, object]:
        """Describe the target queue; an agent's own has no name."""
        queue = self.contact.target
        if queue is None:
            return NOTHING
        return {
            "Name": None if queue.owner is not None else queue.name,
            "ARN": queue.arn,
            "OutboundCallerId": endpoint(queue.outbound_number),
        }

    @property
    def agent_attributes(self) -> Mapping[str, object]:
        """Known where an agent takes part: whispers, holds, agent transfer."""
        agent = self.agent or self.contact.agent
        if agent is None:
            return NOTHING
        return {
            "UserName": agent.username,
            "FirstName": agent.first_name,
            "LastName": agent.last_name,
            "ARN": agent.arn,
        }

    @property
    def customer_endpoint(self) -> Mapping[str, object]:
        return endpoint(self.contact.customer_number) or NOTHING

    @property
    def system_endpoint(self) -> Mapping[str, object]:
        return endpoint(self.contact.system_number) or NOTHING

    @property
    def segment_attributes(self) -> Mapping[str, object]:
        attributes = self.contact.all_segment_attributes
        return {name: _plain_segment_value(value) for name, value in attributes.items()}

    @property
    def references(self) -> Mapping[str, object]:
        return self.contact.references

    @property
    def tags(self) -> Mapping[str, object]:
        return self.contact.tags

    @property
    def media(self) -> Mapping[str, object]:
        message = self.contact.initial_message
        return NOTHING if message is None else {"InitialMessage": message}

    @property
    def contact_id(self) -> str:
        return self.contact.id

    @property
    def initial_contact_id(self) -> str:
        return self.contact.chain.initial_id

    @property
    def previous_contact_id(self) -> str | None:
        return self.contact.previous_id

    @property
    def related_contact_id(self) -> str | None:
        return self.contact.related_id

    @property
    def channel(self) -> str:
        return self.contact.channel

    @property
    def initiation_method(self) -> str:
        return self.contact.initiation_method

    @property
    def instance_arn(self) -> str:
        return self.switchboard.settings.instance_arn

    @property
    def aws_region(self) -> str:
        return self.switchboard.settings.region

    @property
    def language_code(self) -> str | None:
        return self.contact.language

    @property
    def customer_id(self) -> str | None:
        return self.contact.customer_id

    @property
    def name(self) -> str | None:
        return self.contact.name

    @property
    def description(self) -> str | None:
        return self.contact.description

    @property
    def voice(self) -> str:
        return self.contact.voice


def _plain_segment_value(value: Mapping[str, object]) -> object:
    """Read a segment attribute as flows do: its text, or its map by name."""
    for name, inner in value.items():
        if name == "ValueMap" and isinstance(inner, dict):
            return {key: _plain_segment_value(each) for key, each in inner.items()}
        return inner if isinstance(inner, str) else str(inner)
    return None
