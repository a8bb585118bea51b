"""Our adapter to Amazon Connect on virtual time, over a network that misbehaves when asked to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from random import Random
from typing import Generic, TypeVar

from santral.engine.timeline import SECOND, Timeline
from santral.stores.clients import Clients
from santral.stores.connect import Connect
from santral.stores.pacing import Pace
from tests.fakes.connect import FakeConnect
from tests.fakes.network import Fault, Network, Service

S = TypeVar("S", bound=Service)

# A real instant: seconds since the epoch leave a float the fewest digits behind the point.
START_US = 1_763_800_000 * SECOND
NUMBERS = [f"+9053211100{i:02}" for i in range(100)]


@dataclass(frozen=True, slots=True)
class Side(Generic[S]):
    """
    Attributes:
        monotonic: the service's timeline as seconds.
    """

    connect: Connect
    service: S
    network: Network
    monotonic: Callable[[], float]
    began_s: float

    @property
    def elapsed_s(self) -> float:
        return self.monotonic() - self.began_s

    def suffer(self, *faults: Fault) -> None:
        """Let these happen to the next requests, one each."""
        self.network.faults = iter(faults)

    def dial(self, number: str = NUMBERS[0], attempt: int = 1) -> str:
        """Place a call as a callback of its own."""
        return self.connect.place_call(
            f"callback-{NUMBERS.index(number)}",
            attempt,
            destination=number,
            flow_id=self.service.flow_id,
            source=self.service.source,
        )


@contextmanager
def fake_connect() -> Iterator[FakeConnect]:
    yield FakeConnect(Timeline(START_US))


@contextmanager
def side_with(clients: Clients, service: AbstractContextManager[S]) -> Iterator[Side[S]]:
    with service as opened:
        network = Network(clients.connect, opened)
        monotonic = seconds_of(opened.timeline)
        connect = Connect(clients, pace_on(opened.timeline), opened.instance_id)
        try:
            yield Side(connect, opened, network, monotonic, monotonic())
        finally:
            network.close()


def pace_on(timeline: Timeline) -> Pace:
    return Pace(seconds_of(timeline), sleep_on(timeline), Random(1))


def seconds_of(timeline: Timeline) -> Callable[[], float]:
    return lambda: timeline.now_us / SECOND


def sleep_on(timeline: Timeline) -> Callable[[float], None]:
    """Sleep in whole microseconds, rounded down: too short rather than too long."""

    def sleep(seconds: float) -> None:
        timeline.advance_to(timeline.now_us + int(seconds * SECOND))

    return sleep


def drawn(random: Random, faults: Iterable[Fault]) -> Iterator[Fault]:
    """Draw a fault for every third request or so."""
    chosen = list(faults)
    while True:
        yield random.choice(chosen) if random.random() < 0.35 else Fault.NONE


def drawn_delays(random: Random) -> Iterator[tuple[int, int]]:
    """Draw up to 2 s each way, mostly a few milliseconds."""
    while True:
        slowest_us = random.choice([20_000, 20_000, 2 * SECOND])
        yield random.randrange(slowest_us), random.randrange(slowest_us)
