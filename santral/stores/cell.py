"""Who shares the instance of this cell, and how much of its quotas is spoken for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from santral.stores.shelves import Shelf
from santral.stores.tenant_guard import PLATFORM, acting_for


@dataclass(frozen=True, slots=True)
class Place:
    """A tenant's place in the cell.

    Attributes:
        needs: how much of each quota it takes.
        reserved: whether all of that is still to be made.
    """

    needs: Mapping[str, int] = field(default_factory=dict)
    reserved: bool = True


_PLACES: Final = Shelf("cell-place", Place)


def places() -> dict[str, Place]:
    """Return every place by its tenant."""
    with acting_for(PLATFORM):
        return {each.id: each.value for each in _PLACES.all(PLATFORM)}


def reserve(tenant: str, needs: Mapping[str, int]) -> None:
    with acting_for(PLATFORM):
        _PLACES.create(PLATFORM, tenant, Place(needs))


def fill(tenant: str) -> None:
    """Say that what was reserved is there, and is counted where it is."""
    with acting_for(PLATFORM):
        stored = _PLACES.find(PLATFORM, tenant)
        if stored is not None and stored.value.reserved:
            filled = replace(stored.value, reserved=False)
            _PLACES.replace(PLATFORM, tenant, filled, replacing=stored.version)


def leave(tenant: str) -> None:
    with acting_for(PLATFORM):
        _PLACES.delete(PLATFORM, tenant)
