"""Reads and writes values by the shapes of the service model, strictly in both directions.

What comes in is checked whole and refused by its path, never by its value. What goes out is our own
doing: where it does not fit the model, the program is at fault.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape
from botocore.utils import parse_timestamp

from santral.local.connect.errors import invalid, refused

_LARGEST = {"integer": 2**31 - 1, "long": 2**63 - 1}
Value = Any  # JSON, with aware datetimes for timestamps


class OutputError(Exception):
    """An answer does not fit the service model; `where` is its path."""

    def __init__(self, where: str, expected: str) -> None:
        super().__init__(f"{where}: {expected}")


# --- in ---


def read(shape: Shape, raw: Value, where: str) -> Value:
    """Turn a value from the wire into ours.

    Raises:
        ConnectError: InvalidParameterException, or InvalidRequestException where a member that is
            required is missing.
    """
    return _READERS[shape.type_name](shape, raw, where)


def read_text(shape: Shape, text: str, where: str) -> Value:
    """Read a value that travels as text: in the path, the query or a header."""
    kind = shape.type_name
    if kind in ("integer", "long"):
        if not re.fullmatch(r"[+-]?\d{1,19}", text, re.ASCII):
            raise invalid(where, "expected a whole number")
        return read(shape, int(text), where)
    if kind == "boolean":
        if text not in ("true", "false"):
            raise invalid(where, "expected true or false")
        return text == "true"
    return read(shape, text, where)


def _read_structure(shape: Shape, raw: Value, where: str) -> Value:
    if not isinstance(raw, Mapping):
        raise invalid(where, "expected an object")
    members = _members(shape)
    value: dict[str, Value] = {}
    for name, wire_name, member in members:
        given = raw.get(wire_name)
        if given is not None:
            value[name] = read(member, given, f"{where}.{name}" if where else name)
    check_required(shape, value, where)
    return value


def check_required(shape: Shape, value: Mapping[str, Value], where: str) -> None:
    """
    Raises:
        ConnectError: InvalidRequestException, naming the first member that is missing.
    """
    for name in _required(shape):
        if name not in value:
            path = f"{where}.{name}" if where else name
            raise refused(f"{path}: a value is required")


def _read_list(shape: Shape, raw: Value, where: str) -> Value:
    if not isinstance(raw, list):
        raise invalid(where, "expected a list")
    _check_length(shape, len(raw), where, "elements")
    member = shape.member if isinstance(shape, ListShape) else shape
    return [read(member, each, f"{where}[{at}]") for at, each in enumerate(raw)]


def _read_map(shape: Shape, raw: Value, where: str) -> Value:
    if not isinstance(raw, Mapping) or not isinstance(shape, MapShape):
        raise invalid(where, "expected an object")
    _check_length(shape, len(raw), where, "entries")
    # Keys are attribute names, which customers choose: they are not repeated in the path.
    return {
        read(shape.key, key, f"{where}.*"): read(shape.value, each, f"{where}.*")
        for key, each in raw.items()
        if each is not None
    }


def _read_string(shape: Shape, raw: Value, where: str) -> Value:
    if not isinstance(raw, str):
        raise invalid(where, "expected a text")
    metadata = shape.metadata
    if metadata:
        allowed = metadata.get("enum")
        if allowed and raw not in allowed:
            raise invalid(where, f"expected one of {', '.join(allowed)}")
        _check_length(shape, len(raw), where, "characters")
        pattern = metadata.get("pattern")
        if pattern and not _compiled(pattern)(raw):
            raise invalid(where, f"expected the pattern {pattern}")
    return raw


def _read_whole(shape: Shape, raw: Value, where: str) -> Value:
    if not _is_number(raw) or raw != int(raw) or abs(raw) > _LARGEST[shape.type_name]:
        raise invalid(where, "expected a whole number")
    return _in_range(shape, int(raw), where)


def _read_fraction(shape: Shape, raw: Value, where: str) -> Value:
    if not _is_number(raw):
        raise invalid(where, "expected a number")
    return _in_range(shape, float(raw), where)


def _is_number(raw: Value) -> bool:
    """Whether it is a number, and a finite one: JSON has 1e400."""
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return False
    try:
        return math.isfinite(raw)
    except OverflowError:  # a whole number of more digits than a float has room for
        return False


def _read_boolean(_shape: Shape, raw: Value, where: str) -> Value:
    if not isinstance(raw, bool):
        raise invalid(where, "expected true or false")
    return raw


def _read_timestamp(_shape: Shape, raw: Value, where: str) -> Value:
    try:
        if isinstance(raw, bool) or not isinstance(raw, int | float | str):
            raise ValueError
        moment: datetime = parse_timestamp(raw)  # type: ignore[arg-type] # numbers as well
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError, RuntimeError):
        raise invalid(where, "expected a timestamp") from None


def _in_range(shape: Shape, value: float, where: str) -> float:
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if (low is not None and value < low) or (high is not None and value > high):
        raise invalid(where, f"expected {_between(low, high)}")
    return value


def _check_length(shape: Shape, length: int, where: str, unit: str) -> None:
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if (low is not None and length < low) or (high is not None and length > high):
        raise invalid(where, f"expected {_between(low, high)} {unit}")


def _between(low: float | None, high: float | None) -> str:
    if low is None:
        return f"at most {high}"
    return f"at least {low}" if high is None else f"{low} to {high}"


@cache
def _compiled(pattern: str) -> Callable[[str], object]:
    """Compile a pattern of the model; a pattern is not anchored unless it says so (Smithy)."""
    python = _MISPRINTED.get(pattern, pattern).replace("\\\\", "\\")
    if python.startswith("/^") and python.endswith("$/"):
        python = python[1:-1]
    # Python's $ lets a line's end stand behind it, and its \\d is every script's.
    python = re.sub(r"(?<!\\)\$(?=$|\)|\|)", r"\\Z", python)
    by_property = "\\p{" in python or "\\P{" in python
    for written, class_ in _BY_PROPERTY.items():
        python = python.replace(written, class_)
    return re.compile(python, 0 if by_property else re.ASCII).search


# ViewContentSha256, whose checksums have 64 characters.
_MISPRINTED = {"^[a-zA-Z0-9]$": "^[a-zA-Z0-9]+$"}
# Python has no classes by Unicode property: what comes next to them.
_BY_PROPERTY = {
    "[^\\p{C}]": "[^\\x00-\\x1f\\x7f]",
    "[\\P{C}\\r\\n\\t]": "[^\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]",
    "[\\P{C}]": "[^\\x00-\\x1f\\x7f]",
    "\\P{C}": "[^\\x00-\\x1f]",
    "\\p{L}": "\\w",
    "\\p{N}": "\\w",
    "\\p{Z}": " \\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000",
}

_READERS: Mapping[str, Callable[[Shape, Value, str], Value]] = {
    "structure": _read_structure,
    "list": _read_list,
    "map": _read_map,
    "string": _read_string,
    "integer": _read_whole,
    "long": _read_whole,
    "double": _read_fraction,
    "float": _read_fraction,
    "boolean": _read_boolean,
    "timestamp": _read_timestamp,
}


# --- out ---


def write(shape: Shape, value: Value, where: str = "") -> Value:
    """Turn an answer of ours into JSON; members that are None are left out.

    Raises:
        OutputError: it does not fit the model.
    """
    return _WRITERS[shape.type_name](shape, value, where)


def _write_structure(shape: Shape, value: Value, where: str) -> Value:
    if not isinstance(value, Mapping):
        raise OutputError(where, f"expected a {shape.name}")
    left = {name for name, each in value.items() if each is not None}
    written: dict[str, Value] = {}
    for name, wire_name, member in _members(shape):
        if name in left:
            left.discard(name)
            written[wire_name] = write(member, value[name], f"{where}.{name}" if where else name)
    if left:
        raise OutputError(where or shape.name, f"no member {sorted(left)} in {shape.name}")
    for name in _required(shape):
        if value.get(name) is None:
            raise OutputError(where or shape.name, f"member {name} of {shape.name} is missing")
    return written


def _write_list(shape: Shape, value: Value, where: str) -> Value:
    if isinstance(value, str | Mapping) or not isinstance(shape, ListShape):
        raise OutputError(where, "expected a list")
    return [write(shape.member, each, f"{where}[]") for each in value]


def _write_map(shape: Shape, value: Value, where: str) -> Value:
    if not isinstance(value, Mapping) or not isinstance(shape, MapShape):
        raise OutputError(where, "expected a map")
    return {key: write(shape.value, each, f"{where}.*") for key, each in value.items()}


def _write_string(shape: Shape, value: Value, where: str) -> Value:
    if not isinstance(value, str):
        raise OutputError(where, "expected a text")
    allowed = shape.metadata.get("enum")
    if allowed and value not in allowed:
        raise OutputError(where, f"expected one of {allowed}")
    return value


def _write_whole(_shape: Shape, value: Value, where: str) -> Value:
    if isinstance(value, bool) or not isinstance(value, int):
        raise OutputError(where, "expected a whole number")
    return value


def _write_fraction(_shape: Shape, value: Value, where: str) -> Value:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise OutputError(where, "expected a number")
    return float(value)


def _write_boolean(_shape: Shape, value: Value, where: str) -> Value:
    if not isinstance(value, bool):
        raise OutputError(where, "expected true or false")
    return value


def _write_timestamp(shape: Shape, value: Value, where: str) -> Value:
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise OutputError(where, "expected an aware datetime")
    if shape.serialization.get("timestampFormat") == "iso8601":
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return round(value.timestamp(), 3)


_WRITERS: Mapping[str, Callable[[Shape, Value, str], Value]] = {
    "structure": _write_structure,
    "list": _write_list,
    "map": _write_map,
    "string": _write_string,
    "integer": _write_whole,
    "long": _write_whole,
    "double": _write_fraction,
    "float": _write_fraction,
    "boolean": _write_boolean,
    "timestamp": _write_timestamp,
}

# A shape object is made anew at each look, and its serialization each time computed; by name,
# members are looked up once.
_MEMBERS: dict[str, tuple[tuple[str, str, Shape], ...]] = {}
_REQUIRED: dict[str, tuple[str, ...]] = {}


def _members(shape: Shape) -> tuple[tuple[str, str, Shape], ...]:
    """List a structure's members: our name, its name on the wire, shape."""
    known = _MEMBERS.get(shape.name)
    if known is None:
        found = shape.members.items() if isinstance(shape, StructureShape) else ()
        known = tuple((name, each.serialization.get("name", name), each) for name, each in found)
        _MEMBERS[shape.name] = known
    return known


def _required(shape: Shape) -> tuple[str, ...]:
    known = _REQUIRED.get(shape.name)
    if known is None:
        found = shape.required_members if isinstance(shape, StructureShape) else ()
        known = _REQUIRED[shape.name] = tuple(found)
    return known
