"""Wrap-up codes, and what agents picked of them when a contact was over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

from pydantic import Field

from functions.api.call import Call
from functions.api.contact_access import ensure_may_write_on
from functions.api.endpoint import Routes
from functions.api.permissions import EVERYBODY, SERVES, SUPERVISES
from functions.api.problems import refuse_any
from functions.api.profile import profile_of, unknown_queues
from functions.api.profile_shapes import Name
from functions.api.replies import Created, Listed, Versioned, listed, version_tag
from functions.api.shapes import Id, LanguageCode, PageQuery, Shape, Text, Words, fields_of
from functions.api.texts import Value
from santral.domain.wrap_up import WrapUp, WrapUpCode
from santral.stores.notes import WRAP_UP_CODES, WRAP_UPS
from santral.stores.shelves import Stored

routes = Routes("Wrap-up codes")

_NOTHING_PICKED = "0"


class WrapUpCodeBody(Shape):
    title: Annotated[
        dict[LanguageCode, Words],
        Field(min_length=1, max_length=20, description="in each of the business's languages"),
    ]
    group: Annotated[Text, Field(description="under which it is shown; empty is none")] = ""
    queues: Annotated[
        tuple[Id, ...], Field(max_length=100, description="whose contacts it is for; none is all")
    ] = ()
    active: Annotated[bool, Field(description="whether it can still be picked")] = True


class NewWrapUpCodeBody(WrapUpCodeBody):
    id: Name


class WrapUpCodeView(Shape):
    id: str
    title: dict[str, str]
    group: str
    queues: tuple[str, ...]
    active: bool


class WrapUpBody(Shape):
    codes: Annotated[
        tuple[Id, ...],
        Field(max_length=10, description="ids, the first being what it was mainly about"),
    ]
    note: Value = ""


class WrapUpView(Shape):
    codes: tuple[str, ...]
    note: str
    at: Annotated[datetime | None, Field(description="null is that nobody has picked any")]
    by: str


@routes.get("/v1/wrap-up-codes", roles=EVERYBODY)
def list_wrap_up_codes(call: Call, query: PageQuery) -> Listed[WrapUpCodeView]:
    """List wrap-up codes, by id."""
    page = WRAP_UP_CODES.page(call.tenant, limit=query.limit, after=query.after)
    return listed(page, lambda each: WrapUpCodeView.model_validate(each.value))


@routes.post("/v1/wrap-up-codes", roles=SUPERVISES)
def create_wrap_up_code(call: Call, body: NewWrapUpCodeBody) -> Created[WrapUpCodeView]:
    """Create a wrap-up code."""
    code = WrapUpCode(**fields_of(body))
    refuse_any(unknown_queues(profile_of(call), code.queues))
    shown = _versioned(WRAP_UP_CODES.create(call.tenant, code.id, code))
    return Created(shown.body, f"/v1/wrap-up-codes/{code.id}", shown.etag)


@routes.get("/v1/wrap-up-codes/{code_id}", roles=EVERYBODY)
def show_wrap_up_code(call: Call, code_id: Id) -> Versioned[WrapUpCodeView]:
    """Show a wrap-up code."""
    return _versioned(WRAP_UP_CODES.load(call.tenant, code_id))


@routes.put("/v1/wrap-up-codes/{code_id}", roles=SUPERVISES, versioned=True)
def change_wrap_up_code(call: Call, code_id: Id, body: WrapUpCodeBody) -> Versioned[WrapUpCodeView]:
    """Put a wrap-up code in the place of what it is."""
    stored = WRAP_UP_CODES.load(call.tenant, code_id)
    code = WrapUpCode(id=code_id, **fields_of(body))
    if code != stored.value:  # else it is the same request once more
        call.expect(version_tag(stored))
        refuse_any(unknown_queues(profile_of(call), code.queues))
        stored = WRAP_UP_CODES.replace(call.tenant, code_id, code, replacing=stored.version)
    return _versioned(stored)


@routes.delete("/v1/wrap-up-codes/{code_id}", roles=SUPERVISES, versioned=True)
def delete_wrap_up_code(call: Call, code_id: Id) -> None:
    """Delete a wrap-up code that was never meant to be.

    Contacts keep the ids of what was picked for them: one that was in use is better made inactive.
    """
    stored = WRAP_UP_CODES.load(call.tenant, code_id)
    call.expect(version_tag(stored))
    WRAP_UP_CODES.delete(call.tenant, code_id, replacing=stored.version)


@routes.get("/v1/contacts/{contact_id}/wrap-up", roles=SERVES)
def show_wrap_up(call: Call, contact_id: Id) -> Versioned[WrapUpView]:
    """Show what was picked for a contact."""
    ensure_may_write_on(call, contact_id)
    return wrap_up_shown(WRAP_UPS.find(call.tenant, contact_id))


@routes.put("/v1/contacts/{contact_id}/wrap-up", roles=SERVES, versioned=True)
def change_wrap_up(call: Call, contact_id: Id, body: WrapUpBody) -> Versioned[WrapUpView]:
    """Say what a contact was about.

    Also while it goes on; where nothing was picked before, the version is "0".
    """
    ensure_may_write_on(call, contact_id)
    stored = WRAP_UPS.find(call.tenant, contact_id)
    before = stored.value if stored else WrapUp(contact_id, (), call.now, "")
    if stored is not None and (before.codes, before.note) == (body.codes, body.note):
        return wrap_up_shown(stored)
    call.expect(version_tag(stored) if stored else _NOTHING_PICKED)
    refuse_any(_unpickable(call, before, body))
    wrap_up = WrapUp(contact_id, body.codes, call.now, call.asker.subject, body.note)
    if stored is None:
        return wrap_up_shown(WRAP_UPS.create(call.tenant, contact_id, wrap_up))
    return wrap_up_shown(
        WRAP_UPS.replace(call.tenant, contact_id, wrap_up, replacing=stored.version)
    )


def wrap_up_shown(stored: Stored[WrapUp] | None) -> Versioned[WrapUpView]:
    if stored is None:
        return Versioned(WrapUpView(codes=(), note="", at=None, by=""), _NOTHING_PICKED)
    return Versioned(WrapUpView.model_validate(stored.value), version_tag(stored))


def _unpickable(call: Call, before: WrapUp, body: WrapUpBody) -> Iterator[tuple[str, str]]:
    for place, code_id in enumerate(body.codes):
        if code_id in before.codes:
            continue
        code = WRAP_UP_CODES.find(call.tenant, code_id)
        if code is None or not code.value.active:
            yield f"body.codes[{place}]", "expected the id of a wrap-up code that is active"


def _versioned(stored: Stored[WrapUpCode]) -> Versioned[WrapUpCodeView]:
    return Versioned(WrapUpCodeView.model_validate(stored.value), version_tag(stored))
