"""Copies of customers under their numbers, by which a call finds them with one read.

One number is one item, which several may change at once: each write names what it replaces.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Final

from santral.domain.customer import Customer
from santral.domain.errors import ConflictError, InputError
from santral.stores.customer_items import (
    SHARED_NUMBERS,
    Entry,
    NumberState,
    VersionedItem,
    entry_item,
    get,
    get_many,
    number_item,
    number_key,
    number_state,
)
from santral.stores.lines import put_line
from santral.stores.tables import saved_if

MOST_SHARING: Final = 50  # all their copies are one item

_TRIES: Final = 8


def read_numbers(tenant: str, numbers: Iterable[str]) -> dict[str, VersionedItem | None]:
    """Read what lies under many numbers at once; None where there is nothing."""
    there = {item.pk: item for item in get_many(number_key(tenant, each) for each in numbers)}
    return {each: there.get(number_key(tenant, each)) for each in numbers}


def ensure_room(numbers: Mapping[str, VersionedItem | None], customer: Customer) -> None:
    """
    Raises:
        InputError: one of the numbers has too many customers already.
    """
    for item in numbers.values():
        others = [each for each in state_of(item).customers if each.id != customer.id]
        if len(others) >= MOST_SHARING:
            raise InputError(f"a number belongs to {MOST_SHARING} customers at most")


def put_copies(
    tenant: str,
    customer: Customer,
    version: int,
    known: Mapping[str, VersionedItem | None],
    *,
    now: datetime,
) -> None:
    """Let a customer be found by her numbers; the truth must say already that they are hers.

    Args:
        known: what may lie under a number; it is read again where that is no longer so.

    Raises:
        ConflictError: others were always quicker.
    """
    for number in dict.fromkeys(customer.numbers):
        _rework(tenant, number, lambda state: state.having(customer, version, now), known)


def take_from(tenant: str, number: str, customer_id: str, version: int, now: datetime) -> None:
    """Let a customer no longer be found by a number, unless her copy there is a newer one.

    Raises:
        ConflictError: others were always quicker.
    """
    _rework(tenant, number, lambda state: state.lacking(customer_id, version, now), {})


def state_of(item: VersionedItem | None) -> NumberState:
    return NumberState() if item is None else number_state(item)


def _rework(
    tenant: str,
    number: str,
    what: Callable[[NumberState], NumberState],
    known: Mapping[str, VersionedItem | None],
) -> None:
    key = number_key(tenant, number)
    item = known[number] if number in known else get(key)
    for _ in range(_TRIES):
        state = state_of(item)
        wanted = what(state)
        if wanted == state:
            return
        if len(wanted.customers) > 1:
            put_line(entry_item(tenant, Entry(SHARED_NUMBERS, number), 1))
        if _saved_over(item, number_item(tenant, number, wanted)):
            return
        item = get(key)
    raise ConflictError("the number is being changed by others all the time")


def _saved_over(before: VersionedItem | None, after: VersionedItem) -> bool:
    if before is None:
        return saved_if(VersionedItem.pk.does_not_exist(), after)
    return saved_if(VersionedItem.content == before.content, after)
