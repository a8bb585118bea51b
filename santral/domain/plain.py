"""Values as JSON can hold them, and back: the form in the store, and that of business files.

A value's dataclass is its schema. Fields that are as their defaults are left out, which keeps an
item small, and lets an older reader meet a newer item. Reading is strict for a file that a
person wrote (an unknown key is a typing error) and tolerant for a stored item.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum, IntEnum, StrEnum
from functools import cache, lru_cache
from types import NoneType, UnionType
from typing import Any, Final, TypeVar, Union, get_args, get_origin, get_type_hints

from santral.domain.customer import Customer
from santral.domain.errors import InputError
from santral.domain.hours import Slot
from santral.domain.suggestions import did_you_mean
from santral.domain.tenant import Tenant

SCHEMA: Final = 1

T = TypeVar("T")

_READABLE: Final = (SCHEMA - 1, SCHEMA)
_Decode = Callable[["Reading", Any, str], Any]
_SCALARS: Final[Mapping[type, tuple[str, Any]]] = {
    str: ("text", ""),
    int: ("a whole number", 0),
    bool: ("true or false", False),
    date: ("a date, such as 2026-10-29", date.min),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One pass over plain values, which goes on after a problem to find them all.

    Attributes:
        strict: whether a key that is not known is a problem.
        problems: (path, expected), in order.
    """

    strict: bool = False
    problems: list[tuple[str, str]] = field(default_factory=list)

    def read(self, cls: type[T], plain: object, path: str = "") -> T:
        """Return the value; where something is wrong, with an empty one in its place."""
        hint: Any = cls
        value: T = _decoder(hint)(self, plain, path)
        return value

    def refuse(self, path: str, expected: str) -> None:
        self.problems.append((path or "(file)", expected))


def tenant_to_json(tenant: Tenant) -> str:
    return _json({"schema": SCHEMA, **to_plain(tenant)})


@lru_cache(maxsize=64)
def tenant_from_json(text: str) -> Tenant:
    """Return the tenant. Cached by the text itself, so that it can never be an older one.

    Raises:
        InputError: the text was not written by this reader's schema or the one before.
    """
    return _stored(Tenant, text)


def customers_to_json(customers: Iterable[Customer]) -> str:
    return _json({"schema": SCHEMA, "customers": [to_plain(each) for each in customers]})


def customers_from_json(text: str) -> tuple[Customer, ...]:
    """
    Raises:
        InputError: as tenant_from_json.
    """
    return _stored(_Customers, text).customers


def to_json(value: object) -> str:
    """Return any of our values as it is stored; its dataclass is the schema."""
    return _json({"schema": SCHEMA, **to_plain(value)})


def from_json(cls: type[T], text: str) -> T:
    """
    Raises:
        InputError: as tenant_from_json.
    """
    return _stored(cls, text)


def to_plain(value: Any) -> Any:
    """Return the value as dicts, lists, text, numbers and booleans."""
    if isinstance(value, Slot):
        return value.to_text()
    if is_dataclass(value):
        return {
            each.name: to_plain(getattr(value, each.name))
            for each in fields(value)
            if getattr(value, each.name) != _default(each)
        }
    if isinstance(value, Mapping):
        return {_key(key): to_plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [to_plain(each) for each in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


@dataclass(frozen=True, slots=True)
class _Customers:
    customers: tuple[Customer, ...] = ()


def _json(plain: Mapping[str, Any]) -> str:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def _stored(cls: type[T], text: str) -> T:
    try:
        plain = json.loads(text)
    except ValueError as error:
        raise InputError(f"stored {cls.__name__}: expected JSON") from error
    schema = plain.get("schema", 0) if isinstance(plain, dict) else None
    if schema not in _READABLE:
        raise InputError(f"stored {cls.__name__}: expected schema {SCHEMA} or the one before")
    reading = Reading()
    value = reading.read(cls, plain)
    if reading.problems:
        where = ", ".join(path for path, _ in reading.problems[:5])
        raise InputError(f"stored {cls.__name__}: not readable at {where}")
    return value


def _default(each: Field[Any]) -> Any:
    return each.default_factory() if each.default_factory is not MISSING else each.default


def _key(key: Any) -> str:
    return key.name.lower() if isinstance(key, IntEnum) else str(key)


@cache
def _decoder(hint: Any) -> _Decode:
    """Return the function that reads values of a type; made once per type."""
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _optional(next(each for each in args if each is not NoneType))
    if origin is tuple:
        return _sequence(args[0])
    if origin is not None:
        return _mapping(args[0], args[1])
    if hint is Slot:
        return _slot
    if hint is datetime:
        return _instant
    if hint in _SCALARS:
        return _scalar(hint)
    return _enum(hint) if issubclass(hint, Enum) else _record(hint)


def _scalar(hint: type) -> _Decode:
    expected, empty = _SCALARS[hint]

    def decode(reading: Reading, plain: Any, path: str) -> Any:
        if type(plain) is hint:
            return plain
        if hint is date and isinstance(plain, str):
            try:
                return date.fromisoformat(plain)
            except ValueError:
                pass
        reading.refuse(path, f"expected {expected}")
        return empty

    return decode


def _optional(hint: Any) -> _Decode:
    inner = _decoder(hint)
    return lambda reading, plain, path: None if plain is None else inner(reading, plain, path)


def _slot(reading: Reading, plain: Any, path: str) -> Slot | None:
    try:
        return Slot.from_text(plain)
    except (AttributeError, TypeError, ValueError):
        reading.refuse(path, 'expected opening hours in order, such as "09:00-13:00"')
        return None


def _instant(reading: Reading, plain: Any, path: str) -> datetime:
    try:
        instant = datetime.fromisoformat(plain)
        if instant.tzinfo is not None:
            return instant.astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        pass
    reading.refuse(path, "expected a time with its zone, such as 2026-10-29T09:00:00+00:00")
    return datetime.min.replace(tzinfo=UTC)


def _enum(hint: type[Enum]) -> _Decode:
    members = {_key(each) if issubclass(hint, IntEnum) else each.value: each for each in hint}

    def decode(reading: Reading, plain: Any, path: str) -> Any:
        if isinstance(plain, str) and plain in members:
            return members[plain]
        reading.refuse(path, f"expected one of {', '.join(members)}")
        return next(iter(hint))

    return decode


def _sequence(hint: Any) -> _Decode:
    inner = _decoder(hint)

    def decode(reading: Reading, plain: Any, path: str) -> tuple[Any, ...]:
        if not isinstance(plain, list):
            reading.refuse(path, "expected a list")
            return ()
        values = (inner(reading, each, f"{path}[{index}]") for index, each in enumerate(plain))
        return tuple(value for value in values if value is not None)

    return decode


def _mapping(key_hint: Any, value_hint: Any) -> _Decode:
    read_key, read_value = _decoder(key_hint), _decoder(value_hint)

    def decode(reading: Reading, plain: Any, path: str) -> dict[Any, Any]:
        if not isinstance(plain, dict):
            reading.refuse(path, "expected a table")
            return {}
        return {
            read_key(reading, key, f"{path}.{key}"): read_value(reading, each, f"{path}.{key}")
            for key, each in plain.items()
        }

    return decode


def _record(cls: type) -> _Decode:
    hints = get_type_hints(cls)
    members = {each.name: (_decoder(hints[each.name]), each) for each in fields(cls)}

    def decode(reading: Reading, plain: Any, path: str) -> Any:
        if not isinstance(plain, dict):
            reading.refuse(path, "expected a table")
            return _record_of(cls, members, Reading(), {}, path)
        if reading.strict:
            for key in (key for key in plain if key not in members):
                reading.refuse(_join(path, key), f"unknown key{did_you_mean(key, members)}")
        return _record_of(cls, members, reading, plain, path)

    return decode


def _record_of(
    cls: type,
    members: Mapping[str, tuple[_Decode, Field[Any]]],
    reading: Reading,
    plain: Mapping[str, Any],
    path: str,
) -> Any:
    values: dict[str, Any] = {}
    for name, (decode, each) in members.items():
        if name in plain:
            values[name] = decode(reading, plain[name], _join(path, name))
        elif _default(each) is MISSING:
            reading.refuse(_join(path, name), "missing")
            values[name] = decode(Reading(), None, "")
    return cls(**values)


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
