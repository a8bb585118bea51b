"""`morning`: a morning of the sample businesses, call by call, and what it leaves behind."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date as Date  # noqa: N812 - `date` is the option's name
from datetime import datetime, time
from random import Random
from typing import TYPE_CHECKING, Annotated, Any

import typer

from santral.local.commands.day import FIXED_DATE, read_date
from santral.local.terminal import paint_for, say

if TYPE_CHECKING:
    from santral.engine.trace import Event
    from santral.local.invariants import Invariants
    from santral.local.laptop import Laptop
    from santral.local.transcript import Transcripts

BEGINS = time(8, 45)


def morning(
    date: Annotated[str, typer.Option(metavar="DATE", help="Which day.")] = FIXED_DATE,
) -> None:
    """Play a morning of an air-conditioning shop in Istanbul and a clinic in Rome.

    The shipped flows and the real functions answer fifteen callers; each call is printed as a
    transcript with times, then what the morning left behind. The same date gives the same morning.

    \b
    Examples:
      python -m santral morning
      python -m santral morning --date 2026-10-29    a Turkish holiday
    """
    on = read_date(date)
    say(f"{on:%A} {on.day} {on:%B %Y}: Serin Klima, Istanbul; Clinica Aurelia, Rome.")
    say("All times are those of Istanbul.\n")
    broken = _play(on)
    for each in broken:
        say(f"santral: an invariant broke: {each}", error=True)
    if broken:
        raise typer.Exit(1)


def _play(on: Date) -> list[str]:
    """Play it and print it; answers what broke."""
    from santral.engine.contact import Contact
    from santral.local import businesses
    from santral.local.figures import Figures
    from santral.local.invariants import Invariants
    from santral.local.laptop import Laptop
    from santral.local.morning_story import SCENES, ZONE, Cast, Scene
    from santral.local.network import SimulatedNetwork
    from santral.local.transcript import Transcript, Transcripts

    names: dict[str, str] = {}
    paint = paint_for(sys.stdout)
    transcripts = Transcripts(lambda: Transcript(ZONE.key, paint=paint, names=names))
    figures = Figures()
    invariants = Invariants(figures)
    cast = Cast(Random(f"morning {on}"), on)

    def trace(event: Event) -> None:
        figures(event)
        invariants(event)
        transcripts(event)

    def ended(contact: Contact) -> None:
        figures.handled(contact)
        invariants.ended(contact)

    cast.on_end = ended
    laptop = Laptop(
        [businesses.load("klima"), businesses.load("clinica")],
        start=datetime.combine(on, BEGINS, ZONE),
        trace=trace,
        people=cast,
    )

    def ring(scene: Scene) -> None:
        cast.ring(scene)

    with laptop:
        names.update(_names(laptop))
        board = laptop.switchboard
        board.network = SimulatedNetwork(laptop.timeline, cast.random, answers=1, fails=0)
        cast.meet(board)
        invariants.meet(board)
        for agent in laptop.directory.agents:
            laptop.log_in(agent)
        laptop.timeline.feed((each.caller(on).at_us, ring, each) for each in SCENES)
        laptop.timeline.run()
        laptop.drain()
        invariants.settle()
        for call in _calls(transcripts):
            say(call)
        for line in _summary(laptop, figures.summary(), figures.outcomes, invariants):
            say(line)
    return [str(each) for each in invariants.breaks]


def _names(laptop: Laptop) -> Iterator[tuple[str, str]]:
    """Name queues without their business, agents by their first names."""
    from santral.local.identifiers import resource_arn

    yield resource_arn("prompt", "hold_music"), "music"
    for queue in laptop.directory.queues:
        yield queue.name, queue.name.partition("-")[2] or queue.name
    for agent in laptop.directory.agents:
        yield agent.username, agent.first_name


def _calls(transcripts: Transcripts) -> Iterator[str]:
    for initial_id in transcripts:
        yield "\n".join([*transcripts.take(initial_id), ""])


def _summary(
    laptop: Laptop, figures: dict[str, Any], outcomes: Counter[str], invariants: Invariants
) -> Iterator[str]:
    from santral.local.invariants import NAMES

    counted = ", ".join(
        f"{count} {outcome.replace('_', ' ')}" for outcome, count in sorted(outcomes.items())
    )
    stored = sum(
        laptop.stored_record(str(record["ContactId"]), _tenant(record)) is not None
        for record in laptop.records
    )
    mean_wait_s = figures["mean_wait_s"] or 0
    yield f"calls       {figures['contacts']}: {counted}"
    yield f"wait        {mean_wait_s:.1f} s on average until an agent was there"
    yield f"recordings  {len(laptop.objects())} in S3"
    yield f"records     {stored} of {len(laptop.records)} contacts in DynamoDB"
    yield f"requests    {sum(laptop.requests.values())} to AWS services, all on this computer"
    held = len(NAMES) - len(invariants.broken)
    yield f"invariants  {held} of {len(NAMES)} held"


def _tenant(record: dict[str, Any]) -> str:
    # The entry flow of each number sets it first of all.
    return str(record["Attributes"]["tenant"])
