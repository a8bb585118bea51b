"""The shipped flows as plain JSON, and the graph of all paths a contact can take through them.

Modules are entered where they are invoked and left where they return, so that a path is what a
caller lives through. Every branch counts as possible, errors of any block included.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

Json = dict[str, Any]
State = TypeVar("State", bound=Hashable)

FOLDER = Path(__file__).parents[2] / "contact_flows"
FILES = sorted(path for path in FOLDER.glob("*/*.json") if not path.name.endswith(".settings.json"))
LAMBDA = "InvokeLambdaFunction"
# What goes wrong, as against what a caller does or leaves undone.
_FAILURES = {
    "NoMatchingError", "QueueAtCapacity", "CallFailed", "ConnectionTimeLimitExceeded",
    "ChannelMismatch", "InvalidCallbackNumber", "CallbackNumberNotDialable",
}  # fmt: skip
_ENDS = ("DisconnectParticipant", "EndFlowExecution", "EndFlowModuleExecution")


@dataclass(frozen=True, slots=True)
class Place:
    """A block, and the invocations through which the contact came to it."""

    flow: str
    block: str
    called_from: Place | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One edge. `via` is "next", an operand, or the name of an error."""

    via: str
    to: Place


def is_failure(step: Step) -> bool:
    return step.via in _FAILURES


def read(path: Path) -> Json:
    content: Json = json.loads(path.read_text(encoding="utf-8"))
    return content


def kind_of(path: Path) -> str:
    kind: str = "module" if path.parent.name == "modules" else read(path)["Metadata"]["type"]
    return kind


def settings_of(module: str) -> Json:
    return read(FOLDER / "modules" / f"{module}.settings.json")


FLOWS: dict[str, Json] = {path.stem: read(path) for path in FILES}
BLOCKS: dict[str, dict[str, Json]] = {
    name: {action["Identifier"]: action for action in flow["Actions"]}
    for name, flow in FLOWS.items()
}


def start_of(flow: str, called_from: Place | None = None) -> Place:
    return Place(flow, FLOWS[flow]["StartAction"], called_from)


def action_at(place: Place) -> Json:
    return BLOCKS[place.flow][place.block]


def resource(placeholder: str) -> str:
    """Return the name in a placeholder: `menu` for `${module.menu}`."""
    return placeholder.removeprefix("${").removesuffix("}").partition(".")[2]


def steps_from(place: Place) -> list[Step]:
    """Return every edge out of a place; none where the contact leaves the flows."""
    action = action_at(place)
    match action["Type"]:
        case "EndFlowModuleExecution":
            return [_back_in_caller(place, action)]
        case "InvokeFlowModule":
            module = resource(action["Parameters"]["FlowModuleId"])
            return [Step("next", start_of(module, place)), *_errors_of(place, action)]
        case "TransferToFlow":
            flow = resource(action["Parameters"]["ContactFlowId"])
            return [Step("next", start_of(flow)), *_errors_of(place, action)]
        case "TransferContactToQueue" | "DequeueContactAndTransferToQueue":
            return _errors_of(place, action)
        case type_ if type_ in _ENDS:
            return []
    return [*_results_of(place, action), *_errors_of(place, action)]


def every_state(
    start: Place, first: State, after: Callable[[Place, Step, State], State]
) -> Iterator[tuple[Place, State]]:
    """Yield each place with each state in which some path can bring a contact there.

    Args:
        after: the state behind a step, from the state in front of the block.
    """
    waiting, seen = [(start, first)], {(start, first)}
    while waiting:
        place, state = waiting.pop()
        yield place, state
        for step in steps_from(place):
            following = (step.to, after(place, step, state))
            if following not in seen:
                seen.add(following)
                waiting.append(following)


def _back_in_caller(place: Place, action: Json) -> Step:
    caller = place.called_from
    assert caller is not None, f"{place.flow}: a module returns without a caller"
    transitions = action_at(caller)["Transitions"]
    result = action["Parameters"].get("Result")
    if result is None:
        return Step("next", Place(caller.flow, transitions["NextAction"], caller.called_from))
    branches = {
        edge["Condition"]["Operands"][0]: edge["NextAction"]
        for edge in transitions.get("Conditions", [])
    }
    unmatched = {edge["ErrorType"]: edge["NextAction"] for edge in transitions["Errors"]}
    to = branches.get(result, unmatched["NoMatchingCondition"])
    return Step(result, Place(caller.flow, to, caller.called_from))


def _results_of(place: Place, action: Json) -> list[Step]:
    transitions = action["Transitions"]
    edges = [
        Step(edge["Condition"]["Operands"][0], _beside(place, edge["NextAction"]))
        for edge in transitions.get("Conditions", [])
    ]
    return edges or [Step("next", _beside(place, transitions["NextAction"]))]


def _errors_of(place: Place, action: Json) -> list[Step]:
    return [
        Step(edge["ErrorType"], _beside(place, edge["NextAction"]))
        for edge in action["Transitions"].get("Errors", [])
    ]


def _beside(place: Place, block: str) -> Place:
    return Place(place.flow, block, place.called_from)
