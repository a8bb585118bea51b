"""Notes, wrap-ups and their codes, and agents' scripts.

    <tenant>#note     <about>#<its id>#<time>-<note's id>

So the notes on one thing are together, in the order of time, and all of a business's can be listed.
"""

from __future__ import annotations

from datetime import UTC
from typing import Final

from santral.domain.note import About, Note
from santral.domain.script import Script
from santral.domain.wrap_up import WrapUp, WrapUpCode
from santral.stores.shelves import Page, Shelf, Stored

SCRIPTS: Final = Shelf("script", Script)
WRAP_UP_CODES: Final = Shelf("wrap-up-code", WrapUpCode)
WRAP_UPS: Final = Shelf("wrap-up", WrapUp)  # by contact
NOTES: Final = Shelf("note", Note)


def add_note(tenant: str, note: Note) -> Stored[Note]:
    """Write a note; the same again is no conflict."""
    return _bare(NOTES.create(tenant, _id(note), note))


def change_note(tenant: str, note: Note, *, replacing: int) -> Stored[Note]:
    """
    Raises:
        ConflictError: somebody has changed it since.
    """
    return _bare(NOTES.replace(tenant, _id(note), note, replacing=replacing))


def load_note(tenant: str, about: About, about_id: str, place: str) -> Stored[Note]:
    """
    Args:
        place: as lists show it: place_of().

    Raises:
        NotFoundError: there is none.
    """
    return _bare(NOTES.load(tenant, _on(about, about_id) + place))


def delete_note(tenant: str, about: About, about_id: str, place: str, *, replacing: int) -> None:
    """
    Raises:
        ConflictError: somebody has changed it since.
    """
    NOTES.delete(tenant, _on(about, about_id) + place, replacing=replacing)


def notes_on(
    tenant: str, about: About, about_id: str, *, limit: int, after: str | None = None
) -> Page[Note]:
    """Read a page of the notes on one thing, the newest first."""
    begins = _on(about, about_id)
    page = NOTES.page(
        tenant,
        limit=limit,
        after=begins + after if after else None,
        begins=begins,
        newest_first=True,
    )
    items = tuple(_bare(each) for each in page.items)
    return Page(items, None if page.next is None else page.next.removeprefix(begins))


def place_of(note: Note) -> str:
    """Return by what a note is found among those on the same thing: its time and id."""
    return f"{note.created_at.astimezone(UTC):%Y%m%dT%H%M%S%f}-{note.id}"


def _on(about: About, about_id: str) -> str:
    return f"{about}#{about_id}#"


def _id(note: Note) -> str:
    return _on(note.about, note.about_id) + place_of(note)


def _bare(stored: Stored[Note]) -> Stored[Note]:
    return Stored(stored.id.rpartition("#")[2], stored.value, stored.version)
