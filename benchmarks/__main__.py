"""`make bench`: our calls per CPU second against SimPy's, after proof that both answer right; and
what a request to the local server takes against moto's, and how long its loop stands still; and
what a cold start loads against boto3's client alone; and how soon agents see what happens.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

from benchmarks import (
    acd,
    held_contacts,
    inbound_flow,
    over_http,
    packages,
    panel,
    screen,
    simpy_model,
)
from benchmarks.workload import AGENTS, EXACT_ABANDONED, WARM_UP_CALLS, Workload, draw

SIMPY = f"simpy {version('simpy')}"
Run = Callable[[Workload], tuple[Any, float]]

# Student's t, 29 degrees of freedom, two-sided 99 %.
T_99 = 2.756
REPLICATIONS = 30


def main() -> int:
    """Print validity and ratios. Status 1 where a value misses its limit."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", choices=["calls", "server", "packages", "panel"], help="one part")
    parser.add_argument("--calls", type=int, default=40_000, help="calls in each replication")
    parser.add_argument("--rounds", type=int, default=9, help="rounds of the speed comparison")
    parser.add_argument("--speed-calls", type=int, default=20_000, help="calls in each round")
    chosen = parser.parse_args()
    held: list[bool] = []
    if chosen.only in (None, "calls"):
        held += calls_per_second(chosen)
    if chosen.only in (None, "server"):
        held += [over_http.compare(), held_contacts.hold()]
    if chosen.only in (None, "packages"):
        held.append(packages.compare())
    if chosen.only in (None, "panel"):
        held += [panel.deliver(), screen.appear()]
    return 0 if all(held) else 1


def calls_per_second(chosen: argparse.Namespace) -> list[bool]:
    """Print the speed of both; answer whether each came to the exact value."""
    print(
        f"W1: {AGENTS} agents, 300 erlangs, patience 120 s; exact Erlang A: {EXACT_ABANDONED:.5f}"
    )
    valid = [
        replicate("santral, distributor", acd.run, chosen.calls),
        replicate(SIMPY, simpy_model.run, chosen.calls),
    ]
    compare(chosen.rounds, chosen.speed_calls)
    return valid


def replicate(name: str, run: Run, calls: int) -> bool:
    """Print the share abandoned over 30 replications, with its 99 % interval."""
    shares: list[float] = []
    for seed in range(REPLICATIONS):
        shares.append(run(draw(calls + WARM_UP_CALLS, seed))[1])
        progress(f"{name}: replication {seed + 1} of {REPLICATIONS}")
    progress("")
    mean = statistics.fmean(shares)
    half = T_99 * statistics.stdev(shares) / REPLICATIONS**0.5
    holds = bool(abs(mean - EXACT_ABANDONED) <= half)
    print(
        f"{name:32} abandoned {mean:.5f}, 99 % interval {mean - half:.5f} to {mean + half:.5f}: "
        f"{'contains' if holds else 'MISSES'} the exact value"
    )
    return holds


def compare(rounds: int, calls: int) -> None:
    """Print calls per CPU second, and the ratio to SimPy, over interleaved rounds."""
    contestants: dict[str, Run] = {
        SIMPY: simpy_model.run,
        "santral, distributor": acd.run,
        "santral, shipped flows and trace": inbound_flow.run,
    }
    rates: dict[str, list[float]] = {name: [] for name in contestants}
    for run in contestants.values():
        run(draw(200, 0))  # imports
    gc.collect()
    gc.freeze()  # what was loaded so far is nobody's garbage
    for seed in range(rounds):
        workload = draw(calls, seed)
        for name, run in contestants.items():
            gc.collect()
            gc.disable()  # as timeit does: whose turn a collection falls into is chance
            began_s = time.process_time()
            run(workload)
            rates[name].append(calls / (time.process_time() - began_s))
            gc.enable()
            progress(f"round {seed + 1} of {rounds}: {name}")
    progress("")
    for name, each in rates.items():
        ratios = [ours / theirs for ours, theirs in zip(each, rates[SIMPY], strict=True)]
        print(
            f"{name:32} {statistics.median(each):9,.0f} calls per CPU second, "
            f"{statistics.median(ratios):5.2f} x SimPy "
            f"({min(ratios):.2f} to {max(ratios):.2f})"
        )


def progress(text: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
