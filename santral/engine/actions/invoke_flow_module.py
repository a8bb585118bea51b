"""InvokeFlowModule: run a module and leave by the branch that it returns.

Modules call modules five deep at most and never themselves, directly or through others.
Source: Administrator Guide, "Flow modules for reusable functions", "Invoke module".
"""

from __future__ import annotations

from dataclasses import dataclass

from santral.engine.reader import ParameterReader
from santral.engine.references import Template
from santral.engine.registry import Transitions, action
from santral.engine.run import Run
from santral.engine.steps import FAILED, EnterModule, Step
from santral.engine.values import Values, read_values

DEEPEST = 5


@dataclass(frozen=True, slots=True)
class InvokeFlowModule:
    module: Template
    input: Values
    constant: EnterModule | None

    # The console always writes both errors, the page names NoMatchingError alone.
    transitions = Transitions(
        required=("NoMatchingError",), optional=("NoMatchingCondition",), operators=("Equals",)
    )

    def start(self, run: Run) -> Step:
        name = self.module.constant or self.module.value(run)
        module = run.switchboard.directory.module(name) if isinstance(name, str) else None
        if not isinstance(name, str) or module is None:
            return FAILED
        stack = run.stack
        if len(stack) >= DEEPEST or module is run.flow or module in [f.flow for f in stack]:
            return FAILED
        return self.constant or EnterModule(name, self.input.resolve(run))


@action("InvokeFlowModule")
def read(reader: ParameterReader) -> InvokeFlowModule:
    module = reader.static_or_path("FlowModuleId", required=True) or Template("")
    values = read_values(reader, "Input")
    constant = None if values or not module.constant else EnterModule(module.constant, {})
    return InvokeFlowModule(module, values, constant)
