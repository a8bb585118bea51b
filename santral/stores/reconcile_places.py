"""How far the last run of `reconcile` came on the list of businesses."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from santral.domain.errors import ConflictError
from santral.stores.shelves import Shelf
from santral.stores.tenant_guard import PLATFORM, acting_for


@dataclass(frozen=True, slots=True)
class _Place:
    """
    Attributes:
        after: the last business that was looked at; "" begins anew.
    """

    after: str = ""


_PLACES: Final = Shelf("reconcile-place", _Place)
_THE_ONE: Final = "place"


def place() -> str | None:
    """Return after which business to go on; None is at the beginning."""
    with acting_for(PLATFORM):
        found = _PLACES.find(PLATFORM, _THE_ONE)
    return found.value.after or None if found else None


def reach(after: str) -> None:
    """Note a place; where two runs note theirs at once, one of them counts."""
    with acting_for(PLATFORM), suppress(ConflictError):
        found = _PLACES.find(PLATFORM, _THE_ONE)
        if found is None:
            _PLACES.create(PLATFORM, _THE_ONE, _Place(after))
        elif found.value.after != after:
            _PLACES.replace(PLATFORM, _THE_ONE, _Place(after), replacing=found.version)
