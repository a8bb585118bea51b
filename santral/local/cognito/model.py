"""Cognito's API as botocore's service model has it: what may be asked, and what goes in and out.

Source: botocore, data/cognito-idp/2016-04-18/service-2.json (protocol json 1.1).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any, Final

from botocore.loaders import Loader
from botocore.model import ListShape, MapShape, OperationModel, ServiceModel, Shape, StructureShape

from santral.local.cognito.errors import CognitoError, invalid

TARGET: Final = "AWSCognitoIdentityProviderService."


class OutputError(Exception):
    """An answer does not fit the service model: a fault of this program."""


@cache
def service() -> ServiceModel:
    """Read the model, once a process."""
    return ServiceModel(Loader().load_service_model("cognito-idp", "service-2"), "cognito-idp")


@cache
def operation_model(name: str) -> OperationModel | None:
    return service().operation_model(name) if name in service().operation_names else None


def read(shape: Shape, raw: Any, where: str = "") -> Any:
    """Check what came in, and leave out what is null; where a value is refused, it is not repeated.

    Raises:
        CognitoError: InvalidParameterException, SerializationException.
    """
    if isinstance(shape, StructureShape):
        return _read_structure(shape, raw, where)
    if isinstance(shape, ListShape):
        _expect(isinstance(raw, list), where, "a list")
        _check_length(shape, len(raw), where)
        return [read(shape.member, each, where) for each in raw]
    if isinstance(shape, MapShape):
        _expect(isinstance(raw, dict), where, "an object")
        return {
            read(shape.key, key, where): read(shape.value, each, where)
            for key, each in raw.items()
            if each is not None
        }
    return _read_plain(shape, raw, where)


def _read_structure(shape: StructureShape, raw: Any, where: str) -> dict[str, Any]:
    _expect(isinstance(raw, dict), where, "an object")
    value: dict[str, Any] = {}
    for name, member in shape.members.items():
        given = raw.get(name)
        if given is not None:
            value[name] = read(member, given, name)
    for name in shape.required_members:
        if name not in value:
            raise _constraint(name, "Member must not be null")
    return value


def _read_plain(shape: Shape, raw: Any, where: str) -> Any:
    kind = shape.type_name
    if kind == "string":
        _expect(isinstance(raw, str), where, "a text")
        return _read_text(shape, raw, where)
    if kind == "boolean":
        _expect(isinstance(raw, bool), where, "true or false")
        return raw
    _expect(isinstance(raw, int) and not isinstance(raw, bool), where, "a whole number")
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if (low is not None and raw < low) or (high is not None and raw > high):
        raise _constraint(where, f"Member must have value between {low} and {high}")
    return raw


def _read_text(shape: Shape, raw: str, where: str) -> str:
    allowed = shape.metadata.get("enum")
    if allowed and raw not in allowed:
        raise _constraint(where, f"Member must satisfy enum value set: [{', '.join(allowed)}]")
    _check_length(shape, len(raw), where)
    pattern = shape.metadata.get("pattern")
    if pattern and not _compiled(pattern).fullmatch(raw):
        raise _constraint(where, f"Member must satisfy regular expression pattern: {pattern}")
    return raw


def _check_length(shape: Shape, length: int, where: str) -> None:
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if low is not None and length < low:
        raise _constraint(where, f"Member must have length greater than or equal to {low}")
    if high is not None and length > high:
        raise _constraint(where, f"Member must have length less than or equal to {high}")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern of the model; Python has no classes by Unicode property."""
    if "\\p{" in pattern:
        spaces = "" if "\\t" in pattern else r"\s"
        return re.compile(rf"[^{spaces}\x00-\x08\x0e-\x1f\x7f]+")
    return re.compile(pattern, re.ASCII)


def _constraint(where: str, constraint: str) -> CognitoError:
    name = where[:1].lower() + where[1:]
    return invalid(
        f"1 validation error detected: Value at '{name}' failed to satisfy constraint: {constraint}"
    )


def _expect(holds: object, where: str, what: str) -> None:
    if not holds:
        raise CognitoError("SerializationException", f"{where or 'The body'}: expected {what}.")


def write(shape: Shape, value: Any) -> Any:
    """Turn an answer into JSON; members that are None are left out.

    Raises:
        OutputError: it does not fit the model.
    """
    if isinstance(shape, StructureShape):
        return _write_structure(shape, value)
    if isinstance(shape, ListShape):
        return [write(shape.member, each) for each in value]
    if isinstance(shape, MapShape):
        return {str(key): write(shape.value, each) for key, each in value.items()}
    if isinstance(value, datetime):
        return round(value.timestamp(), 3)
    fits = isinstance(value, _TYPES[shape.type_name])
    allowed = shape.metadata.get("enum")
    if not fits or (allowed and value not in allowed):
        raise OutputError(f"expected a {shape.name}")
    return value


def _write_structure(shape: StructureShape, value: Mapping[str, Any]) -> dict[str, Any]:
    given = {name: each for name, each in value.items() if each is not None}
    if not given.keys() <= shape.members.keys():
        raise OutputError(f"no member {sorted(given.keys() - shape.members.keys())}: {shape.name}")
    for name in shape.required_members:
        if name not in given:
            raise OutputError(f"member {name} of {shape.name} is missing")
    return {name: write(shape.members[name], each) for name, each in given.items()}


_TYPES: Final[Mapping[str, type]] = {
    "string": str,
    "boolean": bool,
    "integer": int,
    "long": int,
    "timestamp": datetime,
}
