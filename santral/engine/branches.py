"""The Transitions of a block: checked against what its action promises, then bound to blocks.

Source: flow language reference, "Transitions" of each action; rules that only attempts to publish
showed. What can be run around (an error branch that is missing, a NextAction that is never
taken) is refused without being fatal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from santral.engine import references
from santral.engine.blocks import OPERATORS, Block, Branch, Condition
from santral.engine.registry import Transitions

# Reports one problem: path, text.
Report = Callable[[str, str], None]


@dataclass(slots=True)
class Binder:
    """Reads the transitions of one block.

    Attributes:
        blocks: all blocks of the flow.
        wrong: reports what cannot be run.
        refused: reports what Connect would refuse, though it can be run.
    """

    block: Block
    promised: Transitions
    blocks: Mapping[str, Block]
    wrong: Report
    refused: Report
    operands: list[str] = field(default_factory=list)

    def bind(self, written: object) -> None:
        """Check and bind; reports all that is wrong."""
        if not isinstance(written, dict):
            if written is not None:
                self.wrong("Transitions", "an object is needed")
                return
            self.refused("Transitions", "missing; write {} where there is none")
            written = {}
        if self.promised.terminal:
            if any(written.values()):
                self.refused("Transitions", "nothing comes after this action; {} is needed")
            return
        for name in written:
            if name not in {"NextAction", "Conditions", "Errors"}:
                self.refused(f"Transitions.{name}", "unknown key")
        self._bind_errors(self._list(written, "Errors"))
        self._bind_conditions(self._list(written, "Conditions"))
        self._bind_next(written.get("NextAction"))

    def _list(self, written: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
        value = written.get(name)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            self.wrong(f"Transitions.{name}", "a list of objects is needed")
            return []
        return value

    def _target(self, value: object, path: str, label: str, *, fatal: bool) -> Branch | None:
        """Find the block; `fatal` says whether nothing, or an empty text, stops the flow."""
        if value is None or value == "":
            (self.wrong if fatal else self.refused)(path, "no target")
            return None
        target = self.blocks.get(value) if isinstance(value, str) else None
        if target is None:
            self.wrong(path, "there is no such block")
            return None
        return target, label

    # --- NextAction ---

    def _bind_next(self, value: object) -> None:
        path = "Transitions.NextAction"
        if value is None and not self.promised.next_required:
            return
        self.block.next = self._target(value, path, "NextAction", fatal=self._needs_next())

    def _needs_next(self) -> bool:
        """Whether a contact could arrive at the end of the block and have nowhere to go."""
        if self.promised.next_taken or not self.promised.operators:
            return self.promised.next_taken
        return not self.block.conditions and "NoMatchingCondition" not in self.block.errors

    # --- Errors ---

    def _bind_errors(self, written: list[Mapping[str, object]]) -> None:
        bound: dict[str, Branch] = {}
        declared: set[str] = set()
        for index, each in enumerate(written):
            path = f"Transitions.Errors[{index}]"
            error = each.get("ErrorType")
            if not isinstance(error, str):
                self.wrong(f"{path}.ErrorType", "a string is needed")
                continue
            if error not in self.promised.required and error not in self.promised.optional:
                self.refused(f"{path}.ErrorType", f"this action has no error {error!r}")
            if error in declared:
                self.refused(f"{path}.ErrorType", "declared twice; the first one counts")
            declared.add(error)
            branch = self._target(each.get("NextAction"), f"{path}.NextAction", error, fatal=False)
            if branch is not None:
                bound.setdefault(error, branch)
        for error in self.promised.required:
            if error not in declared:
                self.refused("Transitions.Errors", f"missing the error {error}")
        self.block.errors = bound

    # --- Conditions ---

    def _bind_conditions(self, written: list[Mapping[str, object]]) -> None:
        if written and not self.promised.operators:
            self.refused("Transitions.Conditions", "this action has no conditions")
        conditions = [
            condition
            for index, each in enumerate(written)
            if (condition := self._condition(each, f"Transitions.Conditions[{index}]"))
        ]
        self.block.conditions = tuple(conditions)
        self.block.equals = _equals(conditions)
        self._check_count(len(written))

    def _check_count(self, written: int) -> None:
        promised = self.promised
        if promised.all_operands:
            for operand in promised.operands or ():
                if operand not in self.operands:
                    text = f"missing the condition Equals {operand}"
                    self.refused("Transitions.Conditions", text)
        elif written < promised.at_least:
            self.refused("Transitions.Conditions", "at least one condition is needed")

    def _condition(self, written: Mapping[str, object], path: str) -> Condition | None:
        test = written.get("Condition")
        if not isinstance(test, dict):
            self.wrong(f"{path}.Condition", "an object is needed")
            return None
        operator = test.get("Operator")
        if not isinstance(operator, str) or operator not in OPERATORS:
            text = f"one of {', '.join(OPERATORS)} is needed"
            self.wrong(f"{path}.Condition.Operator", text)
            return None
        if self.promised.operators and operator not in self.promised.operators:
            text = f"this action takes {', '.join(self.promised.operators)}"
            self.refused(f"{path}.Condition.Operator", text)
        operand = self._operand(test.get("Operands"), f"{path}.Condition.Operands")
        if operand is None:
            return None
        label = f"{operator} {operand}"
        branch = self._target(written.get("NextAction"), f"{path}.NextAction", label, fatal=True)
        if branch is None:
            return None
        keys = references.split(operand)
        if keys is not None and references.is_known(keys):
            return Condition(operator, references.compile_path(keys), branch)
        return Condition(operator, operand, branch)

    def _operand(self, written: object, path: str) -> str | None:
        if not isinstance(written, list) or not written:
            self.wrong(path, "a list of one string is needed")
            return None
        if len(written) > 1:
            self.refused(path, "one operand is allowed; the first one counts")
        operand = written[0]
        if isinstance(operand, bool) or not isinstance(operand, str | int | float):
            self.wrong(path, "a string is needed")
            return None
        if not isinstance(operand, str):
            operand = repr(operand)  # Connect takes numbers here, and writes none itself
        if operand == "":
            self.refused(path, "an empty string is never a legal value")
        elif self.promised.operands is not None and operand not in self.promised.operands:
            text = f"this action takes {', '.join(self.promised.operands)}"
            self.refused(path, text)
        self.operands.append(operand)
        return operand


def _equals(conditions: list[Condition]) -> dict[str, Branch] | None:
    """Make the map of an action's results where each condition is Equals on a literal."""
    found: dict[str, Branch] = {}
    for condition in conditions:
        if condition.operator != "Equals" or not isinstance(condition.operand, str):
            return None
        found.setdefault(condition.operand, condition.branch)
    return found or None
