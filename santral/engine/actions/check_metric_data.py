"""CheckMetricData: branch on the agents or the contacts of a queue (staffing, queue status).

Agents are told apart by "is there any"; an age is compared in milliseconds, which is what the
console writes. Source: Administrator Guide, "Check staffing", "Check queue status".
"""

from __future__ import annotations

from dataclasses import dataclass

from santral.engine.queue_choice import QueueChoice, read_queue_choice
from santral.engine.reader import ParameterReader
from santral.engine.registry import Transitions, action
from santral.engine.run import Run
from santral.engine.steps import FAILED, Step, result

AGENT_METRICS = ("NumberOfAgentsAvailable", "NumberOfAgentsStaffed", "NumberOfAgentsOnline")
QUEUE_METRICS = ("OldestContactInQueueAgeSeconds", "NumberOfContactsInQueue")
QUEUE_OPERATORS = (
    "Equals",
    "NumberGreaterThan",
    "NumberGreaterOrEqualTo",
    "NumberLessThan",
    "NumberLessOrEqualTo",
)


@dataclass(frozen=True, slots=True)
class CheckMetricData:
    metric: str
    queue: QueueChoice

    @property
    def transitions(self) -> Transitions:
        of_agents = self.metric in AGENT_METRICS
        return Transitions(
            required=("NoMatchingError", "NoMatchingCondition"),
            operators=("NumberGreaterThan",) if of_agents else QUEUE_OPERATORS,
            operands=("0",) if of_agents else None,
            at_least=1,
            next_taken=False,
        )

    def start(self, run: Run) -> Step:
        queue = self.queue.resolve(run)
        if queue is None:
            return FAILED
        value = run.switchboard.metrics.value(self.metric, queue, run.contact.channel)
        return FAILED if value is None else result(str(value))


@action("CheckMetricData")
def read(reader: ParameterReader) -> CheckMetricData:
    known = (*AGENT_METRICS, *QUEUE_METRICS)
    metric = reader.static("MetricType", required=True) or ""
    if metric not in known:
        reader.wrong("MetricType", f"one of {', '.join(known)} is needed")
    return CheckMetricData(metric, read_queue_choice(reader))
