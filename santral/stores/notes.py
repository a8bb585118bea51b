"""Notes, wrap-ups and their codes, and agents' scripts."""

from __future__ import annotations

from datetime import UTC
from typing import Final

from santral.domain.note import About, Note
from santral.domain.script import Script
from santral.domain.wrap_up import WrapUp, WrapUpCode
from santral.stores.shelves import Page, Shelf, Stored

SCRIPTS: Final = Shelf("script", Script)
WRAP_UP_CODES: Final = Shelf("wrap-up-code", WrapUpCode)
WRAP_UPS: Final = Shelf("wrap-up", WrapUp, scattered=True)  # by contact


def add_note(tenant: str, note: Note) -> Stored[Note]:
    """Write a note; the same again is no conflict."""
    return _notes(note.about, note.about_id).create(tenant, place_of(note), note)


def change_note(tenant: str, note: Note, *, replacing: int) -> Stored[Note]:
    """
    Raises:
        ConflictError: somebody has changed it since.
    """
    return _notes(note.about, note.about_id).replace(
        tenant, place_of(note), note, replacing=replacing
    )


def load_note(tenant: str, about: About, about_id: str, place: str) -> Stored[Note]:
    """
    Args:
        place: as lists show it: place_of().

    Raises:
        NotFoundError: there is none.
    """
    return _notes(about, about_id).load(tenant, place)


def delete_note(tenant: str, about: About, about_id: str, place: str, *, replacing: int) -> None:
    """
    Raises:
        ConflictError: somebody has changed it since.
    """
    _notes(about, about_id).delete(tenant, place, replacing=replacing)


def notes_on(
    tenant: str, about: About, about_id: str, *, limit: int, after: str | None = None
) -> Page[Note]:
    """Read a page of the notes on one thing, the newest first."""
    return _notes(about, about_id).page(tenant, limit=limit, after=after, newest_first=True)


def place_of(note: Note) -> str:
    """Return by what a note is found among those on the same thing: its time and id."""
    return f"{note.at.astimezone(UTC):%Y%m%dT%H%M%S%f}-{note.id}"


def _notes(about: About, about_id: str) -> Shelf[Note]:
    return Shelf(f"note#{about}#{about_id}", Note)
