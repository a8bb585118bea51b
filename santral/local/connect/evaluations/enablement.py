"""Which sections and questions of an evaluation form are enabled, given the answers so far.

Source: API Reference, EvaluationFormItemEnablementConfiguration and the types in it. A condition
that asks for anything but an answer cannot be told here: the DefaultAction applies, as the service
has it for what "could not be resolved".
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from botocore.utils import parse_timestamp

from santral.engine.instants import to_datetime, to_us
from santral.local.connect.errors import invalid
from santral.local.connect.evaluations.items import Item, Place, walk

_MOMENT: Final = "DateTimeValue"
_OPPOSITE: Final[Mapping[str, str]] = {"ENABLE": "DISABLE", "DISABLE": "ENABLE"}
_SETS: Final[Mapping[str, Callable[[set[Any], set[Any]], bool]]] = {
    "IN": lambda given, wanted: bool(given & wanted),
    "NOT_IN": lambda given, wanted: not given & wanted,
    "ALL_IN": operator.ge,
    "EXACT": operator.eq,
    "EQUAL_TO": operator.eq,
    "NOT_EQUAL_TO": operator.ne,
}
_ORDERS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "GREATER_THAN": operator.gt,
    "LESS_THAN": operator.lt,
    "GREATER_THAN_OR_EQUAL_TO": operator.ge,
    "LESS_THAN_OR_EQUAL_TO": operator.le,
}


def disabled_items(items: Sequence[Item], answers: Mapping[str, Item]) -> set[str]:
    """List reference ids of what is not enabled; what a disabled question was answered is moot."""
    disabled: set[str] = set()
    for place in walk(items):
        left = {ref_id: each for ref_id, each in answers.items() if ref_id not in disabled}
        if disabled & set(place.sections) or not _is_enabled(place, left):
            disabled.add(place.ref_id)
    return disabled


def _is_enabled(place: Place, answers: Mapping[str, Item]) -> bool:
    config = place.item.get("Enablement")
    if config is None:
        return True
    action: str = config["Action"]
    if not _holds(config["Condition"], answers):
        action = config.get("DefaultAction", _OPPOSITE[action])
    return action == "ENABLE"


def _holds(condition: Item, answers: Mapping[str, Item]) -> bool | None:
    """Tell whether a condition is met; None where that is not known."""
    told = [
        _holds(each["Condition"], answers)
        if "Condition" in each
        else _is_true(each["Expression"], answers)
        for each in condition["Operands"]
    ]
    deciding = condition.get("Operator") == "OR"  # one of these decides an OR; else an AND
    if deciding in told:
        return deciding
    return None if None in told else not deciding


def _is_true(expression: Item, answers: Mapping[str, Item]) -> bool | None:
    source = expression["Source"]
    answer = answers.get(source.get("RefId", ""))
    if source["Type"] != "QUESTION_REF_ID" or not answer or answer.get("NotApplicable"):
        return None
    given, comparator = _values(answer), expression["Comparator"]
    wanted = {_wanted(each) for each in expression["Values"]}
    if comparator in _SETS:
        return _SETS[comparator](given, wanted)
    compare = _ORDERS[comparator]
    numbers = [each for each in (*given, *wanted) if isinstance(each, (int, float))]
    if len(numbers) < 2:
        return None
    return compare(numbers[0], numbers[1])


def _values(answer: Item) -> set[Any]:
    """Give what was answered: options by reference id, a number, or an instant in microseconds."""
    if "NumericValue" in answer:
        return {float(answer["NumericValue"])}
    if _MOMENT in answer:
        return {to_us(moment(answer[_MOMENT]))}
    return {answer["StringValue"]} if "StringValue" in answer else set(answer["StringValues"])


def _wanted(value: Item) -> Any:
    for member in ("RefId", "StringValue", "BooleanValue", _MOMENT):
        if member in value:
            return value[member]
    return float(value.get("NumericValue", 0))


def moment(text: str) -> datetime:
    """Read an answer to a DATETIME question.

    Raises:
        ConnectError: InvalidParameterException.
    """
    try:
        read: datetime = parse_timestamp(text)
        to_us(read)
    except (ValueError, TypeError, OverflowError):
        raise invalid(_MOMENT, "expected a date and time in ISO 8601, with its offset") from None
    return read


# --- as JSON ---


def as_plain(value: Any) -> Any:
    """Write items with instants in microseconds, as they are kept."""
    return _converted(value, lambda each: to_us(each) if isinstance(each, datetime) else each)


def from_plain(value: Any) -> Any:
    """Write kept items as the API has them."""
    return _converted(value, lambda each: to_datetime(each) if isinstance(each, int) else each)


def _converted(value: Any, convert: Callable[[Any], Any]) -> Any:
    if isinstance(value, Mapping):
        return {
            name: convert(each) if name == _MOMENT else _converted(each, convert)
            for name, each in value.items()
        }
    return [_converted(each, convert) for each in value] if isinstance(value, list) else value
