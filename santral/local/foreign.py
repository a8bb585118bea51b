"""A call through a flow of somebody else: its functions are stubs, the rest is made up.

Engine alone: no AWS, no moto. A flow that is no inbound flow gets the small inbound flow that
leads to it: a queue flow is heard in a queue, a whisper before a talk, a hold flow in the middle.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from random import Random

from santral.domain.errors import InputError
from santral.engine.answering import EverybodyAnswers
from santral.engine.blocks import Flow
from santral.engine.contact import Contact, Recording
from santral.engine.documents import unbearable
from santral.engine.function_names import fits
from santral.engine.instants import to_us
from santral.engine.lambdas import Attempt
from santral.engine.loader import load_flow, require
from santral.engine.ports import EstimatedSpeech, People, Settings
from santral.engine.reader import Problem
from santral.engine.records import contact_record
from santral.engine.switchboard import Switchboard
from santral.engine.timeline import MILLISECOND, Timeline
from santral.engine.trace import Sink
from santral.local.identifiers import ACCOUNT, INSTANCE_ARN, REGION, id_source
from santral.local.made_up import MadeUpDirectory
from santral.stores.phone_numbers import PhoneNumbersByMetadata

LATENCY_US = 50 * MILLISECOND
QUEUE = "made-up queue"

# Type of flow -> the hook by which a contact that waits, or talks, comes to hear it.
_HOOKS: Mapping[str, str] = {
    "CUSTOMER_QUEUE": "CustomerQueue",
    "CUSTOMER_HOLD": "CustomerHold",
    "AGENT_HOLD": "AgentHold",
    "CUSTOMER_WHISPER": "CustomerWhisper",
    "AGENT_WHISPER": "AgentWhisper",
    "OUTBOUND_WHISPER": "CustomerWhisper",
}
HOLDS = frozenset({"CUSTOMER_HOLD", "AGENT_HOLD"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What functions of this ARN or name answer; `*` and `?` stand for what they usually do."""

    pattern: str
    payload: Mapping[str, object]

    def fits(self, function: str) -> bool:
        return fits(function, self.pattern)


def parse_answer(text: str) -> Answer:
    """Read `glob={"key":"value"}`.

    Raises:
        InputError: there is no glob, or no JSON object after the first `=`.
    """
    pattern, _, written = text.partition("=")
    try:
        payload = json.loads(written)
    except (ValueError, RecursionError):
        payload = None
    if not pattern.strip() or not isinstance(payload, dict) or unbearable(payload):
        raise InputError(
            "--answer: expected an ARN or a name, =, and a JSON object, "
            'as \'*lookup*={"status":"gold"}\''
        )
    return Answer(pattern.strip(), payload)


@dataclass(frozen=True, slots=True)
class ForeignFlow:
    """A flow that can be run.

    Attributes:
        complaints: what Connect would refuse, or what is probably a mistake.
        names: what its author called the things it refers to, where the export says.
    """

    flow: Flow
    complaints: tuple[Problem, ...]
    names: Mapping[str, str]


def read_foreign_flow(path: Path) -> ForeignFlow:
    """Load a flow.

    Raises:
        InputError: the file cannot be read, or the flow not be run; with all reasons, one a line.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
        raise InputError(f"{path}: cannot be read: {reason}") from None
    loaded = load_flow(text, name=path.name)
    problems = tuple(replace(each, flow=str(path)) for each in loaded.problems)
    fatal = [str(each) for each in problems if each.fatal]
    if fatal or loaded.flow is None:
        raise InputError("\n".join(fatal) or f"{path}: nothing was loaded")
    return ForeignFlow(loaded.flow, problems, _names(json.loads(text)))


def _names(document: Mapping[str, object]) -> dict[str, str]:
    """Find the names that the console keeps beside ARNs (ActionMetadata, displayName)."""
    names: dict[str, str] = {}
    actions = document.get("Actions")
    metadata = _at(document, "Metadata", "ActionMetadata")
    for action in actions if isinstance(actions, list) else ():
        written = _at(action, "Parameters")
        shown = _at(metadata, str(_value(action, "Identifier")), "parameters")
        for key, reference in written.items():
            name = _value(_at(shown, key), "displayName")
            if isinstance(reference, str) and isinstance(name, str) and name:
                names[reference] = name
    return names


def _at(value: object, *keys: str) -> Mapping[str, object]:
    for key in keys:
        value = _value(value, key)
    return value if isinstance(value, dict) else {}


def _value(value: object, key: str) -> object:
    return value.get(key) if isinstance(value, dict) else None


class StubbedFunctions:
    """Lambda functions that answer what they were told to; the others an empty object."""

    def __init__(self, answers: Sequence[Answer], warn: Callable[[str], None]) -> None:
        self._answers, self._warn = answers, warn
        self._unknown: set[str] = set()

    def invoke(
        self, function: str, event: Mapping[str, object], reply: Callable[[Attempt], None]
    ) -> None:
        fitting = next((each.payload for each in self._answers if each.fits(function)), None)
        if fitting is None and function not in self._unknown:
            self._unknown.add(function)
            self._warn(f"function {function!r} has no --answer: it answers {{}}")
        reply(Attempt(fitting or {}, took_us=LATENCY_US))


class RecordsKept:
    """Books that keep the contact records."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.records: list[dict[str, object]] = []

    def contact_event(self, contact: Contact, event_type: str) -> None: ...

    def contact_updated(self, contact: Contact, properties: Sequence[str]) -> None: ...

    def recorded(self, contact: Contact, recording: Recording) -> str:
        return "recordings/made-up"

    def record(self, contact: Contact) -> None:
        self.records.append(contact_record(contact, self._settings))


class ForeignCentre:
    """A centre around one foreign flow.

    Args:
        agents: how many answer each queue.
    """

    def __init__(
        self,
        foreign: ForeignFlow,
        *,
        start: datetime,
        people: People,
        answers: Sequence[Answer] = (),
        agents: int = 1,
        seed: int = 1,
        trace: Sink | None = None,
    ) -> None:
        self.timeline = Timeline(to_us(start))
        self._trace = trace
        network = EverybodyAnswers()
        network.timeline = self.timeline
        settings = Settings(instance_arn=INSTANCE_ARN, account=ACCOUNT, region=REGION)
        self._directory = MadeUpDirectory(agents, foreign.names)
        self._books = RecordsKept(settings)
        self.switchboard = Switchboard(
            timeline=self.timeline,
            directory=self._directory,
            lambdas=StubbedFunctions(answers, self._warn),
            ids=id_source(Random(f"{seed}/ids")),
            random=Random(f"{seed}/switchboard"),
            speech=EstimatedSpeech(),
            phone_numbers=PhoneNumbersByMetadata(),
            network=network,
            people=people,
            books=self._books,
            settings=settings,
            trace=trace,
        )
        self._directory.warn = self._warn
        self._directory.log_in = self.switchboard.acd.make_available
        self._directory.add_flow(foreign.flow)
        self._entry = self._entry_of(foreign.flow)

    @property
    def records(self) -> list[dict[str, object]]:
        return self._books.records

    def call(self, from_: str | None, to: str) -> Contact:
        contact = self.switchboard.arrive(from_, to, flow=self._entry)
        if contact is None:
            raise AssertionError("a call with a flow always arrives")
        return contact

    def _entry_of(self, flow: Flow) -> Flow:
        if flow.type == "MODULE":
            return _load("a made-up flow", _INVOKES_MODULE, flow.name)
        hook = _HOOKS.get(flow.type)
        if hook is None:
            return flow
        self._directory.defaults[hook] = flow
        return _load("a made-up flow", _ENTERS_QUEUE, QUEUE)

    def _warn(self, text: str) -> None:
        if self._trace is not None:
            self._trace((self.timeline.now_us, "warning", "", text))


def _load(name: str, template: str, value: str) -> Flow:
    content = template.replace('"VALUE"', json.dumps(value))
    return require(load_flow(content, name=name, type_="CONTACT_FLOW"), strict=False)


_INVOKES_MODULE = """
{"Version": "2019-10-30", "StartAction": "invoke module", "Actions": [
  {"Identifier": "invoke module", "Type": "InvokeFlowModule",
   "Parameters": {"FlowModuleId": "VALUE"},
   "Transitions": {"NextAction": "hang up", "Errors": [
     {"ErrorType": "NoMatchingCondition", "NextAction": "hang up"},
     {"ErrorType": "NoMatchingError", "NextAction": "hang up"}]}},
  {"Identifier": "hang up", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}}]}
"""
_ENTERS_QUEUE = """
{"Version": "2019-10-30", "StartAction": "set queue", "Actions": [
  {"Identifier": "set queue", "Type": "UpdateContactTargetQueue",
   "Parameters": {"QueueId": "VALUE"},
   "Transitions": {"NextAction": "enter queue", "Errors": [
     {"ErrorType": "NoMatchingError", "NextAction": "hang up"}]}},
  {"Identifier": "enter queue", "Type": "TransferContactToQueue", "Parameters": {},
   "Transitions": {"NextAction": "hang up", "Errors": [
     {"ErrorType": "QueueAtCapacity", "NextAction": "hang up"},
     {"ErrorType": "NoMatchingError", "NextAction": "hang up"}]}},
  {"Identifier": "hang up", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}}]}
"""
