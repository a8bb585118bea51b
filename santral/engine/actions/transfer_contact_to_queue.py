"""TransferContactToQueue: end this flow and put the contact into its target queue.

The switchboard finds out whether there is room (QueueAtCapacity).
Source: Administrator Guide, "Transfer to queue". Hours of operation are not enforced by it.
"""

from __future__ import annotations

from dataclasses import dataclass

from santral.engine.reader import ParameterReader
from santral.engine.registry import Transitions, action
from santral.engine.run import Run
from santral.engine.steps import ENQUEUE, FAILED, Step


@dataclass(frozen=True, slots=True)
class TransferContactToQueue:
    transitions = Transitions(required=("QueueAtCapacity", "NoMatchingError"), next_taken=False)

    def start(self, run: Run) -> Step:
        target = run.contact.target
        return ENQUEUE if target is not None and target.enabled else FAILED


@action("TransferContactToQueue")
def read(reader: ParameterReader) -> TransferContactToQueue:
    for name in ("QueueId", "AgentId"):
        if reader.has(name):
            reader.raw(name)
            reader.refused(name, "this block takes the target queue; set it in a block before")
    return TransferContactToQueue()
