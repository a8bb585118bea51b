"""W1 in SimPy: one Resource, a request or a time-out; records kept as tuples."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import simpy

from benchmarks.workload import AGENTS, WARM_UP_CALLS, Workload

Record = tuple[int, float, float | None, float]


def run(workload: Workload) -> tuple[list[Record], float]:
    """Play a workload; answers the records and the share abandoned after the warm-up."""
    environment = simpy.Environment()
    agents = simpy.Resource(environment, AGENTS)
    records: list[Record] = []

    def call(number: int, talk_s: float, patience_s: float) -> Generator[Any, Any, None]:
        arrived = environment.now
        with agents.request() as request:
            got = yield request | environment.timeout(patience_s)
            if request in got:
                waited = environment.now - arrived
                yield environment.timeout(talk_s)
                records.append((number, arrived, waited, environment.now))
            else:
                records.append((number, arrived, None, environment.now))

    def arrivals() -> Generator[Any, Any, None]:
        for number, (at_s, talk_s, patience_s) in enumerate(workload.calls):
            yield environment.timeout(at_s - environment.now)
            environment.process(call(number, talk_s, patience_s))

    environment.process(arrivals())
    environment.run()
    counted = [record for record in records if record[0] >= WARM_UP_CALLS]
    abandoned = sum(record[2] is None for record in counted)
    return records, abandoned / max(len(counted), 1)
