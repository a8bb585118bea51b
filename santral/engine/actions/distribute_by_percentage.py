"""DistributeByPercentage: draw a whole number from 1 to 100 and branch on it.

Source: Administrator Guide, "Distribute by percentage"; the console's exports
(3 % is a limit of 4).
"""

from __future__ import annotations

from dataclasses import dataclass

from santral.engine.reader import ParameterReader
from santral.engine.registry import Transitions, action
from santral.engine.run import Run
from santral.engine.steps import Step, result

SHARES = tuple(result(str(number)) for number in range(1, 101))


@dataclass(frozen=True, slots=True)
class DistributeByPercentage:
    transitions = Transitions(
        required=("NoMatchingCondition",),
        operators=("NumberLessThan",),
        at_least=1,
        next_taken=False,
    )

    def start(self, run: Run) -> Step:
        return SHARES[run.switchboard.random.randrange(100)]


@action("DistributeByPercentage")
def read(reader: ParameterReader) -> DistributeByPercentage:
    return DistributeByPercentage()
