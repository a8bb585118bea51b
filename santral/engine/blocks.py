"""A compiled flow: blocks with their actions read and their branches bound to other blocks."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from santral.engine.run import Run
    from santral.engine.steps import Step, Wake

# Where a branch leads and what the trace calls it: "NextAction", "Equals 1", "NoMatchingError".
Branch = tuple["Block", str]


def as_text(value: object) -> str:
    """Write a value as it reads inside a text: nothing for a missing one, JSON for the others."""
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)


def as_number(value: object) -> float | None:
    """Read a number; None for anything else, Python's `1_000`, `inf` and `nan` included."""
    written = as_text(value).strip()
    return float(written) if _NUMBER.fullmatch(written) else None


def _numbers(compare: Callable[[float, float], bool]) -> Callable[[object, str], bool]:
    def test(value: object, operand: str) -> bool:
        left, right = as_number(value), as_number(operand)
        return left is not None and right is not None and compare(left, right)

    return test


# Source: flow-language reference pages, "Conditions"; comparison is case-sensitive, and a
# numeric test is false where either side is not a number.
OPERATORS: Mapping[str, Callable[[object, str], bool]] = {
    "Equals": lambda value, operand: value is not None and as_text(value) == operand,
    "TextStartsWith": lambda value, operand: as_text(value).startswith(operand),
    "TextEndsWith": lambda value, operand: as_text(value).endswith(operand),
    "TextContains": lambda value, operand: operand in as_text(value),
    "NumberGreaterThan": _numbers(lambda left, right: left > right),
    "NumberGreaterOrEqualTo": _numbers(lambda left, right: left >= right),
    "NumberLessThan": _numbers(lambda left, right: left < right),
    "NumberLessOrEqualTo": _numbers(lambda left, right: left <= right),
    "KeyExists": lambda value, operand: isinstance(value, Mapping) and operand in value,
}


@dataclass(slots=True, eq=False)
class Condition:
    """One test of an action's result; `operand` is read at run time where it is a path."""

    operator: str
    operand: Callable[[Run], object] | str
    branch: Branch

    def met(self, value: object, run: Run) -> bool:
        operand = self.operand
        if not isinstance(operand, str):
            operand = as_text(operand(run))
        return OPERATORS[self.operator](value, operand)


@dataclass(slots=True, eq=False)
class Block:
    """One action of a flow. The loader makes it, binds its branches, and then nobody changes it.

    `start` and `resume` are the action's own, bound once: a look-up less for each block run.
    """

    flow: str
    identifier: str
    type: str
    start: Callable[[Run], Step | Branch]
    resume: Callable[[Run, Wake], Step] | None = None
    channels: frozenset[str] = frozenset({"VOICE"})
    every_channel: bool = False
    next: Branch | None = None
    conditions: tuple[Condition, ...] = ()
    errors: Mapping[str, Branch] = field(default_factory=dict)
    # Operand -> branch where every condition is Equals on a literal, which is nearly always.
    equals: Mapping[str, Branch] | None = None

    def after_result(self, value: object, run: Run) -> Branch | None:
        """Choose by result: the first condition met, else NoMatchingCondition, else NextAction."""
        equals = self.equals
        if equals is not None:
            chosen = None if value is None else equals.get(as_text(value))
            if chosen is not None:
                return chosen
        else:
            for condition in self.conditions:
                if condition.met(value, run):
                    return condition.branch
        return self.errors.get("NoMatchingCondition") or self.next

    def after_error(self, error: str) -> Branch | None:
        """Choose by error: its own branch, else NoMatchingError; None stops the flow."""
        return self.errors.get(error) or self.errors.get("NoMatchingError")


@dataclass(slots=True, eq=False)
class Flow:
    """A flow or a module, compiled.

    Attributes:
        type: the API's ContactFlowType (CONTACT_FLOW, CUSTOMER_QUEUE …), or MODULE.
        arn: what it was loaded under; actions find it by this or by its name.
    """

    name: str
    type: str
    start: Block
    blocks: Mapping[str, Block]
    arn: str = ""
