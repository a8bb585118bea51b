"""Fields of a task template: which may be, and what is required, read-only or given by default.

Source: API Reference, CreateTaskTemplate, UpdateTaskTemplate; CloudFormation,
AWS::Connect::TaskTemplate (50 fields, options and defaults at most).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from santral.local.connect.errors import ConnectError

INVALID_PROPERTY: Final = "PropertyValidationException"
MISSING, FORMAT, TAKEN, UNKNOWN, UNSUPPORTED, MISMATCH = (
    "REQUIRED_PROPERTY_MISSING",
    "INVALID_FORMAT",
    "UNIQUE_CONSTRAINT_VIOLATED",
    "REFERENCED_RESOURCE_NOT_FOUND",
    "NOT_SUPPORTED",
    "TYPE_MISMATCH",
)
_MOST: Final = 50
# What a task has once, so that a template has one field of it at most.
_ONCE: Final = frozenset(
    {
        "NAME",
        "DESCRIPTION",
        "SCHEDULED_TIME",
        "QUICK_CONNECT",
        "SELF_ASSIGN",
        "EXPIRY_DURATION",
    }
)
_LISTS: Final = ("RequiredFields", "ReadOnlyFields", "InvisibleFields")
Field = Mapping[str, Any]


def wrong(path: str, reason: str, expected: str) -> ConnectError:
    """A property that cannot be, as the service says of task templates alone.

    Args:
        reason: of PropertyValidationExceptionReason.
    """
    return ConnectError(
        INVALID_PROPERTY,
        f"{path}: {expected}",
        PropertyList=[{"PropertyPath": path, "Reason": reason, "Message": expected}],
    )


def name_of(field: Field) -> str:
    """Name a field; a constraint or a default names its field likewise."""
    name: str = field["Id"].get("Name", "") if "Id" in field else ""
    return name


def check_fields(given: Mapping[str, Any]) -> None:
    """Check Fields, Constraints and Defaults of a template.

    Raises:
        ConnectError: PropertyValidationException.
    """
    fields: Sequence[Field] = given.get("Fields", ())
    if len(fields) > _MOST:
        raise wrong("Fields", FORMAT, f"expected at most {_MOST}")
    _check_names(fields)
    _check_types(fields)
    for at, field in enumerate(fields):
        _check_options(f"Fields[{at}].SingleSelectOptions", field)
    by_name = {name_of(each): each for each in fields}
    _check_constraints(given.get("Constraints") or {}, by_name)
    _check_defaults((given.get("Defaults") or {}).get("DefaultFieldValues", ()), by_name)


def _check_names(fields: Sequence[Field]) -> None:
    seen: set[str] = set()
    for at, field in enumerate(fields):
        name = name_of(field)
        if not name:
            raise wrong(f"Fields[{at}].Id.Name", MISSING, "a value is required")
        if name in seen:
            raise wrong(f"Fields[{at}].Id.Name", TAKEN, "expected a name that no other field has")
        seen.add(name)


def _check_types(fields: Sequence[Field]) -> None:
    counts = Counter(each.get("Type", "TEXT") for each in fields)
    if not counts["NAME"]:
        raise wrong("Fields", MISSING, "expected a field of type NAME")
    for type_ in sorted(_ONCE):
        if counts[type_] > 1:
            raise wrong("Fields", TAKEN, f"expected one field of type {type_}")


def _check_options(path: str, field: Field) -> None:
    options = field.get("SingleSelectOptions") or ()
    if field.get("Type") != "SINGLE_SELECT":
        if options:
            raise wrong(path, UNSUPPORTED, "expected on a field of type SINGLE_SELECT only")
        return
    if not options:
        raise wrong(path, MISSING, "a value is required")
    if len(options) > _MOST:
        raise wrong(path, FORMAT, f"expected at most {_MOST}")
    if len(set(options)) < len(options):
        raise wrong(path, TAKEN, "expected each option once")


def _check_constraints(constraints: Mapping[str, Any], fields: Mapping[str, Field]) -> None:
    for list_ in _LISTS:
        for at, each in enumerate(constraints.get(list_, ())):
            if name_of(each) not in fields:
                path = f"Constraints.{list_}[{at}].Id.Name"
                raise wrong(path, UNKNOWN, "expected the name of a field")
    required = {name_of(each) for each in constraints.get("RequiredFields", ())}
    if not any(fields[name].get("Type") == "NAME" for name in required):
        raise wrong("Constraints.RequiredFields", MISSING, "expected the field of type NAME")


def _check_defaults(defaults: Sequence[Field], fields: Mapping[str, Field]) -> None:
    if len(defaults) > _MOST:
        raise wrong("Defaults.DefaultFieldValues", FORMAT, f"expected at most {_MOST}")
    for at, each in enumerate(defaults):
        path = f"Defaults.DefaultFieldValues[{at}]"
        field = fields.get(name_of(each))
        if field is None:
            raise wrong(f"{path}.Id.Name", UNKNOWN, "expected the name of a field")
        expected = mismatch(field, each.get("DefaultValue", ""))
        if expected is not None:
            raise wrong(f"{path}.DefaultValue", MISMATCH, expected)


# --- values ---


def _matches(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern, re.ASCII)
    return lambda value: compiled.fullmatch(value) is not None


_CHECKS: Final[Mapping[str, tuple[Callable[[str], bool], str]]] = {
    "NUMBER": (_matches(r"[+-]?(\d+(\.\d*)?|\.\d+)"), "expected a number"),
    "BOOLEAN": (lambda value: value.lower() in ("true", "false"), "expected true or false"),
    "EMAIL": (_matches(r"[^@\s]+@[^@\s]+\.[^@\s]+"), "expected an email address"),
    "URL": (_matches(r"[a-zA-Z][a-zA-Z0-9+.-]*://\S+"), "expected a URL"),
}


def mismatch(field: Field, value: str) -> str | None:
    """Say what was expected where a value cannot be that of a field; an empty one always can."""
    type_ = field.get("Type", "TEXT")
    if not value:
        return None
    if type_ == "SINGLE_SELECT":
        return None if value in field["SingleSelectOptions"] else "expected one of the options"
    fits, expected = _CHECKS.get(type_, (lambda _: True, ""))
    return None if fits(value) else expected
