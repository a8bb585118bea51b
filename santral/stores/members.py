"""Who may come in. The truth about each is one item of the platform's, read before any tenant is
known; a tenant's roster says whom to look up when all are listed.

An agent is one member at most. A seat says who became an agent last; whether they still are, their
own item says. Whoever takes a seat from somebody who is that agent no more first writes the other's
item as it is, so that a change that was made from an older version of it comes too late.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from santral.domain.errors import ConflictError
from santral.domain.members import ApiKey, Member
from santral.stores.shelves import Page, Shelf, Stored
from santral.stores.tables import MemberItem
from santral.stores.tenant_guard import PLATFORM, acting_for


@dataclass(frozen=True, slots=True)
class _Entry:
    """That there is one: everything else is read where it is true."""


@dataclass(frozen=True, slots=True)
class _Seat:
    subject: str


_MEMBERS: Final = Shelf("member", Member, MemberItem, scattered=True)
_KEYS: Final = Shelf("key", ApiKey, MemberItem, scattered=True)
_ROSTER: Final = Shelf("roster", _Entry, MemberItem)
_KEY_ROSTER: Final = Shelf("key-roster", _Entry, MemberItem)
_SEATS: Final = Shelf("agent-seat", _Seat, MemberItem)


def find(subject: str) -> Stored[Member] | None:
    with acting_for(PLATFORM):
        return _MEMBERS.find(PLATFORM, subject)


def add(member: Member) -> Stored[Member]:
    """Let somebody in; the same again is no conflict.

    Raises:
        ConflictError: this subject belongs to a business already; a person belongs to one. Or
            somebody else is this agent: then they are in, as nobody's.
    """
    with acting_for(member.tenant):
        _ROSTER.create(member.tenant, member.subject, _Entry())
    there = find(member.subject) if member.agent else None
    if there is not None and there.value == member:
        return there
    # As nobody first: who is not there yet cannot be kept from taking a seat too late.
    with acting_for(PLATFORM):
        stored = _MEMBERS.create(PLATFORM, member.subject, replace(member, agent=""))
    return change_agent(member, replacing=stored.version) if member.agent else stored


def change(member: Member, *, replacing: int) -> Stored[Member]:
    """Change a member who stays the agent that they are, or is none from now on.

    Raises:
        ConflictError: changed by somebody else since.
    """
    with acting_for(PLATFORM):
        return _MEMBERS.replace(PLATFORM, member.subject, member, replacing=replacing)


def change_agent(member: Member, *, replacing: int) -> Stored[Member]:
    """Change a member who is another agent from now on.

    Raises:
        ConflictError: somebody else is this agent, or was quicker.
    """
    _take_seat(member)
    return change(member, replacing=replacing)


def of_agent(tenant: str, agent: str) -> Stored[Member] | None:
    """Return who is an agent; None is nobody."""
    with acting_for(tenant):
        seat = _SEATS.find(tenant, agent)
    member = find(seat.value.subject) if seat is not None else None
    if member is None or (member.value.tenant, member.value.agent) != (tenant, agent):
        return None
    return member


def remove(member: Member) -> None:
    with acting_for(PLATFORM):
        _MEMBERS.delete(PLATFORM, member.subject)
    with acting_for(member.tenant):
        _ROSTER.delete(member.tenant, member.subject)


def page(tenant: str, *, limit: int, after: str | None = None) -> Page[Member]:
    with acting_for(tenant):
        listed = _ROSTER.page(tenant, limit=limit, after=after)
    with acting_for(PLATFORM):
        there = _MEMBERS.find_many(PLATFORM, (each.id for each in listed.items))
    # An entry without its member is an addition that broke off.
    found = (there[each.id] for each in listed.items if each.id in there)
    return Page(tuple(each for each in found if each.value.tenant == tenant), listed.next)


def all_of(tenant: str) -> Iterator[Stored[Member]]:
    after: str | None = None
    while True:
        some = page(tenant, limit=100, after=after)
        yield from some.items
        after = some.next
        if after is None:
            return


def find_key(digest: str) -> Stored[ApiKey] | None:
    """
    Args:
        digest: SHA-256 of the key, hexadecimal; the key itself is kept nowhere.
    """
    with acting_for(PLATFORM):
        return _KEYS.find(PLATFORM, digest)


def add_key(digest: str, key: ApiKey) -> Stored[ApiKey]:
    with acting_for(key.tenant):
        _KEY_ROSTER.create(key.tenant, f"{key.id}/{digest}", _Entry())
    with acting_for(PLATFORM):
        return _KEYS.create(PLATFORM, digest, key)


def change_key(digest: str, key: ApiKey, *, replacing: int) -> Stored[ApiKey]:
    with acting_for(PLATFORM):
        return _KEYS.replace(PLATFORM, digest, key, replacing=replacing)


def keys_of(tenant: str, key_id: str = "") -> list[Stored[ApiKey]]:
    """Return a tenant's keys, each stored under its digest, in the order of their ids.

    Args:
        key_id: of the one that is asked for; "" is all.
    """
    begins = f"{key_id}/" if key_id else ""
    with acting_for(tenant):
        listed = list(_KEY_ROSTER.all(tenant, begins=begins))
    return _keys(tenant, listed)


def page_of_keys(tenant: str, *, limit: int, after: str | None = None) -> Page[ApiKey]:
    """Return a page of them.

    Args:
        after: the id that the last page ended with.
    """
    with acting_for(tenant):
        listed = _KEY_ROSTER.page(tenant, limit=limit, after=f"{after}/~" if after else None)
    last = None if listed.next is None else listed.next.partition("/")[0]
    return Page(tuple(_keys(tenant, listed.items)), last)


def _take_seat(member: Member) -> None:
    tenant, agent, own = member.tenant, member.agent, _Seat(member.subject)
    with acting_for(tenant):
        seat = _SEATS.find(tenant, agent)
    if seat is not None and seat.value != own:
        _leave(seat.value.subject, agent)
    with acting_for(tenant):
        if seat is None:
            _SEATS.create(tenant, agent, own)
        else:  # written anew though it may be theirs: who is about to take it has to notice
            _SEATS.replace(tenant, agent, own, replacing=seat.version)


def _leave(subject: str, agent: str) -> None:
    """Make sure that a member is not an agent, and does not become it by a change under way."""
    there = find(subject)
    if there is None:
        return
    if there.value.agent == agent:
        raise ConflictError("another member is this agent")
    change(there.value, replacing=there.version)


def _keys(tenant: str, listed: Sequence[Stored[_Entry]]) -> list[Stored[ApiKey]]:
    digests = [each.id.rpartition("/")[2] for each in listed]
    with acting_for(PLATFORM):
        there = _KEYS.find_many(PLATFORM, digests)
    found = (there[digest] for digest in digests if digest in there)
    return [each for each in found if each.value.tenant == tenant]
