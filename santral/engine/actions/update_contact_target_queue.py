"""UpdateContactTargetQueue: choose the queue that later blocks mean (the console's working queue).

Source: Administrator Guide, "Set working queue". A queue that is unknown or disabled takes the
error branch and leaves the previous one.
"""

from __future__ import annotations

from dataclasses import dataclass

from santral.engine.queue_choice import QueueChoice, read_queue_choice
from santral.engine.reader import ParameterReader
from santral.engine.registry import Transitions, action
from santral.engine.run import Run
from santral.engine.steps import FAILED, NEXT, Step


@dataclass(frozen=True, slots=True)
class UpdateContactTargetQueue:
    queue: QueueChoice

    transitions = Transitions(required=("NoMatchingError",))

    def start(self, run: Run) -> Step:
        queue = self.queue.resolve(run)
        if queue is None or not queue.enabled:
            return FAILED
        run.contact.target = queue
        return NEXT


@action("UpdateContactTargetQueue")
def read(reader: ParameterReader) -> UpdateContactTargetQueue:
    return UpdateContactTargetQueue(read_queue_choice(reader, required=True))
