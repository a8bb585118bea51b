"""`morning`: a morning of the sample businesses, call by call, and what it leaves behind."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date as Date  # noqa: N812 - `date` is the option's name
from typing import TYPE_CHECKING, Annotated, Any

import typer

from santral.local.commands.day import FIXED_DATE, read_date
from santral.local.terminal import paint_for, say

if TYPE_CHECKING:
    from santral.local.laptop import Laptop
    from santral.local.morning_story import Morning
    from santral.local.transcript import Transcripts


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
    from santral.local.morning_story import ZONE, open_morning
    from santral.local.transcript import Transcript, Transcripts

    names: dict[str, str] = {}
    paint = paint_for(sys.stdout)
    transcripts = Transcripts(lambda: Transcript(ZONE.key, paint=paint, names=names))
    with open_morning(on, transcripts) as morning:
        names.update(_names(morning.laptop))
        morning.play()
        for call in _calls(transcripts):
            say(call)
        for line in _summary(morning):
            say(line)
        return [str(each) for each in morning.invariants.breaks]


def _names(laptop: Laptop) -> Iterator[tuple[str, str]]:
    """Name queues without their business, agents by their first names."""
    from santral.local.identifiers import resource_arn

    yield resource_arn("prompt", "hold_music"), "hold music"
    for queue in laptop.directory.queues:
        yield queue.name, queue.name.partition("-")[2] or queue.name
    for agent in laptop.directory.agents:
        yield agent.username, agent.first_name


def _calls(transcripts: Transcripts) -> Iterator[str]:
    for initial_id in transcripts:
        yield "\n".join([*transcripts.take(initial_id), ""])


def _summary(morning: Morning) -> Iterator[str]:
    from santral.local.invariants import NAMES

    laptop, figures = morning.laptop, morning.figures.summary()
    counted = ", ".join(
        f"{count} {outcome.replace('_', ' ')}"
        for outcome, count in sorted(morning.figures.outcomes.items())
    )
    stored = sum(
        laptop.stored_record(str(record["ContactId"]), _tenant(record)) is not None
        for record in laptop.records
    )
    mean_wait_s = figures["mean_wait_s"]
    wait = "-" if mean_wait_s is None else f"{mean_wait_s:.1f} s on average for an agent"
    yield f"calls       {figures['contacts']}: {counted}"
    yield f"wait        {wait}"
    yield f"recordings  {len(laptop.objects())} in S3"
    yield f"records     {stored} of {len(laptop.records)} contacts in DynamoDB"
    yield f"requests    {sum(laptop.requests.values())} to AWS services, all on this computer"
    held = len(NAMES) - len(morning.invariants.broken)
    yield f"invariants  {held} of {len(NAMES)} held"


def _tenant(record: dict[str, Any]) -> str:
    # The entry flow of each number sets it first of all.
    return str(record["Attributes"]["tenant"])
