"""Notes on customers, contacts, orders and tickets."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from functions.api.call import Call
from functions.api.contact_access import ensure_may_write_on
from functions.api.endpoint import Routes
from functions.api.permissions import SERVES
from functions.api.replies import Created, Listed, Versioned, listed, version_tag
from functions.api.shapes import Id, PageQuery, Shape
from functions.api.texts import Remark
from santral.domain.access import Role
from santral.domain.errors import ForbiddenError
from santral.domain.note import About, Note
from santral.stores import customers, notes
from santral.stores.orders import ORDERS, TICKETS
from santral.stores.shelves import Stored

routes = Routes("Notes")


class NoteBody(Shape):
    text: Annotated[Remark, StringConstraints(min_length=1)]


class NoteView(Shape):
    id: str
    created_at: datetime
    created_by: Annotated[str, Field(description="a member's or a key's id")]
    text: str
    changed_at: datetime | None


@routes.get("/v1/notes/{about}/{about_id}", roles=SERVES)
def list_notes(call: Call, about: About, about_id: Id, query: PageQuery) -> Listed[NoteView]:
    """List the notes on a customer, a contact, an order or a ticket, the newest first."""
    _ensure_there(call, about, about_id)
    page = notes.notes_on(call.tenant, about, about_id, limit=query.limit, after=query.after)
    return listed(page, note_view)


@routes.post("/v1/notes/{about}/{about_id}", roles=SERVES)
def add_note(call: Call, about: About, about_id: Id, body: NoteBody) -> Created[NoteView]:
    """Add a note to a customer, a contact, an order or a ticket.

    To a contact also while it goes on.
    """
    _ensure_there(call, about, about_id)
    note = Note(call.new_id(), about, about_id, call.now, call.asker.subject, body.text)
    stored = notes.add_note(call.tenant, note)
    place = f"/v1/notes/{about}/{about_id}/{stored.id}"
    return Created(note_view(stored), place, version_tag(stored))


@routes.get("/v1/notes/{about}/{about_id}/{note_id}", roles=SERVES)
def show_note(call: Call, about: About, about_id: Id, note_id: Id) -> Versioned[NoteView]:
    """Show a note."""
    _ensure_there(call, about, about_id)
    stored = notes.load_note(call.tenant, about, about_id, note_id)
    return Versioned(note_view(stored), version_tag(stored))


@routes.put("/v1/notes/{about}/{about_id}/{note_id}", roles=SERVES, versioned=True)
def change_note(
    call: Call, about: About, about_id: Id, note_id: Id, body: NoteBody
) -> Versioned[NoteView]:
    """Write a note anew: one's own, or as a supervisor anybody's."""
    stored = _own(call, about, about_id, note_id)
    if body.text != stored.value.text:  # else it is the same request once more
        call.expect(version_tag(stored))
        changed = replace(stored.value, text=body.text, changed_at=call.now)
        stored = notes.change_note(call.tenant, changed, replacing=stored.version)
    return Versioned(note_view(stored), version_tag(stored))


@routes.delete("/v1/notes/{about}/{about_id}/{note_id}", roles=SERVES, versioned=True)
def delete_note(call: Call, about: About, about_id: Id, note_id: Id) -> None:
    """Delete a note: one's own, or as a supervisor anybody's."""
    stored = _own(call, about, about_id, note_id)
    call.expect(version_tag(stored))
    notes.delete_note(call.tenant, about, about_id, note_id, replacing=stored.version)


def note_view(stored: Stored[Note]) -> NoteView:
    note = stored.value
    return NoteView(
        id=stored.id,
        created_at=note.created_at,
        created_by=note.created_by,
        text=note.text,
        changed_at=note.changed_at,
    )


def _own(call: Call, about: About, about_id: str, note_id: str) -> Stored[Note]:
    """
    Raises:
        NotFoundError: there is no such note.
        ForbiddenError: it is another agent's.
    """
    _ensure_there(call, about, about_id)
    stored = notes.load_note(call.tenant, about, about_id, note_id)
    if call.has_role(Role.AGENT) and stored.value.created_by != call.asker.subject:
        raise ForbiddenError("it is the note of somebody else")
    return stored


def _ensure_there(call: Call, about: About, about_id: str) -> None:
    """
    Raises:
        NotFoundError: there is no such thing, or none that the asker may see.
    """
    match about:
        case About.CUSTOMER:
            customers.load(call.tenant, about_id)
        case About.CONTACT:
            ensure_may_write_on(call, about_id)
        case About.ORDER:
            ORDERS.load(call.tenant, about_id)
        case About.TICKET:
            TICKETS.load(call.tenant, about_id)
