"""The audit log: entries are added, and never changed or deleted.

A month is a partition. The function that writes has no permission to do anything else to the table.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from santral.domain.audit import AuditEntry
from santral.stores.shelves import Page, Shelf, Stored
from santral.stores.tables import AuditItem

_YEARS: Final = 7  # how far back a list looks


def add(tenant: str, entry: AuditEntry) -> None:
    """Write an entry; the same id and time again is the same entry."""
    _month(entry.at).create(tenant, _id(entry), entry)


def page(
    tenant: str, *, limit: int, after: str | None = None, now: datetime, since: datetime
) -> Page[AuditEntry]:
    """Return a page, the newest first.

    Args:
        after: the id that the last page ended with: it names its month.
        since: nothing older than its month is looked for.
    """
    # A place that nobody was given may lie centuries ahead, which is as many queries.
    at = min(_when(after), now) if after else now
    found: list[Stored[AuditEntry]] = []
    earliest = max(since.astimezone(UTC), now - timedelta(days=366 * _YEARS))
    place = after
    while (at.year, at.month) >= (earliest.year, earliest.month):
        some = _month(at).page(tenant, limit=limit - len(found), after=place, newest_first=True)
        found += [each for each in some.items if each.value.at >= since]
        if some.next is not None or len(found) >= limit:
            return Page(tuple(found), found[-1].id if found else None)
        at, place = at.replace(day=1, hour=0, minute=0) - timedelta(days=1), None
    return Page(tuple(found), None)


def is_place(text: str) -> bool:
    """Say whether a page could have ended there."""
    try:
        at = _when(text)
    except ValueError:
        return False
    written, _, entry_id = text.partition("#")
    return at.tzinfo is UTC and _written(at) == written and bool(entry_id)


def _month(at: datetime) -> Shelf[AuditEntry]:
    return Shelf(f"audit#{at.astimezone(UTC):%Y-%m}", AuditEntry, AuditItem)


def _id(entry: AuditEntry) -> str:
    return f"{_written(entry.at)}#{entry.id}"


def _written(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _when(id_: str) -> datetime:
    return datetime.fromisoformat(id_.partition("#")[0])
