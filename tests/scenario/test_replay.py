"""The same seed gives the same day, byte for byte; another one another day."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from santral.local.simulated_day import DayResult, simulate
from tests.scenario.shops import CLINICA, KLIMA

MONDAY = date(2026, 11, 23)
ROOT = Path(__file__).parent.parent.parent


def short_day(seed: int) -> DayResult:
    return simulate(KLIMA, MONDAY, calls=15, agents=6, seed=seed)


@pytest.fixture(scope="module")
def first() -> DayResult:
    return short_day(1)


def test_a_seed_gives_the_same_trace_again(first: DayResult) -> None:
    assert short_day(1).figures["digest"] == first.figures["digest"]


def test_another_seed_gives_another_day(first: DayResult) -> None:
    assert short_day(2).figures["digest"] != first.figures["digest"]


def test_every_invariant_holds_on_a_short_day(first: DayResult) -> None:
    assert first.broken == ()


def test_every_caller_is_accounted_for_once(first: DayResult) -> None:
    outcomes = ("answered", "abandoned", "served_by_flow", "called_back", "overflowed", "failed")

    assert first.figures["contacts"] == 15
    assert sum(first.figures[each] for each in outcomes) == 15
    assert first.figures["failed"] == 0


def test_of_a_hundred_recordings_one_is_made_and_the_others_are_counted(first: DayResult) -> None:
    made, counted = first.recordings

    assert made < 3
    assert made + counted == first.figures["answered"]


def test_another_hash_seed_changes_nothing(first: DayResult) -> None:
    command = ["day", "--calls", "15", "--agents", "6", "--seed", "1", "--json"]
    ran = subprocess.run(
        [sys.executable, "-m", "santral", *command],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "4711"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert json.loads(ran.stdout)["digest"] == first.figures["digest"]


def test_the_trace_can_be_kept_one_event_a_line() -> None:
    kept = io.StringIO()
    simulate(CLINICA, MONDAY, calls=5, agents=3, seed=1, trace=kept)
    events = [json.loads(line) for line in kept.getvalue().splitlines()]

    assert sum(each["event"] == "contact" and not each["previous"] for each in events) == 5
    assert {"block", "heard", "lambda", "completed"} <= {each["event"] for each in events}


def test_more_work_than_hands_lets_callers_wait_and_give_up() -> None:
    busy = simulate(KLIMA, MONDAY, calls=40, agents=1, seed=1)

    assert busy.broken == ()
    assert busy.figures["abandoned"] > 0
    assert busy.figures["occupancy"] > 0.05
