"""What a line of the journal says, as JSON and back: bytes are tagged, all else is itself."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any, Final

_ESCAPE: Final = "$"
_BYTES: Final = "$bytes"


def to_json(value: object) -> object:
    """Return a value that `json` can write; a member whose name begins with $ gets one more.

    >>> to_json({"$price": b"7"})
    {'$$price': {'$bytes': 'Nw=='}}
    """
    if isinstance(value, Mapping):
        return {_escaped(name): to_json(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [to_json(each) for each in value]
    if isinstance(value, bytes | bytearray | memoryview):
        return {_BYTES: base64.b64encode(value).decode()}
    return value


def from_json(value: Any) -> Any:
    """Return what to_json was given, with lists for tuples and bytes for all that holds bytes."""
    if isinstance(value, list):
        return [from_json(each) for each in value]
    if not isinstance(value, dict):
        return value
    if _BYTES in value:
        return base64.b64decode(value[_BYTES])
    return {name.removeprefix(_ESCAPE): from_json(each) for name, each in value.items()}


def _escaped(name: str) -> str:
    return f"{_ESCAPE}{name}" if name.startswith(_ESCAPE) else name
