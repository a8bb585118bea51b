"""Amazon States Language, as far as our state machine speaks it: paths, payloads, choices, retries.

Whatever else stands in a definition is an error when it is read; nothing is passed over.

Source: "Amazon States Language", states-language.net (2026).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

ANY_ERROR: Final = "States.ALL"
TIMED_OUT: Final = "States.Timeout"
_TASK: Final = "arn:aws:states:::lambda:invoke"
WAITING: Final = f"{_TASK}.waitForTaskToken"
_KNOWN: Final[Mapping[str, frozenset[str]]] = {
    "Task": frozenset(
        {"Resource", "Parameters", "TimeoutSeconds", "ResultPath", "Retry", "Catch", "Next"}
    ),
    "Choice": frozenset({"Choices", "Default"}),
    "Wait": frozenset({"Seconds", "Next"}),
    "Pass": frozenset({"Result", "ResultPath", "Next"}),
    "Succeed": frozenset(),
    "Fail": frozenset({"Error", "Cause"}),
}

State = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Definition:
    start_at: str
    states: dict[str, State]


def read(text: str) -> Definition:
    """
    Raises:
        ValueError: it says something that is not known here.
    """
    plain = json.loads(text)
    for name, state in plain["States"].items():
        known = _KNOWN.get(state["Type"])
        unknown = set(state) - {"Type", "Comment"} - (known or set())
        if known is None or unknown:
            raise ValueError(f"{name}: not known here: {state['Type']} {sorted(unknown)}")
        if state["Type"] == "Task" and state["Resource"] not in (_TASK, WAITING):
            raise ValueError(f"{name}: not known here: {state['Resource']}")
    return Definition(plain["StartAt"], plain["States"])


def value_at(path: str, document: Any) -> Any:
    """
    Args:
        path: such as `$.at.next`; from the first sign after `$`.

    Raises:
        KeyError: there is nothing.
    """
    for name in path.removeprefix("$").split(".")[1:]:
        document = document[name]
    return document


def filled(template: Any, document: Any, context: Any) -> Any:
    """Return a payload, its paths into the document (`$`) and the context (`$$`) followed."""
    if not isinstance(template, dict):
        return template
    made = {}
    for name, each in template.items():
        if not name.endswith(".$"):
            made[name] = filled(each, document, context)
        elif each.startswith("$$"):
            made[name.removesuffix(".$")] = value_at(each.removeprefix("$"), context)
        else:
            made[name.removesuffix(".$")] = value_at(each, document)
    return made


def with_result(state: State, document: Any, result: Any, *, path: str = "") -> Any:
    """Put a result where a state says; without a path it is the whole document."""
    where = path or state.get("ResultPath", "$")
    if where is None:
        return document
    if where == "$":
        return result
    return {**document, where.removeprefix("$."): result}


def chosen(state: State, document: Any) -> str:
    for choice in state["Choices"]:
        value = value_at(choice["Variable"], document)
        wanted = choice.get("BooleanEquals", choice.get("StringEquals"))
        if type(value) is type(wanted) and value == wanted:
            return str(choice["Next"])
    return str(state["Default"])


def retrier_of(state: State, error: str) -> tuple[int, Mapping[str, Any]] | None:
    """Return the first retrier that is meant for an error, with its place."""
    for at, retrier in enumerate(state.get("Retry", ())):
        if _is_meant(retrier, error):
            return at, retrier
    return None


def catcher_of(state: State, error: str) -> Mapping[str, Any] | None:
    return next((each for each in state.get("Catch", ()) if _is_meant(each, error)), None)


def _is_meant(rule: Mapping[str, Any], error: str) -> bool:
    return error in rule["ErrorEquals"] or ANY_ERROR in rule["ErrorEquals"]
