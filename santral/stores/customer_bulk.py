"""Many customers at once, as an import writes them: what can be is read and written by the batch.

Lines of lists go by BatchWriteItem, before the customers they lead to. A customer who is new, and
copies under numbers, are conditional writes of their own: an agent may be writing the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from santral.domain.customer import Customer
from santral.domain.errors import ConflictError
from santral.stores import customers
from santral.stores.customer_copies import put_copies, read_numbers, state_of
from santral.stores.customer_items import (
    VersionedItem,
    customer_item,
    customer_key,
    customer_state,
    entries_of,
    entry_items,
    get_many,
    version_of,
)
from santral.stores.shelves import Stored
from santral.stores.tables import dynamodb_translated, saved_if

Task = Callable[[], None]
RunAll = Callable[[Sequence[Task]], None]


@dataclass(frozen=True, slots=True)
class Numbers:
    """What lies under some numbers: as items to be written over, and who has them."""

    items: Mapping[str, VersionedItem | None]
    customers: Mapping[str, tuple[Customer, ...]]


@dataclass(frozen=True, slots=True)
class There:
    """
    Attributes:
        merged: the id of who was merged -> of who she is now.
    """

    customers: Mapping[str, Stored[Customer]]
    merged: Mapping[str, str]


def under(tenant: str, numbers: Iterable[str]) -> Numbers:
    items = read_numbers(tenant, list(dict.fromkeys(numbers)))
    return Numbers(items, {number: state_of(item).customers for number, item in items.items()})


def there(tenant: str, ids: Iterable[str]) -> There:
    """Read whoever of these is there, and whom those who were merged are now."""
    found: dict[str, Stored[Customer]] = {}
    merged: dict[str, str] = {}
    asked = set(ids)
    while asked:
        into = set[str]()
        for item in get_many(customer_key(tenant, each) for each in sorted(asked)):
            state, id_ = customer_state(item), item.pk.split("#", 2)[2]
            if state.customers:
                found[id_] = Stored(id_, state.customers[0], version_of(item))
            elif state.merged_into:
                merged[id_] = state.merged_into
                into.add(state.merged_into)
        asked = into - found.keys() - merged.keys()
    return There(found, {id_: _end(id_, merged) for id_ in merged})


def create_all(
    tenant: str,
    new: Sequence[Customer],
    numbers: Numbers,
    *,
    now: datetime,
    run_all: RunAll,
) -> None:
    """Write customers who were not there a moment ago.

    Args:
        run_all: runs the tasks, in any order or at the same time.

    Raises:
        ConflictError: one of another content has come in between; the others are written.
        DependencyError: DynamoDB failed; doing it again is safe.
    """
    lines = [line for each in new for line in entry_items(tenant, entries_of(each), 1)]
    with dynamodb_translated(), VersionedItem.batch_write() as batch:
        for line in lines:
            batch.save(line)
    run_all([partial(_create, tenant, each, numbers, now) for each in new])


def complete(tenant: str, customer: Stored[Customer], numbers: Numbers, *, now: datetime) -> None:
    """Let a customer be found by each of her numbers."""
    put_copies(tenant, customer.value, customer.version, numbers.items, now=now)


def _create(tenant: str, customer: Customer, numbers: Numbers, now: datetime) -> None:
    if saved_if(VersionedItem.pk.does_not_exist(), customer_item(tenant, customer, 1)):
        put_copies(tenant, customer, 1, numbers.items, now=now)
    else:
        customers.create(tenant, customer, now=now)


def _end(id_: str, merged: Mapping[str, str]) -> str:
    for _ in merged:
        if id_ not in merged:
            return id_
        id_ = merged[id_]
    if id_ in merged:
        raise ConflictError("customers that were merged into one another")
    return id_
