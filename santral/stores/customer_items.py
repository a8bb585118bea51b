"""The items of the table of customers, and what each of them says.

| pk                             | sk                   | holds                                    |
|--------------------------------|----------------------|------------------------------------------|
| `<tenant>#customer#<id>`       | customer             | a customer under a version: the truth    |
| `<tenant>#number#<e164>`       | customer             | copies of everybody who has that number  |
| `<tenant>#names`               | name#id              | the list, in the order of names          |
| `<tenant>#words`               | words#id             | other beginnings: surnames, companies    |
| `<tenant>#number-ends`         | digits, reversed#id  | the ends of numbers                      |
| `<tenant>#shared-numbers`      | e164                 | numbers that more than one customer has  |
| `<tenant>#merged`              | id                   | who was merged into somebody else        |

A customer who was deleted leaves her id and version for some days, and a copy that was taken from a
number leaves as much: so a write that was slow cannot bring back what a later one has taken away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

from pynamodb.attributes import NumberAttribute

from santral.domain.customer import Customer
from santral.domain.errors import InputError
from santral.domain.folding import folded_words
from santral.domain.plain import from_json, to_json
from santral.stores.tables import SCHEMA, CustomersItem, check_schema, dynamodb_translated

V = TypeVar("V")

ALONE: Final = "customer"
NAMES: Final = "names"
WORDS: Final = "words"
NUMBER_ENDS: Final = "number-ends"
SHARED_NUMBERS: Final = "shared-numbers"
MERGED: Final = "merged"

# Far longer than any invocation of ours, which a slow write could come from.
_GONE_FROM_NUMBER_FOR: Final = timedelta(days=1)
_GONE_FOR: Final = timedelta(days=2)  # longer than the former, or versions could begin anew

_LONGEST_KEY: Final = 100  # characters; a sort key may have 1,024 bytes
_MOST_BEGINNINGS: Final = 4


class VersionedItem(CustomersItem):
    """Shares table and connection with its parent, which alone is bound (stores/tables.py)."""

    version = NumberAttribute(null=True)  # absent is 1: from before there were versions
    expires_at = NumberAttribute(null=True)  # seconds since 1970; for tidying alone


@dataclass(frozen=True, slots=True)
class Gone:
    """
    Attributes:
        version: the last one that is gone; whatever is not newer stays out.
        until: when this may be forgotten.
    """

    version: int
    until: datetime


@dataclass(frozen=True, slots=True)
class CustomerState:
    """What an item of one customer says.

    Attributes:
        customers: she, or nobody once she was deleted; a list, as it always was.
        merged_into: the id of who she is now, where she was merged; "" else.
    """

    customers: tuple[Customer, ...] = ()
    merged_into: str = ""


@dataclass(frozen=True, slots=True)
class NumberState:
    """What an item of a number says; changes to it may come in any order, and more than once.

    Attributes:
        versions: of the copies, by customer; 1 is left out.
        gone: who had the number, by id.
    """

    customers: tuple[Customer, ...] = ()
    versions: Mapping[str, int] = field(default_factory=dict)
    gone: Mapping[str, Gone] = field(default_factory=dict)

    def having(self, customer: Customer, version: int, now: datetime) -> NumberState:
        """Return it with a copy, unless a newer one is there or she is gone from here since."""
        gone = {id_: each for id_, each in self.gone.items() if each.until > now}
        known = gone[customer.id].version if customer.id in gone else 0
        if version <= known or version < self._version(customer.id):
            return self
        copy, gone = customer.at_a_number, _without(gone, customer.id)
        if self._version(customer.id):
            customers = tuple(copy if each.id == copy.id else each for each in self.customers)
        else:
            customers = (*self.customers, copy)
        versions = _without(self.versions, copy.id)
        if version > 1:
            versions[copy.id] = version
        return NumberState(customers, versions, gone)

    def lacking(self, customer_id: str, version: int, now: datetime) -> NumberState:
        """Return it without her, unless her copy is newer than that version."""
        gone = {id_: each for id_, each in self.gone.items() if each.until > now}
        known = gone[customer_id].version if customer_id in gone else 0
        if version <= known or version < self._version(customer_id):
            return self
        return NumberState(
            tuple(each for each in self.customers if each.id != customer_id),
            _without(self.versions, customer_id),
            {**gone, customer_id: Gone(version, now + _GONE_FROM_NUMBER_FOR)},
        )

    def _version(self, customer_id: str) -> int:
        """Return the copy's, 0 where there is none."""
        if all(each.id != customer_id for each in self.customers):
            return 0
        return self.versions.get(customer_id, 1)


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A line by which a customer is found: the kind of its partition, and its place there."""

    kind: str
    place: str

    @property
    def customer_id(self) -> str:
        return self.place.rpartition("#")[2]


def entries_of(customer: Customer) -> frozenset[Entry]:
    """Return every line that belongs to a customer as she is."""
    id_ = customer.id
    names, company = folded_words(customer.name), folded_words(customer.company)
    words = [*_turned(names)[1:], *_turned(company), folded_words(customer.email)]
    return frozenset(
        [
            Entry(NAMES, _place(" ".join(names), id_)),
            *(Entry(WORDS, _place(" ".join(each), id_)) for each in words if each),
            *(Entry(NUMBER_ENDS, _place(reversed_digits(each), id_)) for each in customer.numbers),
        ]
    )


def reversed_digits(text: str) -> str:
    """
    >>> reversed_digits("+90 532 111 22 33")
    '332211123509'
    """
    return "".join(each for each in reversed(text) if each.isdecimal())


def customer_key(tenant: str, customer_id: str) -> str:
    return f"{tenant}#customer#{customer_id}"


def number_key(tenant: str, number: str) -> str:
    return f"{tenant}#number#{number}"


def customer_item(tenant: str, customer: Customer, version: int) -> VersionedItem:
    return VersionedItem(
        customer_key(tenant, customer.id),
        ALONE,
        schema=SCHEMA,
        content=_content(CustomerState((customer,))),
        version=version,
    )


def gone_item(
    tenant: str, customer_id: str, version: int, merged_into: str, now: datetime
) -> VersionedItem:
    """Return what is left of a customer; of who was merged it stays, since links lead there."""
    until = None if merged_into else int((now + _GONE_FOR).timestamp())
    return VersionedItem(
        customer_key(tenant, customer_id),
        ALONE,
        schema=SCHEMA,
        content=to_json(CustomerState(merged_into=merged_into)),
        version=version,
        expires_at=until,
    )


def number_item(tenant: str, number: str, state: NumberState) -> VersionedItem:
    until = None
    if not state.customers and state.gone:
        until = int(max(each.until for each in state.gone.values()).timestamp()) + 1
    return VersionedItem(
        number_key(tenant, number),
        ALONE,
        schema=SCHEMA,
        content=_content(state),
        expires_at=until,
    )


def entry_item(tenant: str, entry: Entry, version: int) -> VersionedItem:
    return VersionedItem(
        f"{tenant}#{entry.kind}", entry.place, schema=SCHEMA, content="", version=version
    )


def entry_items(tenant: str, entries: Iterable[Entry], version: int) -> list[VersionedItem]:
    return [entry_item(tenant, each, version) for each in sorted(entries)]


def get(key: str) -> VersionedItem | None:
    """Read one, strongly consistent.

    Raises:
        DependencyError: DynamoDB failed.
    """
    with dynamodb_translated():
        try:
            return VersionedItem.get(key, ALONE, consistent_read=True)
        except VersionedItem.DoesNotExist:
            return None


def get_many(keys: Iterable[str]) -> list[VersionedItem]:
    """Read those that are there, in any order."""
    pairs: list[Any] = [(key, ALONE) for key in dict.fromkeys(keys)]
    if not pairs:
        return []
    with dynamodb_translated():
        return list(VersionedItem.batch_get(pairs, consistent_read=True))


def customer_state(item: VersionedItem) -> CustomerState:
    return _read(CustomerState, item)


def number_state(item: VersionedItem) -> NumberState:
    return _read(NumberState, item)


def version_of(item: VersionedItem) -> int:
    version: float | None = item.version  # PynamoDB's types leave out that it may be absent
    return 1 if version is None else int(version)


def _read(cls: type[V], item: VersionedItem) -> V:
    with dynamodb_translated():
        check_schema(item)
        try:
            return from_json(cls, item.content)
        except InputError as error:
            raise ValueError("not an item of customers") from error


def _turned(words: list[str]) -> list[list[str]]:
    """Let each of the words be the first once."""
    return [words[at:] + words[:at] for at in range(min(len(words), _MOST_BEGINNINGS))]


def _content(value: object) -> str:
    # A lone surrogate is legal in JSON and cannot be stored: "?" takes its place.
    return to_json(value).encode("utf-8", "replace").decode()


def _place(text: str, customer_id: str) -> str:
    return f"{text[:_LONGEST_KEY].encode('utf-8', 'replace').decode()}#{customer_id}"


def _without(mapping: Mapping[str, V], key: str) -> dict[str, V]:
    return {each: value for each, value in mapping.items() if each != key}
