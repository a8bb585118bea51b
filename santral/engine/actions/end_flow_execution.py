"""EndFlowExecution: end this flow, not the contact: a queued contact stays queued.

Source: Administrator Guide, "End flow / Resume".
"""

from __future__ import annotations

from dataclasses import dataclass

from santral.engine.reader import ParameterReader
from santral.engine.registry import Transitions, action
from santral.engine.run import Run
from santral.engine.steps import END_FLOW, Step


@dataclass(frozen=True, slots=True)
class EndFlowExecution:
    transitions = Transitions(terminal=True)

    def start(self, run: Run) -> Step:
        return END_FLOW


@action("EndFlowExecution")
def read(reader: ParameterReader) -> EndFlowExecution:
    return EndFlowExecution()
