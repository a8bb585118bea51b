"""What the state keeps of every change in the pool: kind, id, and the thing as it then was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

USER: Final = "user"
SIGNED_IN: Final = "signed-in"  # a refresh token's session
SECRET: Final = "secret"  # noqa: S105 - a kind of entry


class KeptEntry(NamedTuple):
    """`plain` is None for what was deleted."""

    kind: str
    id: str
    plain: Mapping[str, Any] | None


def kept_entry(payload: Any) -> KeptEntry:
    """
    Raises:
        ValueError: it has not the form of an entry.
    """
    match payload:
        case [str(kind), str(id_), (dict() | None) as plain] if kind in (USER, SIGNED_IN, SECRET):
            return KeptEntry(kind, id_, plain)
    raise ValueError("no entry of a user pool")
