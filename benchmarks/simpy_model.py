"""W1 in SimPy: one Resource, a request or a time-out; records kept as tuples."""

from __future__ import annotations

from collections.abc import Generator
from random import Random
from typing import Any

import simpy

from benchmarks.workload import AGENTS, WARM_UP_CALLS, gaps_s, patience_s, talk_s

Record = tuple[int, float, float | None, float]


def run(calls: int, seed: int) -> tuple[list[Record], float]:
    """Play `calls` calls; answers the records and the share abandoned after the warm-up."""
    random = Random(seed)
    environment = simpy.Environment()
    agents = simpy.Resource(environment, AGENTS)
    records: list[Record] = []

    def call(number: int) -> Generator[Any, Any, None]:
        arrived = environment.now
        with agents.request() as request:
            got = yield request | environment.timeout(patience_s(random))
            if request in got:
                waited = environment.now - arrived
                yield environment.timeout(talk_s(random))
                records.append((number, arrived, waited, environment.now))
            else:
                records.append((number, arrived, None, environment.now))

    def arrivals() -> Generator[Any, Any, None]:
        for number, gap in enumerate(gaps_s(random, calls)):
            yield environment.timeout(gap)
            environment.process(call(number))

    environment.process(arrivals())
    environment.run()
    counted = [record for record in records if record[0] >= WARM_UP_CALLS]
    abandoned = sum(record[2] is None for record in counted)
    return records, abandoned / max(len(counted), 1)
