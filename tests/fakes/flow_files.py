"""Small flows, as a test writes them down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from santral.engine.loader import LoadedFlow, load_flow

Json = dict[str, Any]


def action(identifier: str, type_: str, transitions: Json | None = None, **parameters: Any) -> Json:
    return {
        "Identifier": identifier,
        "Type": type_,
        "Parameters": parameters,
        "Transitions": transitions or {},
    }


def to(next_: str | None = "bye", *errors: str, **conditions: str) -> Json:
    """Lead on: to a block, by errors that all lead to "bye", and by Equals on each condition."""
    made: Json = {} if next_ is None else {"NextAction": next_}
    if errors:
        made["Errors"] = [{"NextAction": "bye", "ErrorType": error} for error in errors]
    if conditions:
        made["Conditions"] = [when("Equals", key, then) for key, then in conditions.items()]
    return made


def when(operator: str, operand: Any, then: str = "bye") -> Json:
    return {"NextAction": then, "Condition": {"Operator": operator, "Operands": [operand]}}


BYE = action("bye", "DisconnectParticipant")


def flow(*actions: Json, **more: Any) -> Json:
    """Put actions into a flow that begins with the first; "bye" is added."""
    return {
        "Version": "2019-10-30",
        "StartAction": actions[0]["Identifier"] if actions else "bye",
        "Metadata": {},
        "Actions": [*actions, BYE],
        **more,
    }


HI = action("hi", "MessageParticipant", to("bye"), Text="Hi.")
COMPARE = {"ComparisonValue": "$.Attributes.tier"}
RETURN = "NoMatchingError"


def load(content: str | Mapping[str, Any], **more: Any) -> LoadedFlow:
    return load_flow(content, name="test", **more)


def told(content: str | Mapping[str, Any], **more: Any) -> list[str]:
    """Tell the problems in short: "!" for a fatal one, "?" for advice."""
    return [
        f"{'!' if each.fatal else '?' if each.advice else ''}{each.block} {each.path}: {each.text}"
        for each in load(content, **more).problems
    ]
