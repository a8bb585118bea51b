"""Compare: branch on one attribute.

An attribute without a value meets no condition. Source: Administrator Guide, "Check contact
attributes"; observed on a running contact.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from santral.engine.blocks import Block, Branch, as_text
from santral.engine.reader import ParameterReader
from santral.engine.references import Reader
from santral.engine.registry import Transitions, action
from santral.engine.run import Run
from santral.engine.steps import Next, Step

OPERATORS = (
    "Equals",
    "TextStartsWith",
    "TextEndsWith",
    "TextContains",
    "NumberGreaterThan",
    "NumberGreaterOrEqualTo",
    "NumberLessThan",
    "NumberLessOrEqualTo",
    "KeyExists",
)


@dataclass(frozen=True, slots=True)
class Compare:
    value: Reader

    transitions = Transitions(
        required=("NoMatchingCondition",), operators=OPERATORS, at_least=1, next_taken=False
    )

    def start(self, run: Run) -> Step:
        return Next(self.value(run))

    def bound(self, block: Block) -> Callable[[Run], Step | Branch]:
        equals, read = block.equals, self.value
        default = block.errors.get("NoMatchingCondition") or block.next
        if equals is None or default is None:
            return self.start

        def start(run: Run) -> Branch:
            value = read(run)
            if value.__class__ is not str:
                value = None if value is None else as_text(value)
            return equals.get(value, default)  # type: ignore[arg-type]

        return start


@action("Compare")
def read(reader: ParameterReader) -> Compare:
    return Compare(reader.path("ComparisonValue") or (lambda _run: None))
