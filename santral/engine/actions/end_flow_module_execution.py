"""EndFlowModuleExecution: return from a module, by one of its named branches if it says so.

Source: Administrator Guide, "Return (from module)"; its results are observed on publishing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from santral.engine.blocks import Block, Branch
from santral.engine.reader import ParameterReader
from santral.engine.registry import Transitions, action
from santral.engine.run import Run
from santral.engine.steps import END_FLOW, LeaveModule, Step
from santral.engine.values import Values, read_values


@dataclass(frozen=True, slots=True)
class EndFlowModuleExecution:
    result: str | None
    result_data: Values
    constant: LeaveModule | None

    transitions = Transitions(terminal=True)

    def start(self, run: Run) -> Step:
        if not run.stack:
            # Connect publishes it in modules only; in a flow there is nowhere to return to.
            return END_FLOW
        if self.constant is not None:
            return self.constant
        return LeaveModule(self.result, self.result_data.resolve(run))

    def bound(self, block: Block) -> Callable[[Run], Step | Branch]:
        leaving = self.constant
        if leaving is None:
            return self.start
        return lambda run: run.switchboard.runner.leave_module(run, leaving)


@action("EndFlowModuleExecution")
def read(reader: ParameterReader) -> EndFlowModuleExecution:
    result = reader.static("Result")
    data = read_values(reader, "ResultData")
    return EndFlowModuleExecution(result, data, None if data else LeaveModule(result))
