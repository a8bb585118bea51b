"""Conditions of Search… on numbers, instants and flags, beside those on texts.

Source: API Reference, NumberCondition, DecimalCondition, BooleanCondition, DateTimeCondition.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from botocore.utils import parse_timestamp

from santral.engine.instants import to_us
from santral.local.connect.errors import invalid
from santral.local.connect.searching import Condition

# FieldName -> what reads that value of an item; None where it has none. Instants are microseconds.
Fields = Mapping[str, Callable[[Any], Any]]

_COMPARE: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "GREATER_OR_EQUAL": operator.ge,
    "GREATER": operator.gt,
    "EQUAL": operator.eq,
    "NOT_EQUAL": operator.ne,
    "GREATER_THAN": operator.gt,
    "GREATER_THAN_OR_EQUAL_TO": operator.ge,
    "EQUAL_TO": operator.eq,
    "LESSER_OR_EQUAL": operator.le,
    "LESSER": operator.lt,
    "LESS_THAN": operator.lt,
    "LESS_THAN_OR_EQUAL_TO": operator.le,
}


def conditions(numbers: Fields, moments: Fields, flags: Fields) -> dict[str, Condition]:
    """Give the conditions for `search`."""

    def flag(condition: Mapping[str, Any]) -> Callable[[Any], bool]:
        field = _field("BooleanCondition", condition, flags)
        wanted = condition.get("ComparisonType", "IS_TRUE") == "IS_TRUE"
        return lambda item: bool(field(item)) is wanted

    def of(kind: str, fields: Fields, read: Callable[[Any], Any]) -> Condition:
        def within(condition: Mapping[str, Any]) -> Callable[[Any], bool]:
            field = _field(kind, condition, fields)
            fits = bounds(f"SearchCriteria.{kind}", condition, read)
            return lambda item: fits(field(item))

        return within

    return {
        "BooleanCondition": flag,
        "NumberCondition": of("NumberCondition", numbers, float),
        "DecimalCondition": of("DecimalCondition", numbers, float),
        "DateTimeCondition": of("DateTimeCondition", moments, _instant),
    }


def bounds(
    where: str, condition: Mapping[str, Any], read: Callable[[Any], Any]
) -> Callable[[Any], bool]:
    """Read what a NumberCondition and its kin let through; None is within no bounds.

    A range, which is what is meant where there is no ComparisonType, may be open to one side; of
    two bounds, the other comparisons take MinValue.

    Args:
        where: the condition's path in the request.
        read: makes a bound comparable.

    Raises:
        ConnectError: InvalidParameterException for a condition without a bound.
    """
    least, most = (
        read(condition[name]) if name in condition else None for name in ("MinValue", "MaxValue")
    )
    if least is None and most is None:
        raise invalid(where, "expected MinValue or MaxValue")
    comparison = condition.get("ComparisonType", "RANGE")
    bound = least if least is not None else most

    def fits(value: Any) -> bool:
        if value is None:
            return False
        if comparison == "RANGE":
            return (least is None or least <= value) and (most is None or value <= most)
        return _COMPARE[comparison](value, bound)

    return fits


def _field(kind: str, condition: Mapping[str, Any], fields: Fields) -> Callable[[Any], Any]:
    folded = {name.casefold(): read for name, read in fields.items()}
    name = condition.get("FieldName", "").casefold()
    if name not in folded:
        known = ", ".join(sorted(fields))
        raise invalid(f"SearchCriteria.{kind}.FieldName", f"expected one of {known}")
    return folded[name]


def _instant(text: str) -> int:
    try:
        read: datetime = parse_timestamp(text)
        return to_us(read)
    except (ValueError, TypeError, OverflowError):
        raise invalid(
            "SearchCriteria.DateTimeCondition", "expected dates and times in ISO 8601"
        ) from None
