"""DequeueContactAndTransferToQueue: from a customer queue flow, move the contact to another queue.

It goes on as a new segment; a full queue leaves it where it is. While an agent is being offered
or joined to the contact it fails. Source: Administrator Guide, "Queue-to-queue transfer".
"""

from __future__ import annotations

from dataclasses import dataclass

from santral.engine.contact import Stage
from santral.engine.queue_choice import QueueChoice, read_queue_choice
from santral.engine.reader import ParameterReader
from santral.engine.registry import Transitions, action
from santral.engine.run import Run
from santral.engine.steps import FAILED, MoveToQueue, Step


@dataclass(frozen=True, slots=True)
class DequeueContactAndTransferToQueue:
    queue: QueueChoice

    transitions = Transitions(required=("QueueAtCapacity", "NoMatchingError"), next_taken=False)

    def start(self, run: Run) -> Step:
        queue = self.queue.resolve(run)
        if queue is None or not queue.enabled or run.contact.stage is not Stage.QUEUED:
            return FAILED
        return MoveToQueue(queue.arn)


@action("DequeueContactAndTransferToQueue")
def read(reader: ParameterReader) -> DequeueContactAndTransferToQueue:
    return DequeueContactAndTransferToQueue(read_queue_choice(reader, required=True))
