"""Which agents sit before a page: an item each, all in one partition of the platform's.

It is read whole once a minute, and written a hundred times an hour for each agent: far below what a
partition takes, with as many agents as an instance has room for.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

from santral.domain.errors import ConflictError
from santral.domain.presence import Presence
from santral.stores.shelves import Shelf, Stored
from santral.stores.tables import WorkItem
from santral.stores.tenant_guard import PLATFORM, acting_for

_PRESENCES: Final = Shelf("presence", Presence, WorkItem)
_KEPT: Final = timedelta(days=1)


def beat(presence: Presence) -> None:
    """Write that somebody is there, or has just left; of two pages at once one is enough."""
    id_, expires = f"{presence.tenant}/{presence.agent}", presence.beat_at + _KEPT
    with acting_for(PLATFORM), suppress(ConflictError):
        there = _PRESENCES.find(PLATFORM, id_)
        if there is None:
            _PRESENCES.create(PLATFORM, id_, presence, expires=expires)
        else:
            _PRESENCES.replace(PLATFORM, id_, presence, replacing=there.version, expires=expires)


def overdue(now: datetime) -> Iterator[Stored[Presence]]:
    with acting_for(PLATFORM):
        found = list(_PRESENCES.all(PLATFORM, now=now))
    yield from (each for each in found if each.value.is_overdue(now))


def forget(stored: Stored[Presence]) -> None:
    """Forget somebody, unless they are back meanwhile."""
    with acting_for(PLATFORM), suppress(ConflictError):
        _PRESENCES.delete(PLATFORM, stored.id, replacing=stored.version)
