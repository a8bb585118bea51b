"""CheckHoursOfOperation: is it within these hours, or those of the target queue, at this moment?

A target queue without hours, as an agent's is, takes the error branch.
Source: Administrator Guide, "Check hours of operation".
"""

from __future__ import annotations

from dataclasses import dataclass

from santral.engine.directory import Hours
from santral.engine.reader import ParameterReader
from santral.engine.references import Template
from santral.engine.registry import Transitions, action
from santral.engine.run import Run
from santral.engine.steps import FAILED, Step, result

OPEN, CLOSED = result("True"), result("False")


@dataclass(frozen=True, slots=True)
class CheckHoursOfOperation:
    reference: Template | None

    transitions = Transitions(
        required=("NoMatchingError",),
        operators=("Equals",),
        operands=("True", "False"),
        all_operands=True,
        next_taken=False,
    )

    def start(self, run: Run) -> Step:
        hours = self._hours(run)
        if hours is None:
            return FAILED
        return OPEN if run.switchboard.is_open(hours) else CLOSED

    def _hours(self, run: Run) -> Hours | None:
        if self.reference is None:
            queue = run.contact.target
            return None if queue is None else run.switchboard.hours_of(queue)
        name = self.reference.constant or self.reference.value(run)
        return run.switchboard.directory.hours(name) if isinstance(name, str) else None


@action("CheckHoursOfOperation")
def read(reader: ParameterReader) -> CheckHoursOfOperation:
    return CheckHoursOfOperation(reader.static_or_path("HoursOfOperationId"))
