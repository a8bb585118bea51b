"""UpdateFlowAttributes: set attributes that live as long as this run of the flow.

Source: flow language reference, UpdateFlowAttributes; the shape of its values and its error
branch as exported and as attempts to publish showed.
"""

from __future__ import annotations

from dataclasses import dataclass

from santral.engine.attributes import SIZE_LIMIT, size
from santral.engine.reader import ParameterReader
from santral.engine.references import Template
from santral.engine.registry import Transitions, action
from santral.engine.run import Run
from santral.engine.steps import FAILED, NEXT, Step


@dataclass(frozen=True, slots=True)
class UpdateFlowAttributes:
    attributes: tuple[tuple[Template, Template], ...]

    transitions = Transitions(required=("NoMatchingError",))

    def start(self, run: Run) -> Step:
        new = {key.text(run): value.text(run) for key, value in self.attributes}
        attributes = {**run.memory.flow_attributes, **new}
        if size(attributes) > SIZE_LIMIT:
            return FAILED
        run.memory.flow_attributes = attributes
        return NEXT


@action("UpdateFlowAttributes")
def read(reader: ParameterReader) -> UpdateFlowAttributes:
    written = reader.object("FlowAttributes", required=True)
    if written is None:
        return UpdateFlowAttributes(())
    attributes: list[tuple[Template, Template]] = []
    for name in written.names():
        attribute = written.object(name, required=True)
        if attribute is None:
            continue
        attribute.choice("Type", ("String",))
        value = attribute.dynamic("Value", required=True)
        if value is not None:
            attributes.append((Template(name), value))
    if not attributes:
        reader.refused("FlowAttributes", "at least one attribute is needed")
    return UpdateFlowAttributes(tuple(attributes))
