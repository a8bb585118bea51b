"""One simulated day of a business: its callers, its agents, every invariant watched."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any, TextIO

from santral.domain.business import Business
from santral.engine.contact import Contact
from santral.engine.instants import to_us
from santral.engine.trace import Event, Sink, as_plain
from santral.local.day_plan import callers, half_hours, shift
from santral.local.figures import Digest, Figures
from santral.local.invariants import ONE_RECORD, Invariants
from santral.local.laptop import Laptop
from santral.local.network import SimulatedNetwork
from santral.local.people import Caller, Crowd

RECORD_EVERY = 100  # one call in so many has a recording made; the others are counted

Progress = Callable[[int, int], None]  # calls so far, the present instant in microseconds


@dataclass(frozen=True, slots=True)
class DayResult:
    """
    Attributes:
        figures: as `day --json` prints them.
        broken: what broke, most telling first; empty when every invariant held.
        recordings: how many were made, and how many only counted.
    """

    figures: dict[str, Any]
    broken: tuple[str, ...]
    recordings: tuple[int, int]


class Sinks:
    """Passes every event of the trace on; the file gets it as `call --json` prints it."""

    def __init__(self, figures: Figures, invariants: Invariants, file: TextIO | None) -> None:
        self.digest = Digest()
        self._sinks: tuple[Sink, ...] = (self.digest, figures, invariants)
        if file is not None:
            self._sinks = (*self._sinks, _Writer(file))

    def __call__(self, event: Event) -> None:
        for sink in self._sinks:
            sink(event)


class _Writer:
    def __init__(self, file: TextIO) -> None:
        self._file = file

    def __call__(self, event: Event) -> None:
        json.dump(as_plain(event), self._file, ensure_ascii=False, default=dict)
        self._file.write("\n")


def simulate(
    business: Business,
    on: date,
    *,
    calls: int,
    agents: int,
    seed: int,
    trace: TextIO | None = None,
    progress: Progress | None = None,
) -> DayResult:
    """Play a day in virtual time, through the shipped flows and the real handlers."""
    began_s = time.perf_counter()
    figures = Figures()
    invariants = Invariants(figures)
    sinks = Sinks(figures, invariants, trace)
    crowd = Crowd(Random(f"{seed}/people"))

    def ended(contact: Contact) -> None:
        figures.handled(contact)
        invariants.ended(contact)

    crowd.on_end = ended
    start = half_hours(business.tenant, on)[0].start
    laptop = Laptop(
        [business],
        start=start,
        seed=seed,
        trace=sinks,
        people=crowd,
        agents=agents,
        record_every=RECORD_EVERY,
        keep_records=False,
    )
    with laptop:
        board = laptop.switchboard
        board.network = SimulatedNetwork(laptop.timeline, Random(f"{seed}/network"))
        crowd.meet(board)
        invariants.meet(board)
        comes, goes = map(to_us, shift(business.tenant, on))
        crowd.start_shift(laptop.directory.agents, goes - comes, in_us=comes - to_us(start))
        planned = callers(business, on, calls, Random(f"{seed}/day"))

        def ring(caller: Caller) -> None:
            crowd.call(caller)

        laptop.timeline.feed((each.at_us, ring, each) for each in _watched(planned, progress))
        laptop.timeline.run()
        for left in list(board.contacts.values()):
            board.end(left, "EXPIRED")  # a callback that nobody was there to make
        laptop.drain()
        invariants.settle()
        broken = [*map(str, invariants.breaks), *_unwritten(laptop, invariants)]
    summary = figures.summary()
    summary["wall_s"] = round(time.perf_counter() - began_s, 2)
    summary["digest"] = sinks.digest.hexdigest()
    recordings = (laptop.books.recordings, laptop.books.unrecorded)
    return DayResult(summary, tuple(broken), recordings)


def _watched(planned: Iterator[Caller], progress: Progress | None) -> Iterator[Caller]:
    for count, caller in enumerate(planned, start=1):
        if progress is not None:
            progress(count, caller.at_us)
        yield caller


def _unwritten(laptop: Laptop, invariants: Invariants) -> Iterator[str]:
    """Name what did not reach the store."""
    if laptop.books.published != invariants.ended_contacts:
        yield f"{ONE_RECORD}: {laptop.books.published} for {invariants.ended_contacts} contacts"
    if laptop.lost:
        yield f"{ONE_RECORD}: {laptop.lost} could not be stored"
