"""Telephone numbers that are nobody's: kept when a tenant goes, and given to the next one.

A number that is released cannot be claimed again for half a year, and too many releases forbid
every claim. So none is released but by an operator, who sets it aside first.

Source: Administrator Guide, "Release a phone number" (2026).
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

from santral.domain.errors import ConflictError
from santral.stores.shelves import Page, Shelf, Stored
from santral.stores.tenant_guard import PLATFORM, acting_for


@dataclass(frozen=True, slots=True)
class PooledNumber:
    """
    Attributes:
        id, arn: as Connect knows it.
        country: ISO 3166.
        taken_by: the tenant that is about to have it; "" is free, PLATFORM that it is released.
    """

    id: str
    arn: str
    e164: str
    country: str
    taken_by: str = ""


_POOL: Final = Shelf("number-pool", PooledNumber)


def all_of_them() -> list[PooledNumber]:
    with acting_for(PLATFORM):
        return [each.value for each in _POOL.all(PLATFORM)]


def has_free(country: str) -> bool:
    return any(each.country == country and not each.taken_by for each in all_of_them())


def find(number_id: str) -> PooledNumber | None:
    with acting_for(PLATFORM):
        stored = _POOL.find(PLATFORM, number_id)
    return None if stored is None else stored.value


def take(tenant: str, *, country: str = "", e164: str = "") -> PooledNumber | None:
    """Reserve a number for a tenant, the same again if it has one already; None is none left.

    Args:
        country, e164: what it has to be; "" is any.
    """

    def fits(number: PooledNumber) -> bool:
        return country in ("", number.country) and e164 in ("", number.e164)

    with acting_for(PLATFORM):
        stored = [each for each in _POOL.all(PLATFORM) if fits(each.value)]
        for each in stored:
            if each.value.taken_by == tenant:
                return each.value
        for each in stored:
            if not each.value.taken_by and (taken := _take(each, tenant)):
                return taken
    return None


def _take(stored: Stored[PooledNumber], tenant: str) -> PooledNumber | None:
    with suppress(ConflictError):
        taken = replace(stored.value, taken_by=tenant)
        return _POOL.replace(PLATFORM, stored.id, taken, replacing=stored.version).value
    return None


def set_aside(number_id: str) -> PooledNumber:
    """Let nobody have a number any more, since it is to be released; again, it stays so.

    Raises:
        NotFoundError: it is not in the pool.
        ConflictError: a tenant is about to have it.
    """
    with acting_for(PLATFORM):
        stored = _POOL.load(PLATFORM, number_id)
        if stored.value.taken_by not in ("", PLATFORM):
            raise ConflictError("a business is about to have the number")
        aside = replace(stored.value, taken_by=PLATFORM)
        if aside != stored.value:
            _POOL.replace(PLATFORM, number_id, aside, replacing=stored.version)
    return aside


def released(number_id: str) -> None:
    """Take a number off the list that Amazon Connect has taken back."""
    with acting_for(PLATFORM):
        _POOL.delete(PLATFORM, number_id)


def page(*, limit: int, after: str | None = None) -> Page[PooledNumber]:
    with acting_for(PLATFORM):
        return _POOL.page(PLATFORM, limit=limit, after=after)


def handed_over(tenant: str, number_id: str) -> None:
    """Take a number out of the pool that its tenant has by now."""
    with acting_for(PLATFORM):
        stored = _POOL.find(PLATFORM, number_id)
        if stored is not None and stored.value.taken_by == tenant:
            _POOL.delete(PLATFORM, number_id, replacing=stored.version)


def put(number: PooledNumber) -> None:
    """Put a number in that nobody has; one that is in it is free again."""
    with acting_for(PLATFORM):
        stored = _POOL.find(PLATFORM, number.id)
        if stored is None:
            _POOL.create(PLATFORM, number.id, number)
        elif stored.value != number:
            _POOL.replace(PLATFORM, number.id, number, replacing=stored.version)
