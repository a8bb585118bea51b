"""Flows by others, in the folder SANTRAL_FOREIGN_FLOWS.

Each is refused at load with its reasons, or a call through it comes to its end, whatever the caller
types and whatever functions answer.
"""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from santral.domain.errors import InputError
from santral.engine.answering import Manners, People
from santral.engine.caller import ScriptedCaller, hang_up_after, parse_keys
from santral.engine.contact import Contact
from santral.local.foreign import (
    HOLDS,
    Answer,
    ForeignCentre,
    ForeignFlow,
    read_foreign_flow,
)
from santral.local.playing import play_out

FOLDER = os.environ.get("SANTRAL_FOREIGN_FLOWS", "")
FILES = sorted(path for path in Path(FOLDER).rglob("*.json") if FOLDER)
START = datetime(2026, 11, 23, 10, tzinfo=UTC)
KEYS = ("", "1,2,3,1,2,3", "3,2,1", "w20,1#,12345#,*,0", "9,9,9,9,9,9")
# A refusal says the file, then the block and its type, or what of the file it is about.
REFUSAL = re.compile(r".+\.json:(?: block '[^']+'(?: \([A-Za-z]+\))?)? \S+: \S.*")

pytestmark = pytest.mark.skipif(not FOLDER, reason="SANTRAL_FOREIGN_FLOWS names no folder of flows")


def names_read(path: Path) -> list[str]:
    """Find which members of functions' answers a flow reads."""
    return sorted(set(re.findall(r"\$\.External\.([A-Za-z0-9_-]+)", path.read_text("utf-8-sig"))))


def answers_for(path: Path) -> list[tuple[Answer, ...]]:
    """Make functions answer nothing, a word, and a number wherever the flow reads something."""
    names = names_read(path)
    values = ("true", "1", "arn:aws:connect:eu-central-1:123456789012:instance/i/queue/q")
    return [(), *((Answer("*", dict.fromkeys(names, value)),) for value in values)]


def call(
    foreign: ForeignFlow, keys: str, answers: tuple[Answer, ...], agents: int
) -> tuple[Contact, list[dict[str, object]], list[Any]]:
    trace: list[Any] = []
    manners = Manners(
        answers_us=10_000_000,
        talks_us=60_000_000,
        holds_us=20_000_000 * (foreign.flow.type in HOLDS),
    )
    people = People(ScriptedCaller(parse_keys(keys)).her_turn, manners)
    centre = ForeignCentre(
        foreign, start=START, people=people, answers=answers, agents=agents, trace=trace.append
    )
    people.board = centre.switchboard
    contact = centre.call("+12065550100", "+12065550199")
    hang_up_after(centre.switchboard, contact, 900)
    play_out(centre, contact)
    return contact, centre.records, trace


def test_the_folder_has_flows() -> None:
    assert FILES


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_foreign_flow_is_refused_with_its_reasons_or_comes_to_its_end(path: Path) -> None:
    try:
        foreign = read_foreign_flow(path)
    except InputError as refused:
        for line in str(refused).splitlines():
            assert REFUSAL.fullmatch(line), line
        return

    for keys, answers, agents in product(KEYS, answers_for(path), (0, 1)):
        contact, records, trace = call(foreign, keys, answers, agents)

        assert contact.chain.outcome is not None
        assert [each["InitialContactId"] for each in records].count(None) == 1
        assert sum(event[1] == "contact" for event in trace) == len(records)
