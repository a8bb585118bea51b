"""Two documents of one flow, compared block by block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

_ABSENT: Final = object()


class Kind(StrEnum):
    """As seen from the file: an added block is in the live flow alone."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """
    Attributes:
        block: its identifier; "" is the flow itself.
        path: in the block, or in the flow: `Parameters.Text`; "" is the whole block.
        file, live: what each says; None is nothing.
    """

    kind: Kind
    block: str = ""
    type: str = ""
    path: str = ""
    file: Any = None
    live: Any = None

    def to_plain(self) -> dict[str, Any]:
        plain = {"kind": str(self.kind), "block": self.block, "type": self.type}
        if not self.path:
            return plain
        return plain | {"path": self.path, "file": self.file, "live": self.live}


def compare(
    file: Mapping[str, Any], live: Mapping[str, Any], *, positions: bool = False
) -> Iterator[Change]:
    """Yield what differs: the flow itself first, then its blocks in the file's order.

    Args:
        positions: whether it matters where the designer draws the blocks.
    """
    apart = {"Actions", "Metadata"}
    yield from _changes(_without(file, apart), _without(live, apart))
    ours, theirs = blocks(file), blocks(live)
    for identifier, block in ours.items():
        type_ = str(block.get("Type", ""))
        if identifier not in theirs:
            yield Change(Kind.REMOVED, identifier, type_)
        else:
            both = _named_branches(block, theirs[identifier])
            yield from _changes(*both, identifier, type_)
    for identifier, block in theirs.items():
        if identifier not in ours:
            yield Change(Kind.ADDED, identifier, str(block.get("Type", "")))
    if positions:
        for identifier in (each for each in ours if each in theirs):
            drawn, drawn_live = ({"position": position(x, identifier)} for x in (file, live))
            yield from _changes(drawn, drawn_live, identifier, str(ours[identifier].get("Type")))


def blocks(document: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Return a flow's blocks by identifier."""
    actions = document.get("Actions")
    if not isinstance(actions, list):
        return {}
    return {str(each.get("Identifier")): each for each in actions if isinstance(each, Mapping)}


def position(document: Mapping[str, Any], identifier: str) -> Any:
    metadata = document.get("Metadata", {}).get("ActionMetadata", {})
    return metadata.get(identifier, {}).get("position")


def branch_of(condition: Mapping[str, Any]) -> str:
    """Name a condition of a block: `Equals 1`."""
    told = condition.get("Condition")
    if not isinstance(told, Mapping):
        return str(told)
    operands = told.get("Operands")
    listed = operands if isinstance(operands, list) else [operands]
    return " ".join(map(str, [told.get("Operator"), *listed]))


def _named_branches(
    ours: Mapping[str, Any], theirs: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Name the branches of two blocks, so that one more does not change all behind it.

    The first condition that is met counts: of those that both have, the order matters.
    """
    both = [_keyed(each) for each in (ours, theirs)]
    conditions = [list(each["Transitions"].get("Conditions", ())) for each in both]
    shared = set(conditions[0]) & set(conditions[1])
    for each, order in zip(both, conditions, strict=True):
        each["Transitions"]["Conditions (order)"] = [name for name in order if name in shared]
    return both[0], both[1]


def _keyed(block: Mapping[str, Any]) -> dict[str, Any]:
    transitions = block.get("Transitions")
    told: dict[str, Any] = dict(transitions) if isinstance(transitions, Mapping) else {}
    for key, name in (("Errors", _error), ("Conditions", branch_of)):
        branches: dict[str, Any] = {}
        for each in told.pop(key, None) or ():
            label = name(each)
            if label in branches:  # a second one of that name is another branch
                label = f"{label} #{len(branches)}"
            branches[label] = each.get("NextAction")
        if branches:
            told[key] = branches
    return {**block, "Transitions": told}


def _error(branch: Mapping[str, Any]) -> str:
    return str(branch.get("ErrorType"))


def _changes(
    file: Mapping[str, Any], live: Mapping[str, Any], block: str = "", type_: str = ""
) -> Iterator[Change]:
    for path, ours, theirs in _differences(file, live, ""):
        told = (None if each is _ABSENT else each for each in (ours, theirs))
        yield Change(Kind.CHANGED, block, type_, path, *told)


def _differences(ours: Any, theirs: Any, path: str) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(ours, Mapping) and isinstance(theirs, Mapping):
        for key in sorted({*ours, *theirs}, key=str):
            at = f"{path}.{key}" if path else str(key)
            yield from _differences(ours.get(key, _ABSENT), theirs.get(key, _ABSENT), at)
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for index, (each, other) in enumerate(zip(ours, theirs, strict=True)):
            yield from _differences(each, other, f"{path}[{index}]")
    elif ours is _ABSENT or theirs is _ABSENT or type(ours) is not type(theirs) or ours != theirs:
        yield path, ours, theirs


def _without(document: Mapping[str, Any], keys: set[str]) -> dict[str, Any]:
    return {key: each for key, each in document.items() if key not in keys}
