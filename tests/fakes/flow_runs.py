"""One block on one line: a caller, and a centre that is only what the block can see of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from typing import Any

import santral.engine.actions  # noqa: F401 - registers every action type
from santral.engine.blocks import Block, Flow
from santral.engine.contact import Chain, Contact
from santral.engine.directory import Directory
from santral.engine.instants import to_datetime, to_us
from santral.engine.reader import ParameterReader, Problem
from santral.engine.references import Template, compile_path, split
from santral.engine.registry import ACTIONS
from santral.engine.routing.agents import Agent, RoutingProfile
from santral.engine.routing.queues import Queue
from santral.engine.run import Frame, Memory, Run
from santral.engine.steps import (
    NEXT,
    TIME_UP,
    DialEnded,
    Failed,
    HappenedOutside,
    KeyPressed,
    LambdaAnswered,
    LambdaFailed,
    Next,
    Step,
    Wake,
)
from santral.engine.timeline import SECOND, Timeline

MONDAY_NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CUSTOMER, CENTRE = "+905321112233", "+902120000001"
NOBODY_HAS = "+905550000000"


class PhoneBook:
    """Knows two written forms; the number NOBODY_HAS can be written and not be called."""

    def parse(self, written: str, region: str) -> str | None:
        forms = {("05321112233", "TR"): CUSTOMER, ("5321112233", "TR"): CUSTOMER}
        if written.startswith("+"):
            return None if written == NOBODY_HAS else written
        return forms.get((written, region))


@dataclass
class OpenFrom:
    """Hours of every day alike."""

    start: int
    end: int

    def is_open(self, at: datetime) -> bool:
        return self.start <= at.hour < self.end


@dataclass
class Figures:
    """What the metrics say, as a test writes it down."""

    numbers: dict[str, int] = field(default_factory=dict)

    def value(self, metric_type: str, queue: Queue, channel: str) -> int | None:
        return self.numbers.get(metric_type)

    def attributes(self, queue: Queue, contact: Contact, channel: str) -> Mapping[str, object]:
        return {"Queue": {"Name": queue.name, "Size": "3"}, "Channel": channel}


@dataclass
class RoutingChanges:
    """Notes what it was told."""

    changes: list[tuple[int | None, int | None]] = field(default_factory=list)

    def change_routing(
        self, contact: Contact, *, priority: int | None, age_adjustment_us: int | None
    ) -> None:
        self.changes.append((priority, age_adjustment_us))


@dataclass
class Regions:
    instance_arn: str = "arn:aws:connect:eu-central-1:123456789012:instance/i-1"
    region: str = "eu-central-1"


class SmallCentre:
    """The part of a switchboard that actions see."""

    def __init__(self) -> None:
        self.timeline = Timeline(to_us(MONDAY_NINE))
        self.directory = Directory()
        self.random = Random(1)
        self.phone_numbers = PhoneBook()
        self.metrics = Figures()
        self.acd = RoutingChanges()
        self.settings = Regions()
        self.shown: list[str] = []
        self.warnings: list[str] = []

    def queue(self, name: str, *, hours: str | None = None, enabled: bool = True) -> Queue:
        queue = Queue(name, f"arn:aws:connect:queue/{name}", hours=hours)
        queue.enabled = enabled
        self.directory.add_queue(queue)
        return queue

    def agent(self, username: str) -> Agent:
        profile = RoutingProfile("everything", "arn:aws:connect:routing-profile/everything", ())
        agent = Agent(username, f"arn:aws:connect/agent/{username}", profile)
        self.directory.add_agent(agent)
        return agent

    def flow(self, name: str, type_: str = "CONTACT_FLOW") -> Flow:
        start = Block(name, "bye", "DisconnectParticipant", lambda _run: Failed())
        flow = Flow(name, type_, start, {"bye": start}, f"arn:aws:connect:contact-flow/{name}")
        self.directory.add_flow(flow)
        return flow

    def hours_of(self, queue: Queue) -> Any:
        return None if queue.hours is None else self.directory.hours(queue.hours)

    def is_open(self, hours: OpenFrom) -> bool:
        return hours.is_open(to_datetime(self.timeline.now_us))

    def dialable(self, number: str) -> bool:
        return self.phone_numbers.parse(number, "ZZ") is not None

    def show(self, run: Run, text: str) -> None:
        self.shown.append(text)

    def warn(self, contact: Contact, text: str) -> None:
        self.warnings.append(text)


class Line:
    """A customer on the line, in the block that the test has put her into."""

    def __init__(self, *, channel: str = "VOICE", number: str | None = CUSTOMER) -> None:
        self.centre = SmallCentre()
        self.contact = Contact("c-1", Chain("c-1"), self.centre.timeline.now_us)
        self.contact.channel = channel
        self.contact.customer_number, self.contact.system_number = number, CENTRE
        self.flow = self.centre.flow("inbound")
        self.run = Run(self.centre, self.contact, self.flow, Memory())  # type: ignore[arg-type]
        self.action: Any = None

    # --- blocks ---

    def enters(self, type_: str, **parameters: object) -> Step:
        """Run a block that has just been read; one that cannot be run fails the test."""
        return self.enters_again(block(type_, **parameters))

    def enters_again(self, action: Any) -> Step:
        self.action = action
        self.run.progress = None
        return action.start(self.run)  # type: ignore[no-any-return]

    def inside(self, *modules: Flow) -> None:
        """Put the line into the last of these modules, each called by the one before it."""
        for module in modules:
            self.run.stack.append(Frame(self.run.flow, self.flow.start, Memory()))
            self.run.flow = module

    # --- what happens to a block that waits ---

    def presses(self, keys: str) -> Step:
        """Press one key after the other; answers what the last one led to."""
        step: Step | None = None
        for key in keys:
            step = self.wakes(KeyPressed(key))
        assert step is not None
        return step

    def presses_ahead(self, keys: str) -> None:
        """Press keys while nothing listens."""
        self.contact.dtmf_buffer.extend(keys)

    def stays_silent(self) -> Step:
        return self.wakes(TIME_UP)

    def after(self, seconds: float) -> Step:
        """Let time pass until the block's limit, or its prompt's end."""
        timeline = self.centre.timeline
        timeline.advance_to(timeline.now_us + round(seconds * SECOND))
        return self.wakes(TIME_UP)

    def function_answers(self, payload: Mapping[str, object], invocation: str = "") -> Step:
        return self.wakes(LambdaAnswered(payload, invocation))

    def function_fails(self) -> Step:
        return self.wakes(LambdaFailed("exception"))

    def third_party(self, outcome: str) -> Step:
        return self.wakes(DialEnded(outcome))

    def event(self, name: str) -> Step:
        return self.wakes(HappenedOutside(name))

    def wakes(self, wake: Wake) -> Step:
        return self.action.resume(self.run, wake)  # type: ignore[no-any-return]

    # --- references ---

    def reads(self, path: str) -> object:
        """Read a whole path, as Compare does."""
        keys = split(path)
        assert keys is not None
        return compile_path(keys)(self.run)

    def hears(self, text: str, *, xml: bool = False) -> str:
        """Resolve a text, as a prompt does."""
        return Template(text).text(self.run, xml=xml)


def block(type_: str, **parameters: object) -> Any:
    """Read one block; a problem of any kind fails the test."""
    problems = problems_of(type_, **parameters)
    assert problems == []
    return _read(type_, parameters)[0]


def problems_of(type_: str, **parameters: object) -> list[str]:
    """Tell what is wrong with a block's parameters: the fatal ones begin with "!"."""
    _, problems = _read(type_, parameters)
    return [f"{'!' if each.fatal else ''}{each.path}: {each.text}" for each in problems]


def _read(type_: str, parameters: Mapping[str, object]) -> tuple[Any, list[Problem]]:
    problems: list[Problem] = []
    reader = ParameterReader(parameters, problems, flow="inbound", block="b", type_=type_)
    action = ACTIONS[type_].parse(reader)
    reader.finish()
    return action, problems


def leaves_by(step: Step) -> str:
    """Name the branch that a step takes: a result, an error, or NextAction."""
    names: Mapping[type, Callable[[Any], str]] = {
        Next: lambda step: str(step.value) if step is not NEXT else "NextAction",
        Failed: lambda step: step.error,
    }
    return names[type(step)](step)
