"""Whose a queue or an agent in Amazon Connect is, by its id: one item each, of the platform's.

A contact that an agent begins runs through no flow of her business, so that nothing in its record
names the business but who spoke and in which queue.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from santral.stores.shelves import Shelf
from santral.stores.tenant_guard import PLATFORM, acting_for


@dataclass(frozen=True, slots=True)
class _Owner:
    tenant: str


_OWNERS: Final = Shelf("owner", _Owner, scattered=True)


def note(resource_id: str, tenant: str) -> None:
    """Write down whose it is; the same again is no matter.

    Raises:
        ConflictError: it is somebody else's.
    """
    with acting_for(PLATFORM):
        _OWNERS.create(PLATFORM, resource_id, _Owner(tenant))


def forget(resource_id: str) -> None:
    with acting_for(PLATFORM):
        _OWNERS.delete(PLATFORM, resource_id)


def owner_of(resource_ids: Sequence[str]) -> str:
    """Return whose the first is that is anybody's, "" where none is: one request."""
    with acting_for(PLATFORM):
        found = _OWNERS.find_many(PLATFORM, resource_ids)
    return next((found[each].value.tenant for each in resource_ids if each in found), "")
