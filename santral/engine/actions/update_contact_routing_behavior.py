"""UpdateContactRoutingBehavior: change a contact's priority, or how old it counts as.

Source: Administrator Guide, "Change routing priority / age"; API Reference (priority 1 to 2^63-1,
1 is served first; the age only changes the order, never what is reported).
"""

from __future__ import annotations

from dataclasses import dataclass

from santral.engine.reader import ParameterReader
from santral.engine.registry import Transitions, action
from santral.engine.run import Run
from santral.engine.steps import NEXT, Step

LEAST_PRIORITY = 2**63 - 1
LONGEST_S = 2**31 - 1


@dataclass(frozen=True, slots=True)
class UpdateContactRoutingBehavior:
    priority: int | None
    age_adjustment_us: int | None

    transitions = Transitions()

    def start(self, run: Run) -> Step:
        run.switchboard.acd.change_routing(
            run.contact, priority=self.priority, age_adjustment_us=self.age_adjustment_us
        )
        return NEXT


@action("UpdateContactRoutingBehavior")
def read(reader: ParameterReader) -> UpdateContactRoutingBehavior:
    name = reader.exactly_one("QueuePriority", "QueueTimeAdjustmentSeconds", "RoutingProficiencies")
    if name == "QueuePriority":
        return UpdateContactRoutingBehavior(reader.whole(name, 1, LEAST_PRIORITY, default=5), None)
    if name == "QueueTimeAdjustmentSeconds":
        return UpdateContactRoutingBehavior(None, reader.seconds_us(name, -LONGEST_S, LONGEST_S))
    if name is not None:
        reader.raw(name)
        reader.wrong(name, "routing by proficiency is not supported yet")
    return UpdateContactRoutingBehavior(None, None)
