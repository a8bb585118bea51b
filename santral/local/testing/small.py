"""A small centre made by hand: engine alone, flows written in the test, functions stubbed.

It makes no AWS client and takes a millisecond or two: for routing, for one's own small flows, for
thousands of random examples.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from random import Random
from typing import Any

from santral.domain.phone import is_e164
from santral.engine.contact import Contact, Recording
from santral.engine.directory import Directory, Hours
from santral.engine.instants import to_us
from santral.engine.lambdas import EXCEPTION, Attempt
from santral.engine.loader import load_flow, require
from santral.engine.ports import EstimatedSpeech, Settings
from santral.engine.records import contact_record, recording_key
from santral.engine.routing.agents import (
    Agent,
    Concurrency,
    Handling,
    RoutingProfile,
    ServedQueue,
)
from santral.engine.routing.queues import Queue
from santral.engine.switchboard import Switchboard
from santral.engine.timeline import MILLISECOND, SECOND, Timeline
from santral.local.network import SimulatedNetwork
from santral.local.real_time import RealTime
from santral.local.testing.centre import Centre, Spectators, Watch
from santral.local.testing.participants import Call, Desk
from santral.local.testing.small_flows import Json, into_queue

START = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)  # a Monday, 10:00 in Istanbul
LATENCY_US = 50 * MILLISECOND
BUCKET = "recordings/connect/small/CallRecordings"

Answer = Mapping[str, object] | str | Callable[[Mapping[str, Any]], object]


@dataclass(frozen=True, slots=True)
class Serves:
    """One line of a routing profile."""

    queue: str
    priority: int = 1
    delay_s: int = 0
    channel: str = "VOICE"


class PlainNumbers:
    """E.164 is a number, everything else is not."""

    def parse(self, written: str, region: str) -> str | None:
        return written if is_e164(written) else None


class StubbedLambdas:
    """Answers by a table: a value, or a function of the event; what it raises is an exception."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.took_us: dict[str, int] = {}
        self.events: list[tuple[str, Mapping[str, Any]]] = []

    def invoke(
        self, function: str, event: Mapping[str, object], reply: Callable[[Attempt], None]
    ) -> None:
        self.events.append((function, event))
        took_us = self.took_us.get(function, LATENCY_US)
        answer = self.answers.get(function, {})
        try:
            payload = answer(event) if callable(answer) else answer
        except Exception:  # whatever a stub raises is a failure of the function
            reply(Attempt(failure=EXCEPTION, took_us=took_us))
            return
        reply(Attempt(payload, took_us=took_us))  # type: ignore[arg-type]


class SmallBooks:
    """Keeps contact records, and the names that recordings would have."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.records: dict[str, dict[str, Any]] = {}
        self.keys: list[str] = []
        self.event_types: list[tuple[str, str]] = []
        self.updates: list[tuple[str, tuple[str, ...]]] = []

    def contact_event(self, contact: Contact, event_type: str) -> None:
        self.event_types.append((contact.id, event_type))

    def contact_updated(self, contact: Contact, properties: Sequence[str]) -> None:
        if properties:
            self.event_types.append((contact.id, "CONTACT_DATA_UPDATED"))
            self.updates.append((contact.id, tuple(properties)))

    def recorded(self, contact: Contact, recording: Recording) -> str:
        self.keys.append(f"{BUCKET.partition('/')[2]}/{recording_key(contact, recording)}")
        return BUCKET

    def record(self, contact: Contact) -> None:
        self.records[contact.id] = contact_record(contact, self._settings)

    def settle(self) -> None: ...

    def objects(self, bucket: str) -> list[str]:
        return self.keys if bucket == "recordings" else []

    def find(self, contact_id: str) -> dict[str, Any] | None:
        return self.records.get(contact_id)


class SmallCentre(Centre):
    """Build it with `queue`, `profile`, `staff`, `flow` and `number`; then use it as any other."""

    def __init__(
        self,
        *,
        start: datetime = START,
        seed: int = 1,
        settings: Settings | None = None,
        rate: float | None = None,
    ) -> None:
        """
        Args:
            rate: timeline seconds for each second of the wall clock; None for virtual time.
        """
        timeline = Timeline(to_us(start))
        watch, spectators = Watch(), Spectators()
        self.lambdas = StubbedLambdas()
        self.settings = settings or Settings()
        self.books = SmallBooks(self.settings)
        network = SimulatedNetwork(timeline, Random(seed))
        numbered = count(1)
        switchboard = Switchboard(
            timeline=timeline,
            directory=Directory(),
            lambdas=self.lambdas,
            ids=lambda: f"contact-{next(numbered)}",
            random=Random(seed),
            speech=EstimatedSpeech(),
            phone_numbers=PlainNumbers(),
            network=network,
            people=spectators,
            books=self.books,
            settings=self.settings,
            trace=watch,
        )
        driver = None if rate is None else RealTime(timeline, rate=rate)
        super().__init__(switchboard, watch, spectators, network, self.books, driver)
        self._straight: dict[tuple[str, int | None, int | None], str] = {}

    # --- building ---

    def queue(self, name: str, *, capacity: int | None = None, hours: Hours | None = None) -> Queue:
        queue = Queue(name, f"arn:queue/{name}", capacity=capacity)
        if hours is not None:
            queue.hours = f"{name} hours"
            self.directory.add_hours(f"arn:hours/{name}", queue.hours, hours)
        self.directory.add_queue(queue)
        return queue

    def profile(
        self,
        name: str,
        *served: Serves,
        concurrency: Mapping[str, Concurrency] | None = None,
    ) -> RoutingProfile:
        """Make a routing profile, and those of its queues that are not there yet."""
        queues = [
            ServedQueue(
                self.directory.queue(each.queue) or self.queue(each.queue),
                each.channel,
                each.priority,
                each.delay_s * SECOND,
            )
            for each in served
        ]
        profile = RoutingProfile(name, f"arn:routing-profile/{name}", queues, concurrency)
        self.directory.add_profile(profile)
        return profile

    def staff(
        self,
        name: str,
        profile: str,
        *,
        wrap_up_s: float | None = 0,
        auto_accept: bool = False,
    ) -> Desk:
        """Hire an agent, Offline at first; `wrap_up_s` None = until cleared."""
        served = self.directory.profile(profile)
        if served is None:
            raise LookupError(f"no profile {profile!r}")
        agent = Agent(
            name.casefold(),
            f"arn:instance/agent/{name.casefold()}",
            served,
            first_name=name,
            handling=Handling(None if wrap_up_s is None else int(wrap_up_s * SECOND), auto_accept),
        )
        self.directory.add_agent(agent)
        return self.desk(agent)

    def flow(self, name: str, content: Json, *, type_: str | None = None, hook: str = "") -> str:
        """Load a flow; with `hook` it is the default of that event hook. Returns its name."""
        kind = "flow-module" if type_ == "MODULE" else "contact-flow"
        loaded = load_flow(content, name=name, type_=type_, arn=f"arn:{kind}/{name}")
        compiled = require(loaded, strict=False)
        self.directory.add_flow(compiled)
        if hook:
            self.directory.defaults[hook] = compiled
        return name

    def number(self, e164: str, flow: str | Json) -> str:
        """Connect a number to a flow, by name or as written. Returns the number."""
        name = flow if isinstance(flow, str) else self.flow(f"flow of {e164}", flow)
        if self.directory.flow(name) is None:
            raise LookupError(f"no flow {name!r}")
        self.directory.numbers[e164] = name
        return e164

    def answers(self, function: str, answer: Answer, *, took_s: float = 0.05) -> None:
        """Let a function, by the ARN or name that the flow has, answer so."""
        self.lambdas.answers[function] = answer
        self.lambdas.took_us[function] = int(took_s * SECOND)

    # --- calls ---

    def waiting(
        self,
        queue: str,
        *,
        priority: int | None = None,
        older_s: int | None = None,
        channel: str = "VOICE",
        from_: str | None = "+15550100001",
    ) -> Call:
        """Put a contact into a queue, by way of the shortest flow that does it."""
        key = (queue, priority, older_s)
        name = self._straight.get(key)
        if name is None:
            name = self._straight[key] = self.flow(
                f"into {queue} {priority} {older_s}",
                into_queue(queue, priority=priority, older_s=older_s),
            )
        contact = self.switchboard.arrive(
            from_, "+15550100000", flow=self.directory.flow(name), channel=channel
        )
        if contact is None:
            raise LookupError("the flow is not there")
        return Call(self, contact)
