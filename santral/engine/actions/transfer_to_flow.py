"""TransferToFlow: go on in another flow; the contact and its attributes stay the same.

The target must be one that a contact can be sent to: inbound, agent transfer or queue transfer.
Source: Administrator Guide, "Transfer to flow".
"""

from __future__ import annotations

from dataclasses import dataclass

from santral.engine.reader import ParameterReader
from santral.engine.references import Template
from santral.engine.registry import Transitions, action
from santral.engine.run import Run
from santral.engine.steps import FAILED, JumpToFlow, Step

TARGETS = frozenset({"CONTACT_FLOW", "AGENT_TRANSFER", "QUEUE_TRANSFER"})


@dataclass(frozen=True, slots=True)
class TransferToFlow:
    flow: Template
    constant: JumpToFlow | None

    transitions = Transitions(required=("NoMatchingError",), next_taken=False)

    def start(self, run: Run) -> Step:
        name = self.flow.constant or self.flow.value(run)
        flow = run.switchboard.directory.flow(name) if isinstance(name, str) else None
        if not isinstance(name, str) or flow is None or flow.type not in TARGETS:
            return FAILED
        return self.constant or JumpToFlow(name)


@action("TransferToFlow")
def read(reader: ParameterReader) -> TransferToFlow:
    flow = reader.static_or_path("ContactFlowId", required=True) or Template("")
    return TransferToFlow(flow, JumpToFlow(flow.constant) if flow.constant else None)
