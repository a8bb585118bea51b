"""GetMetricData: fill $.Metrics with a queue's present figures; the next call replaces them.

Without QueueChannel they are of the contact's own channel.
Source: Administrator Guide, "Get metrics".
"""

from __future__ import annotations

from dataclasses import dataclass

from santral.engine.blocks import as_text
from santral.engine.contact import CHANNELS
from santral.engine.queue_choice import QueueChoice, read_queue_choice
from santral.engine.reader import ParameterReader
from santral.engine.references import Template
from santral.engine.registry import Transitions, action
from santral.engine.run import Run
from santral.engine.steps import FAILED, NEXT, Step


@dataclass(frozen=True, slots=True)
class GetMetricData:
    queue: QueueChoice
    channel: Template | None

    transitions = Transitions(required=("NoMatchingError",))

    def start(self, run: Run) -> Step:
        queue = self.queue.resolve(run)
        channel = run.contact.channel
        if self.channel is not None:
            channel = as_text(self.channel.value(run)).upper()
        if queue is None or channel not in CHANNELS:
            return FAILED
        run.memory.metrics = run.switchboard.metrics.attributes(queue, run.contact, channel)
        return NEXT


@action("GetMetricData")
def read(reader: ParameterReader) -> GetMetricData:
    channel = reader.dynamic("QueueChannel")
    if channel is not None and channel.constant and channel.constant.upper() not in CHANNELS:
        reader.wrong("QueueChannel", '"Voice" or "Chat" is needed')
    return GetMetricData(read_queue_choice(reader), channel)
