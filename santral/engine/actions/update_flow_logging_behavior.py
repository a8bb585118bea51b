"""UpdateFlowLoggingBehavior: switch the flow log on or off, for this and later segments.

Source: Administrator Guide, "Set logging behavior".
"""

from __future__ import annotations

from dataclasses import dataclass

from santral.engine.reader import ParameterReader
from santral.engine.registry import Transitions, action
from santral.engine.run import Run
from santral.engine.steps import NEXT, Step


@dataclass(frozen=True, slots=True)
class UpdateFlowLoggingBehavior:
    on: bool

    transitions = Transitions()

    def start(self, run: Run) -> Step:
        run.contact.flow_logging = self.on
        return NEXT


@action("UpdateFlowLoggingBehavior")
def read(reader: ParameterReader) -> UpdateFlowLoggingBehavior:
    on = reader.choice("FlowLoggingBehavior", ("Enabled", "Disabled"), required=True)
    return UpdateFlowLoggingBehavior(on == "Enabled")
