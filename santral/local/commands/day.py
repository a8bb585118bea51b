"""`day`: a simulated day of a business, and the figures that sum it up."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date as Date  # noqa: N812 - `date` is the option's name
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, TextIO

import typer

from santral.domain.errors import InputError
from santral.local.terminal import say

if TYPE_CHECKING:
    from santral.local.simulated_day import Progress

FIXED_DATE: Final = "2026-11-23"  # a Monday, and no holiday in either sample business
MOST: Final = 1_000_000
MOST_AGENTS: Final = 10_000
_GLANCE_S: Final = 0.2


def day(
    *,
    calls: Annotated[
        int, typer.Option(metavar="N", min=1, max=MOST, help="How many people ring.")
    ] = 1_000,
    agents: Annotated[
        int, typer.Option(metavar="N", min=1, max=MOST_AGENTS, help="How many agents it has.")
    ] = 12,
    seed: Annotated[int, typer.Option(metavar="N", help="The same seed, the same day.")] = 1,
    business: Annotated[
        str, typer.Option(metavar="NAME", help="A sample business, or a business.toml.")
    ] = "klima",
    date: Annotated[str, typer.Option(metavar="DATE", help="Which day.")] = FIXED_DATE,
    trace: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Keep the trace, one JSON object a line.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Simulate a day: callers and agents by a seed, shipped flows, real functions.

    Arrivals follow the hours of the business; callers press keys, wait, lose patience, ask to be
    called back. Two service levels at 20 s are told: Amazon Connect's, which counts whoever hangs
    up in time, and the textbook's, which does not. Ends with status 1 when an invariant broke, as
    that every caller is accounted for, once.

    \b
    Examples:
      python -m santral day
      python -m santral day --calls 10000 --agents 90 --seed 1 --json
      python -m santral day --business clinica --trace day.jsonl
    """
    from santral.local import businesses
    from santral.local.simulated_day import simulate

    on = read_date(date)
    chosen = businesses.find(business)
    with _opened(trace) as file:
        result = simulate(
            chosen,
            on,
            calls=calls,
            agents=agents,
            seed=seed,
            trace=file,
            progress=_progress(calls, chosen.tenant.timezone),
        )
    if as_json:
        say(json.dumps(result.figures))
    else:
        for name, value in result.figures.items():
            say(f"{name.removesuffix('_s').replace('_', ' '):<24}{_shown(name, value)}")
        made, counted = result.recordings
        say(f"{'recordings':<24}{made} made, {counted} more counted")
        say(f"{'invariants':<24}{'broken' if result.broken else 'all held'}")
    for each in result.broken:
        say(f"santral: an invariant broke: {each}", error=True)
    if result.broken:
        raise typer.Exit(1)


def read_date(written: str) -> Date:
    """Read a date.

    Raises:
        InputError: it is none.
    """
    try:
        return Date.fromisoformat(written)
    except ValueError:
        raise InputError(f"--date {written}: expected a date such as {FIXED_DATE}") from None


@contextmanager
def _opened(path: Path | None) -> Iterator[TextIO | None]:
    if path is None:
        yield None
        return
    try:
        file = path.open("w", encoding="utf-8")
    except OSError as error:
        raise InputError(f"--trace {path}: cannot be written: {error.strerror}") from None
    with file:
        yield file


def _shown(name: str, value: object) -> str:
    if value is None:
        return "-"
    if name.startswith("service_level") or name == "occupancy":
        return f"{float(str(value)):.1%}"
    return f"{float(str(value)):.1f} s" if name.endswith("_s") else str(value)


def _progress(calls: int, timezone: str) -> Progress | None:
    """Tell on stderr how far the day is, where a person watches."""
    if not sys.stderr.isatty():
        return None
    from zoneinfo import ZoneInfo

    from santral.engine.instants import to_datetime

    zone = ZoneInfo(timezone)
    last_s = 0.0

    def show(count: int, at_us: int) -> None:
        nonlocal last_s
        now_s = time.monotonic()
        if now_s - last_s >= _GLANCE_S or count == calls:
            last_s = now_s
            clock = f"{to_datetime(at_us).astimezone(zone):%H:%M}"
            end = "\n" if count == calls else ""
            sys.stderr.write(f"\r{clock}  {count} of {calls} calls{end}")
            sys.stderr.flush()

    return show
