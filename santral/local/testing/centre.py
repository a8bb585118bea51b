"""The test language: a centre in which time passes when told, and what is left behind in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from santral.engine.contact import Contact, Stage
from santral.engine.instants import to_us
from santral.engine.ports import NobodyActs
from santral.engine.routing.agents import Agent
from santral.engine.timeline import HOUR, MINUTE, SECOND, Timeline
from santral.engine.trace import FIELDS, Event
from santral.local.figures import Figures
from santral.local.invariants import Invariants
from santral.local.network import SimulatedNetwork
from santral.local.testing.participants import Call, Desk

if TYPE_CHECKING:
    from datetime import datetime

    from santral.engine.switchboard import Switchboard
    from santral.local.real_time import RealTime

LONGEST_WRAP_UP_US = HOUR


class Spectators(NobodyActs):
    """Nobody acts but the test; who was offered what is noted for it."""

    def __init__(self) -> None:
        self.offers: dict[Agent, list[Contact]] = {}
        self.ended_contacts: list[Contact] = []
        self.invariants: Invariants | None = None

    def offered(self, contact: Contact, agent: Agent) -> None:
        self.offers.setdefault(agent, []).append(contact)

    def ended(self, contact: Contact) -> None:
        self.ended_contacts.append(contact)
        if self.invariants is not None:
            self.invariants.ended(contact)


class Watch:
    """The trace, kept for the test and watched by the invariants."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.figures = Figures()
        self.invariants = Invariants(self.figures)

    def __call__(self, event: Event) -> None:
        self.events.append(event)
        self.figures(event)
        self.invariants(event)


@dataclass(frozen=True, slots=True)
class Record:
    """A contact record, in the words of a test.

    Attributes:
        agent: first name.
        recording: key in the bucket of recordings.
        plain: the record in Amazon Connect's own shape.
    """

    contact_id: str
    agent: str | None
    queue: str | None
    recording: str | None
    waited_s: int | None
    method: str
    disconnect_reason: str | None
    attributes: dict[str, str]
    plain: dict[str, Any]


class Archive(Protocol):
    """Where a centre's records and recordings are found afterwards."""

    def settle(self) -> None: ...

    def find(self, contact_id: str) -> dict[str, Any] | None: ...

    def objects(self, bucket: str) -> list[str]: ...


class Centre:
    """A contact centre in which nothing happens but what the test does."""

    def __init__(
        self,
        switchboard: Switchboard,
        watch: Watch,
        spectators: Spectators,
        network: SimulatedNetwork,
        archive: Archive,
        driver: RealTime | None = None,
    ) -> None:
        self.switchboard, self.network = switchboard, network
        self.timeline: Timeline = switchboard.timeline
        self.directory = switchboard.directory
        self.watch, self.spectators = watch, spectators
        self._archive, self._driver = archive, driver
        self._desks: dict[Agent, Desk] = {}
        watch.invariants.meet(switchboard)
        spectators.invariants = watch.invariants

    # --- time ---

    def wait(self, *, seconds: float = 0, minutes: float = 0) -> None:
        """Let time pass."""
        self.wait_until_us(self.timeline.now_us + int(seconds * SECOND + minutes * MINUTE))

    def wait_until(self, at: datetime) -> None:
        self.wait_until_us(to_us(at))

    def wait_for(self, condition: Callable[[], object], *, minutes: float = 30) -> None:
        """Let time pass, second by second, until a condition holds.

        Raises:
            AssertionError: it did not come true in so many minutes.
        """
        limit_us = self.timeline.now_us + int(minutes * MINUTE)
        while not condition():
            if self.timeline.now_us >= limit_us:
                raise AssertionError(f"it did not come true in {minutes} minutes")
            self.wait(seconds=1)

    def wait_until_us(self, then_us: int) -> None:
        if self._driver is None:
            self.timeline.advance_to(then_us)
        else:
            # A timer, so that the driver does not sleep past that instant.
            self.timeline.after(max(0, then_us - self.timeline.now_us), _nothing)
            self._driver.run(lambda: self.timeline.now_us >= then_us)

    # --- people ---

    def call(self, from_: str | None, to: str) -> Call:
        """Ring a number; `from_` is None where the caller hides hers."""
        contact = self.switchboard.arrive(from_, to)
        if contact is None:
            raise LookupError("nobody has that number")
        return Call(self, contact)

    def agent(self, name: str, profile: str | None = None) -> Desk:
        """Find an agent by username or first name."""
        wanted = name.casefold()
        for agent in self.directory.agents:
            if wanted not in (agent.username.casefold(), agent.first_name.casefold()):
                continue
            if profile is None or agent.profile.name.removesuffix(profile) != agent.profile.name:
                return self.desk(agent)
        raise LookupError(f"no agent {name!r} of profile {profile!r}")

    def desk(self, agent: Agent | str) -> Desk:
        """Give an agent's desk; she may be named by username, user id or ARN.

        Raises:
            LookupError: there is none.
        """
        if isinstance(agent, str):
            found = self.directory.agent(agent)
            if found is None:
                raise LookupError(f"no agent {agent!r}")
            agent = found
        desk = self._desks.get(agent)
        if desk is None:
            desk = self._desks[agent] = Desk(self, agent)
        return desk

    # --- what was left behind ---

    def record_of(self, call: Call | Contact) -> Record:
        """Wait for the contact's after-contact work, and read its record."""
        contact = call.first if isinstance(call, Call) else call
        limit_us = self.timeline.now_us + LONGEST_WRAP_UP_US
        while contact.stage is not Stage.ENDED and self.timeline.now_us < limit_us:
            self.wait(seconds=1)
        self._archive.settle()
        plain = self._archive.find(contact.id)
        if plain is None:
            raise LookupError("the contact has no record")
        return self._as_record(plain)

    def objects(self, bucket: str) -> list[str]:
        """List the keys in a bucket: "recordings"."""
        self._archive.settle()
        return self._archive.objects(bucket)

    def _as_record(self, plain: dict[str, Any]) -> Record:
        worked, queue, recording = plain["Agent"], plain["Queue"], plain["Recording"]
        agent = None if worked is None else self.directory.agent(worked["Username"])
        return Record(
            contact_id=plain["ContactId"],
            agent=None if agent is None else agent.first_name,
            queue=None if queue is None else queue["Name"],
            recording=None if recording is None else recording["Location"].partition("/")[2],
            waited_s=None if queue is None else queue["Duration"],
            method=plain["InitiationMethod"],
            disconnect_reason=plain["DisconnectReason"],
            attributes=plain["Attributes"],
            plain=plain,
        )

    # --- the trace ---

    def events(self, kind: str, contact: Contact | None = None) -> list[dict[str, Any]]:
        """List the events of a kind, with their fields by name."""
        return [
            dict(zip(("at_us", "contact", *FIELDS[kind]), (event[0], *event[2:]), strict=True))
            for event in self.watch.events
            if event[1] == kind and (contact is None or event[2] == contact.id)
        ]

    def check(self) -> None:
        """Fail where an invariant was broken so far.

        Raises:
            AssertionError: with what broke, and where.
        """
        if not self.watch.invariants.hold:
            raise AssertionError("\n".join(map(str, self.watch.invariants.breaks)))

    def finish(self) -> None:
        """Check as well that nothing has been left undone."""
        self.watch.invariants.settle()
        self.check()


def _nothing(_: object) -> None: ...
