"""Values of a data table's attributes: texts on the wire, of one of five types, with limits.

Source: API Reference, Validation, CreateDataTableAttribute.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from typing import Any, Final

from santral.local.connect.errors import invalid

# A number, as JSON writes it, with an exponent that leaves it countable.
_NUMBER: Final = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
# Room for every digit of the longest text with the greatest exponent.
_EXACT: Final = Context(prec=4000, Emax=MAX_EMAX, Emin=MIN_EMIN)
_LONGEST: Final = 1000  # characters of a text
_MOST: Final = 100  # values of a list
# A limit -> what has to hold between a number and it.
_LIMITS: Final[Mapping[str, Callable[[Decimal, Decimal], bool]]] = {
    "Minimum": lambda value, limit: value >= limit,
    "Maximum": lambda value, limit: value <= limit,
    "ExclusiveMinimum": lambda value, limit: value > limit,
    "ExclusiveMaximum": lambda value, limit: value < limit,
    "MultipleOf": lambda value, limit: _EXACT.remainder(value, limit) == 0,
}
_ORDERED: Final = (
    ("MinLength", "MaxLength"),
    ("MinValues", "MaxValues"),
    ("Minimum", "Maximum"),
    ("ExclusiveMinimum", "ExclusiveMaximum"),
)


def check_validation(validation: Mapping[str, Any]) -> None:
    """
    Raises:
        ConnectError: InvalidParameterException.
    """
    for least, most in _ORDERED:
        if least in validation and most in validation and validation[least] > validation[most]:
            raise invalid(f"Validation.{least}", f"expected at most {most}")
    if "MultipleOf" in validation and not validation["MultipleOf"] > 0:
        raise invalid("Validation.MultipleOf", "expected more than 0")


def problem(attribute: Mapping[str, Any], text: str) -> str | None:
    """Say what was expected where a text cannot be the value of an attribute."""
    return next(_problems(attribute["ValueType"], attribute.get("Validation") or {}, text), None)


def empty(attribute: Mapping[str, Any]) -> str:
    """Give the empty value of an attribute's type."""
    type_ = attribute["ValueType"]
    if type_.endswith("_LIST"):
        return "[]"
    return {"TEXT": "", "NUMBER": "0", "BOOLEAN": "false"}[type_]


def _problems(type_: str, validation: Mapping[str, Any], text: str) -> Iterator[str]:
    if type_ == "BOOLEAN":
        if text not in ("true", "false"):
            yield "expected true or false"
    elif type_.endswith("_LIST"):
        yield from _list(type_.removesuffix("_LIST"), validation, text)
    elif type_ == "NUMBER":
        yield from _number(validation, text)
    else:
        yield from _text(validation, text)


def _list(type_: str, validation: Mapping[str, Any], text: str) -> Iterator[str]:
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        values = None
    if not isinstance(values, list):
        yield "expected a JSON array"
        return
    least, most = validation.get("MinValues", 0), validation.get("MaxValues", _MOST)
    if not least <= len(values) <= most:
        yield f"expected {least} to {most} values"
    for each in values:
        if isinstance(each, bool) or not isinstance(each, str if type_ == "TEXT" else int | float):
            yield f"expected values of type {type_}"
        else:
            yield from _problems(type_, validation, str(each))


def _number(validation: Mapping[str, Any], text: str) -> Iterator[str]:
    if len(text) > _LONGEST or not _NUMBER.fullmatch(text):
        yield "expected a number"
        return
    value = Decimal(text)
    for name, holds in _LIMITS.items():
        if name in validation and not holds(value, Decimal(str(validation[name]))):
            yield f"expected a number that meets {name}"
    yield from _enumerated(validation, text)


def _text(validation: Mapping[str, Any], text: str) -> Iterator[str]:
    least, most = validation.get("MinLength", 0), validation.get("MaxLength", _LONGEST)
    if not least <= len(text) <= most:
        yield f"expected {least} to {most} characters"
    yield from _enumerated(validation, text)


def _enumerated(validation: Mapping[str, Any], text: str) -> Iterator[str]:
    enum = validation.get("Enum") or {}
    if not enum.get("Strict"):
        return
    fold = str.casefold if validation.get("IgnoreCase") else str
    if fold(text) not in {fold(each) for each in enum.get("Values", ())}:
        yield "expected one of the enumerated values"
