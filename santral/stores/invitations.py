"""Invitations of a business, and where the token of a link leads.

A link is opened by somebody who belongs to no business yet: its digest leads to the invitation,
which names the one digest that is good.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest
from typing import Final

from santral.domain.invitation import Invitation, token_digest
from santral.stores.shelves import Page, Shelf, Stored
from santral.stores.tables import MemberItem
from santral.stores.tenant_guard import PLATFORM, acting_for


@dataclass(frozen=True, slots=True)
class _Place:
    tenant: str
    id: str


_INVITATIONS: Final = Shelf("invitation", Invitation, MemberItem)
_PLACES: Final = Shelf("invitation-token", _Place, MemberItem, scattered=True)


def find(tenant: str, id_: str, now: datetime) -> Stored[Invitation] | None:
    with acting_for(tenant):
        return _INVITATIONS.find(tenant, id_, now=now)


def load(tenant: str, id_: str, now: datetime) -> Stored[Invitation]:
    """
    Raises:
        NotFoundError: there is none, or none any more.
    """
    with acting_for(tenant):
        return _INVITATIONS.load(tenant, id_, now=now)


def by_token(token: str, now: datetime) -> Stored[Invitation] | None:
    """Return the invitation that a link is for; None where it is good no more."""
    digest = token_digest(token)
    with acting_for(PLATFORM):
        place = _PLACES.find(PLATFORM, digest, now=now)
    if place is None:
        return None
    found = find(place.value.tenant, place.value.id, now)
    if found is None or not compare_digest(found.value.digest, digest):
        return None
    return found


def create(invitation: Invitation) -> Stored[Invitation]:
    """
    Raises:
        ConflictError: there is another one of that id.
    """
    _place(invitation)
    with acting_for(invitation.tenant):
        return _INVITATIONS.create(
            invitation.tenant, invitation.id, invitation, expires=invitation.expires_at
        )


def change(invitation: Invitation, *, replacing: int) -> Stored[Invitation]:
    """
    Raises:
        ConflictError: changed by somebody else since.
    """
    _place(invitation)
    with acting_for(invitation.tenant):
        return _INVITATIONS.replace(
            invitation.tenant,
            invitation.id,
            invitation,
            replacing=replacing,
            expires=invitation.expires_at,
        )


def remove(invitation: Invitation) -> None:
    with acting_for(invitation.tenant):
        _INVITATIONS.delete(invitation.tenant, invitation.id)
    with acting_for(PLATFORM):
        _PLACES.delete(PLATFORM, invitation.digest)


def page(tenant: str, now: datetime, *, limit: int, after: str | None = None) -> Page[Invitation]:
    with acting_for(tenant):
        return _INVITATIONS.page(tenant, limit=limit, after=after, now=now)


def every(tenant: str, now: datetime) -> Iterator[Stored[Invitation]]:
    """Yield those that are open."""
    with acting_for(tenant):
        yield from list(_INVITATIONS.all(tenant, now=now))


def _place(invitation: Invitation) -> None:
    """Lay the way from the token first: one that leads nowhere does no harm."""
    with acting_for(PLATFORM):
        place = _Place(invitation.tenant, invitation.id)
        _PLACES.create(PLATFORM, invitation.digest, place, expires=invitation.expires_at)
