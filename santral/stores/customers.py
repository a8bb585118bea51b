"""Customers: found by telephone number with one read, changed under versions.

The item of a customer is the truth; what lies under her numbers are copies of it. A change first
takes her from the numbers that she loses, then writes the truth, then the copies. Broken off
anywhere, it leaves nobody at a number that is not hers, and made once more from the same version
it is completed. Lines of lists (stores/customer_search.py) are written before the truth, and the
old ones deleted after it: readers compare them with the truth.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final

from pynamodb.expressions.condition import Condition

from santral.domain.customer import Customer, merged
from santral.domain.errors import ConflictError, InputError, NotFoundError
from santral.domain.plain import customers_from_json
from santral.stores.customer_copies import ensure_room, put_copies, read_numbers, take_from
from santral.stores.customer_items import (
    ALONE,
    MERGED,
    SHARED_NUMBERS,
    CustomerState,
    Entry,
    NumberState,
    VersionedItem,
    customer_item,
    customer_key,
    customer_state,
    entries_of,
    entry_item,
    entry_items,
    get,
    get_many,
    gone_item,
    number_item,
    number_key,
    version_of,
)
from santral.stores.lines import delete_lines, put_line, put_lines
from santral.stores.shelves import Stored
from santral.stores.tables import CustomersItem, check_schema, dynamodb_translated, saved_if

LONGEST_BYTES: Final = 100_000  # of a customer

_TRIES: Final = 8


def find(tenant_id: str, number: str) -> tuple[Customer, ...]:
    """Return everybody who has the number; it may be several, a family or a company.

    Args:
        number: E.164.

    Raises:
        DependencyError: DynamoDB failed, or the item is not one that we can read.
    """
    with dynamodb_translated():
        try:
            item = CustomersItem.get(number_key(tenant_id, number), ALONE)
        except CustomersItem.DoesNotExist:
            return ()
        check_schema(item)
        try:
            return customers_from_json(item.content)
        except InputError as error:
            raise ValueError("not a list of customers") from error


def load(tenant_id: str, customer_id: str) -> Stored[Customer]:
    """
    Raises:
        NotFoundError: there is no such customer, or none any more.
        DependencyError: as find.
    """
    item = get(customer_key(tenant_id, customer_id))
    customers = () if item is None else customer_state(item).customers
    if item is None or not customers:
        raise NotFoundError("there is no such customer")
    return Stored(customer_id, customers[0], version_of(item))


def merged_into(tenant_id: str, customer_id: str) -> str:
    """Return the id of the customer that this one was merged into; "" where she was not."""
    item = get(customer_key(tenant_id, customer_id))
    return "" if item is None else customer_state(item).merged_into


def create(tenant_id: str, customer: Customer, *, now: datetime) -> Stored[Customer]:
    """Write a new customer; the same again is no conflict, and completes what was begun.

    Raises:
        ConflictError: there is another one of that id.
        InputError: too long, or a number is already shared by too many.
        DependencyError: DynamoDB failed; creating her again is safe.
    """
    _ensure_short(customer)
    numbers = read_numbers(tenant_id, customer.numbers)
    ensure_room(numbers, customer)
    put_lines(entry_items(tenant_id, entries_of(customer), 1))
    version = 1
    if not saved_if(VersionedItem.pk.does_not_exist(), customer_item(tenant_id, customer, 1)):
        version = _created_after_all(tenant_id, customer)
        if version > 1:  # what the last one of this id has left may still be being cleared away
            put_lines(entry_items(tenant_id, entries_of(customer), version))
    put_copies(tenant_id, customer, version, numbers, now=now)
    return Stored(customer.id, customer, version)


def change(
    tenant_id: str, customer: Customer, *, replacing: int, now: datetime
) -> Stored[Customer]:
    """Write a customer anew if she is still at that version; else as create().

    Raises:
        NotFoundError: there is no such customer.
        ConflictError: somebody has changed her since.
    """
    _ensure_short(customer)
    before, version = load(tenant_id, customer.id), replacing + 1
    numbers = read_numbers(tenant_id, customer.numbers)
    if before.version == replacing:
        ensure_room(numbers, customer)
        old, new = entries_of(before.value), entries_of(customer)
        put_lines(entry_items(tenant_id, new - old, version))
        for number in _lost(before.value, customer):
            take_from(tenant_id, number, customer.id, replacing, now)
        _save_truth(customer_item(tenant_id, customer, version), replacing)
        delete_lines(entry_items(tenant_id, old - new, replacing))
    elif (before.version, before.value) != (version, customer):
        raise ConflictError("the customer has changed")
    put_copies(tenant_id, customer, version, numbers, now=now)
    return Stored(customer.id, customer, version)


def delete(
    tenant_id: str,
    customer_id: str,
    *,
    now: datetime,
    replacing: int | None = None,
    into: str = "",
) -> None:
    """Delete a customer, if she is still at that version; one who is gone already is no error.

    Args:
        into: who she is from now on, where she was merged.

    Raises:
        ConflictError: somebody has changed her since.
    """
    try:
        there = load(tenant_id, customer_id)
    except NotFoundError:
        return
    if replacing is not None and there.version != replacing:
        raise ConflictError("the customer has changed")
    for number in there.value.numbers:
        take_from(tenant_id, number, customer_id, there.version, now)
    if into:  # what is left of her is found by this when the business is deleted
        put_line(entry_item(tenant_id, Entry(MERGED, customer_id), 1))
    _save_truth(gone_item(tenant_id, customer_id, there.version + 1, into, now), there.version)
    delete_lines(entry_items(tenant_id, entries_of(there.value), there.version))


def merge(
    tenant_id: str, into_id: str, other_id: str, *, replacing: int, now: datetime
) -> Stored[Customer]:
    """Make one customer of two; the other's id leads to her from now on.

    Broken off in between, both are there, with the same numbers; merging again completes it.

    Args:
        replacing: the version of the one that stays.

    Raises:
        NotFoundError: one of them is not there.
        ConflictError: somebody has changed one of them since.
        InputError: they are the same, or too long together.
    """
    if into_id == other_id:
        raise InputError("a customer cannot be merged into herself")
    into = load(tenant_id, into_id)
    if merged_into(tenant_id, other_id) == into_id:
        return into
    other = load(tenant_id, other_id)
    one = merged(into.value, other.value)
    if one != into.value:
        into = change(tenant_id, one, replacing=replacing, now=now)
    else:  # merged already, though perhaps not to the end
        numbers = read_numbers(tenant_id, one.numbers)
        put_copies(tenant_id, one, into.version, numbers, now=now)
    delete(tenant_id, other_id, replacing=other.version, into=into_id, now=now)
    return into


def items(tenant_id: str, customers: Iterable[Customer]) -> Iterator[VersionedItem]:
    """Yield what has to be written so that all of a tenant's customers are found.

    Every item is whole: writing them again, or after a lost reply, changes nothing.
    """
    by_number: dict[str, list[Customer]] = {}
    for customer in customers:
        yield customer_item(tenant_id, customer, 1)
        yield from entry_items(tenant_id, entries_of(customer), 1)
        for number in dict.fromkeys(customer.numbers):
            by_number.setdefault(number, []).append(customer)
    for number, sharing in by_number.items():
        if len(sharing) > 1:
            yield entry_item(tenant_id, Entry(SHARED_NUMBERS, number), 1)
        yield number_item(
            tenant_id, number, NumberState(tuple(each.at_a_number for each in sharing))
        )


def stored(tenant_id: str, customer_ids: Iterable[str]) -> Mapping[str, Stored[Customer]]:
    """Read many at once; those that are not there are left out.

    Raises:
        DependencyError: as find.
    """
    found = {}
    for item in get_many(customer_key(tenant_id, each) for each in customer_ids):
        for customer in customer_state(item).customers:
            found[customer.id] = Stored(customer.id, customer, version_of(item))
    return found


def _ensure_short(customer: Customer) -> None:
    if len(customer_item("", customer, 1).content.encode()) > LONGEST_BYTES:
        raise InputError(f"a customer is at most {LONGEST_BYTES} bytes of JSON")


def _created_after_all(tenant_id: str, customer: Customer) -> int:
    """Return the version under which she is there, once she may be.

    She is when our own write did it, its reply lost, or when she takes the place of one who is
    gone, whose versions she goes on with.
    """
    for _ in range(_TRIES):
        there = get(customer_key(tenant_id, customer.id))
        is_as_read: Condition = VersionedItem.pk.does_not_exist()
        version = 1
        if there is not None:
            state, version = customer_state(there), version_of(there)
            if there.content == customer_item(tenant_id, customer, version).content:
                return version
            if state != CustomerState():
                raise ConflictError("there is another customer of that id")
            is_as_read, version = VersionedItem.version == version, version + 1
        if saved_if(is_as_read, customer_item(tenant_id, customer, version)):
            return version
    raise ConflictError("the customer is being changed by others all the time")


def _save_truth(item: VersionedItem, replacing: int) -> None:
    is_as_read: Condition = VersionedItem.version == replacing
    if replacing == 1:  # from before there were versions
        is_as_read |= VersionedItem.pk.exists() & VersionedItem.version.does_not_exist()
    if saved_if(is_as_read, item):
        return
    there = get(item.pk)
    if there is None or (version_of(there), there.content) != (version_of(item), item.content):
        raise ConflictError("the customer has changed")


def _lost(before: Customer, after: Customer) -> list[str]:
    return [each for each in before.numbers if each not in after.numbers]
