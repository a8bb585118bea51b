"""Contacts: who called, who answered, and everything that happened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from functions.api.call import Call
from functions.api.contact_access import Seeing, contact_of
from functions.api.contact_chain import chain_of
from functions.api.contact_shapes import (
    ContactQuery,
    ContactView,
    MomentView,
    TimelineView,
    contact_view,
)
from functions.api.endpoint import Routes
from functions.api.permissions import EVERYBODY
from functions.api.problems import no_cursor
from functions.api.profile import profile_of
from functions.api.replies import Listed
from functions.api.shapes import Id
from santral.domain.access import Role
from santral.domain.contact_summary import ContactSummary, summary_of
from santral.domain.note import About
from santral.domain.timeline import Happening, Moment, in_order, moments_of, outcome_of
from santral.stores import contact_lists, notes, recordings
from santral.stores.contact_lists import LARGEST_PAGE, ContactPage, is_place

routes = Routes("Contacts")

_MOST_NOTES: Final = 100
_MOST_ROUNDS: Final = 5  # of reading, for those who see few of many
_USUAL: Final = timedelta(days=92)
_LONGEST: Final = timedelta(days=366)


@routes.get("/v1/contacts", roles=EVERYBODY)
def list_contacts(call: Call, query: ContactQuery) -> Listed[ContactView]:
    """List contacts that are over, the newest first.

    Of a year at most, or all of one customer's. Agents see their own contacts, and those of the
    customers whose account managers they are. A page may have fewer than `limit` though there are
    more.
    """
    if query.after is not None and not is_place(query.after):
        raise no_cursor()
    tenant, seeing = profile_of(call), Seeing(call)
    found: list[ContactView] = []
    after, limit = query.after, min(query.limit, LARGEST_PAGE)
    for _ in range(_MOST_ROUNDS):
        page = _page(call, query, limit - len(found), after)
        seen = (summary_of(each, tenant) for each in page.records if seeing.may_see(each, tenant))
        found += [contact_view(call, each) for each in seen if query.wants(each)]
        after = page.next
        if after is None or len(found) >= limit:
            break
    return Listed(tuple(found), after)


@routes.get("/v1/contacts/{contact_id}", roles=EVERYBODY)
def show_contact(call: Call, contact_id: Id) -> ContactView:
    """Show a contact that is over.

    Agents see their own contacts, and those of the customers whose account managers they are.
    """
    return contact_view(call, contact_of(call, profile_of(call), contact_id))


@routes.get("/v1/contacts/{contact_id}/timeline", roles=EVERYBODY)
def show_timeline(call: Call, contact_id: Id) -> TimelineView:
    """Show everything that happened in the chain that a contact belongs to.

    Its transfers and callbacks, and what was noted and picked meanwhile. Analysts see no notes.
    """
    tenant = profile_of(call)
    contact = contact_of(call, tenant, contact_id)
    chain = chain_of(call, tenant, contact)
    happened = in_order(moment for each in chain for moment in _moments(call, each))
    return TimelineView(
        initial_id=contact.initial_id,
        outcome=outcome_of(chain),
        contacts=tuple(contact_view(call, each) for each in chain),
        moments=tuple(MomentView.model_validate(each) for each in happened),
    )


def _page(call: Call, query: ContactQuery, limit: int, after: str | None) -> ContactPage:
    if query.customer_id is not None:
        return contact_lists.of_customer(call.tenant, query.customer_id, limit=limit, after=after)
    until = query.until or call.now
    since = max(query.since or until - _USUAL, until - _LONGEST)
    return contact_lists.page(call.tenant, since=since, until=until, limit=limit, after=after)


def _moments(call: Call, contact: ContactSummary) -> Iterator[Moment]:
    yield from moments_of(contact)
    for each in recordings.of_contact(call.tenant, contact.id):
        yield Moment(each.started_at, Happening.RECORDED, contact.id)
    wrap_up = notes.WRAP_UPS.find(call.tenant, contact.id)
    if wrap_up is not None:
        picked = wrap_up.value
        yield Moment(picked.at, Happening.PICKED, contact.id, picked.by, ", ".join(picked.codes))
    if call.has_role(Role.ANALYST):
        return
    page = notes.notes_on(call.tenant, About.CONTACT, contact.id, limit=_MOST_NOTES)
    for stored in page.items:
        note = stored.value
        yield Moment(note.created_at, Happening.NOTED, contact.id, note.created_by, note.text)
