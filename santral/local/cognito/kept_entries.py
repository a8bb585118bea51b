"""What the state keeps of every change in the pool: kind, id, and the thing as it then was."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from santral.local.cognito.issued_tokens import SignedIn
from santral.local.cognito.users import from_plain

USER: Final = "user"
SIGNED_IN: Final = "signed-in"  # a session, by its refresh tokens
SECRET: Final = "secret"  # noqa: S105 - a kind of entry


class KeptEntry(NamedTuple):
    """`plain` is None for what was deleted."""

    kind: str
    id: str
    plain: dict[str, Any] | None


def kept_entry(payload: Any) -> KeptEntry:
    """
    Raises:
        ValueError: it has not the form of an entry.
    """
    match payload:
        case [str(kind), str(id_), None] if kind in _READERS:
            return KeptEntry(kind, id_, None)
        case [str(kind), str(id_), dict(plain)] if kind in _READERS:
            try:
                _READERS[kind](plain)
            except (AttributeError, KeyError, TypeError):
                raise ValueError("a thing of the user pool of another form") from None
            return KeptEntry(kind, id_, plain)
    raise ValueError("no entry of a user pool")


_READERS: Final[Mapping[str, Callable[[dict[str, Any]], object]]] = {
    USER: from_plain,
    SIGNED_IN: lambda plain: SignedIn(**plain),
    SECRET: lambda plain: bytes.fromhex(plain["hex"]),
}
