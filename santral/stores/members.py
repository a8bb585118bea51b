"""Who may come in. The truth about each is one item of the platform's, read before any tenant is
known; a tenant's roster says whom to look up when all are listed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from santral.domain.members import ApiKey, Member
from santral.stores.shelves import Page, Shelf, Stored
from santral.stores.tables import MemberItem
from santral.stores.tenant_guard import PLATFORM, acting_for


@dataclass(frozen=True, slots=True)
class _Entry:
    """That there is one: everything else is read where it is true."""


_MEMBERS: Final = Shelf("member", Member, MemberItem, scattered=True)
_KEYS: Final = Shelf("key", ApiKey, MemberItem, scattered=True)
_ROSTER: Final = Shelf("roster", _Entry, MemberItem)
_KEY_ROSTER: Final = Shelf("key-roster", _Entry, MemberItem)


def find(subject: str) -> Stored[Member] | None:
    with acting_for(PLATFORM):
        return _MEMBERS.find(PLATFORM, subject)


def add(member: Member) -> Stored[Member]:
    """Let somebody in; the same again is no conflict.

    Raises:
        ConflictError: this subject belongs to a business already; a person belongs to one.
    """
    with acting_for(member.tenant):
        _ROSTER.create(member.tenant, member.subject, _Entry())
    with acting_for(PLATFORM):
        return _MEMBERS.create(PLATFORM, member.subject, member)


def change(member: Member, *, replacing: int) -> Stored[Member]:
    """
    Raises:
        ConflictError: changed by somebody else since.
    """
    with acting_for(PLATFORM):
        return _MEMBERS.replace(PLATFORM, member.subject, member, replacing=replacing)


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


def _keys(tenant: str, listed: Sequence[Stored[_Entry]]) -> list[Stored[ApiKey]]:
    digests = [each.id.rpartition("/")[2] for each in listed]
    with acting_for(PLATFORM):
        there = _KEYS.find_many(PLATFORM, digests)
    found = (there[digest] for digest in digests if digest in there)
    return [each for each in found if each.value.tenant == tenant]
