"""`call --flow`: one call through a flow of somebody else."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from santral.local.commands.ringing import Show, Wish, manners, number, people_for, records_of, ring
from santral.local.foreign import HOLDS, ForeignCentre, parse_answer, read_foreign_flow
from santral.local.starts import start_of
from santral.local.terminal import paint_for, say
from santral.local.transcript import Transcript, title

ANSWERS_S: Final = 10
DIALLED: Final = "+12065550199"
ZONE: Final = "UTC"
# One fixed moment, so that a flow under test gives one trace.
START: Final = "2026-11-23T10:00"
ANYWHERE: Final = "ZZ"


def ring_flow(wish: Wish, file: Path, answers: list[str]) -> bool:
    """Play the call.

    Returns:
        Whether an error occurred that no branch handled.

    Raises:
        InputError: an option or the flow cannot be read.
    """
    told = [parse_answer(each) for each in answers]
    caller = number(wish.from_, ANYWHERE, "--from")
    dialled = number(wish.to or DIALLED, ANYWHERE, "--to") or DIALLED
    foreign = read_foreign_flow(file)
    holds = foreign.flow.type in HOLDS
    people, live = people_for(wish, manners(ANSWERS_S, holds=holds))
    at = START if wish.at is None and wish.date is None else wish.at
    start, _ = start_of(at, wish.date, timezone=ZONE, hours=None, now=datetime.now(UTC))
    for problem in foreign.complaints:
        say(f"warning: {problem}", error=True)
    transcript = Transcript(
        ZONE,
        paint=paint_for(sys.stdout),
        names=foreign.names,
        warnings=True,
        details=wish.details,
        merges_keys=not wish.live,
    )
    show = Show(wish, transcript)
    centre = ForeignCentre(
        foreign,
        start=start,
        people=people,
        answers=told,
        agents=1 if wish.agents is None else wish.agents,
        seed=wish.seed,
        trace=show,
    )
    people.board = centre.switchboard
    show.begin(f"{file.name} ({foreign.flow.type}), {title(start, ZONE)}", "")
    contact = ring(centre, wish, lambda: centre.call(caller, dialled), live)
    show.end(records_of(centre, contact.chain))
    return show.failed
