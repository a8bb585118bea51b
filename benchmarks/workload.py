"""W1: 300 agents, 100 calls a minute, 180 s each, patience 120 s; the load is exactly 300 erlangs.

Exact Erlang A gives 2.535 % abandoned, by incomplete gamma at 50 digits, checked against the
birth-death chain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

AGENTS = 300
ARRIVALS_PER_S = 100 / 60
TALK_S = 180.0
PATIENCE_S = 120.0
EXACT_ABANDONED = 0.02535
# Calls that arrive before the line has found its level are left out.
WARM_UP_CALLS = 10_000


@dataclass(frozen=True, slots=True)
class Workload:
    """What every program plays: drawn once, before any clock runs, and the same for all.

    Attributes:
        calls: for each call, in seconds: when it arrives, how long it talks, how long it waits.
    """

    seed: int
    calls: Sequence[tuple[float, float, float]]


def draw(calls: int, seed: int) -> Workload:
    random = Random(seed)
    arrived_s = 0.0
    drawn: list[tuple[float, float, float]] = []
    for _ in range(calls):
        arrived_s += random.expovariate(ARRIVALS_PER_S)
        talk_s = random.expovariate(1 / TALK_S)
        drawn.append((arrived_s, talk_s, random.expovariate(1 / PATIENCE_S)))
    return Workload(seed, drawn)
