"""`morning` and `day` as a user runs them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

Ran = subprocess.CompletedProcess[str]
ROOT = Path(__file__).parent.parent.parent


def run(*arguments: str, environment: dict[str, str] | None = None) -> Ran:
    return subprocess.run(
        [sys.executable, "-m", "santral", *arguments],
        cwd=ROOT,
        env={**os.environ, "NO_COLOR": "1", **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def morning() -> Ran:
    return run("morning")


def summary(text: str, heading: str) -> str:
    [told] = re.findall(rf"^{heading} +(.*)$", text, re.MULTILINE)
    return str(told)


def test_the_morning_ends_well_and_says_nothing_on_stderr(
    morning: Ran,
) -> None:
    assert (morning.returncode, morning.stderr) == (0, "")


def test_fifteen_calls_are_told_with_their_times(
    morning: Ran,
) -> None:
    began = re.findall(r"^00:00  \d\d:\d\d:\d\d  call ", morning.stdout, re.MULTILINE)

    assert len(began) == 15


@pytest.mark.parametrize(
    "told",
    [
        "Hello Ayşe, I am connecting",  # the VIP
        "Şu anda kapalıyız. Bugün",  # before nine
        "Здравствуйте, Михаил!",  # a customer in his language
        "a hidden number calls",
        "Olga does not answer",
        "callback  promised, by queue repair",
        "transfer  queue to repair",
        "transfer  agent to Deniz",
        "With your consent we record",
        "the caller gave up",
    ],
)
def test_the_morning_shows_what_is_worth_seeing(morning: Ran, told: str) -> None:
    assert told in morning.stdout


def test_the_summary_counts_what_the_morning_left_behind(
    morning: Ran,
) -> None:
    text = morning.stdout

    assert summary(text, "calls") == (
        "15: 2 abandoned, 10 answered, 1 called back, 2 served by flow"
    )
    assert summary(text, "recordings") == "12 in S3"
    assert summary(text, "records") == "18 of 18 contacts in DynamoDB"
    assert summary(text, "invariants") == "10 of 10 held"


def test_no_sentence_of_the_morning_is_empty(morning: Ran) -> None:
    assert not re.findall(r"^.*hears *$", morning.stdout, re.MULTILINE)


def test_a_holiday_on_a_terminal_without_turkish_letters() -> None:
    plain = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    ran = run("morning", "--date", "2026-10-29", environment=plain)

    assert ran.returncode == 0
    assert "Cumhuriyet Bayrami. Yarin" in ran.stdout


KEYS = [
    *("contacts", "answered", "abandoned", "served_by_flow", "called_back", "overflowed"),
    *("failed", "mean_wait_s", "service_level_connect", "service_level_textbook", "occupancy"),
    *("wall_s", "digest"),
]


def test_day_prints_the_figures_and_nothing_else() -> None:
    ran = run("day", "--calls", "5", "--agents", "3", "--json")

    assert ran.returncode == 0
    assert list(json.loads(ran.stdout)) == KEYS
    assert ran.stderr == ""


def test_day_names_its_figures_for_people(tmp_path: Path) -> None:
    kept = tmp_path / "day.jsonl"
    ran = run("day", "--calls", "5", "--business", "clinica", "--trace", str(kept))

    assert re.search(r"^contacts +5$", ran.stdout, re.MULTILINE)
    assert re.search(r"^occupancy +\d+\.\d%$", ran.stdout, re.MULTILINE)
    assert json.loads(kept.read_text("utf-8").splitlines()[-1])["event"] == "agent_status"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["day", "--date", "soon"], "--date soon: expected a date"),
        (["day", "--business", "nobody"], "nobody"),
        (["day", "--calls", "0"], "--calls"),
        (["day", "--trace", "/no/such/folder/trace"], "--trace"),
        (["morning", "--date", "2026-02-30"], "--date 2026-02-30"),
    ],
)
def test_wrong_usage_is_told_in_one_line(arguments: Sequence[str], told: str) -> None:
    ran = run(*arguments)

    assert ran.returncode == 2
    assert told in ran.stderr
    assert len(ran.stderr.splitlines()) == 1
