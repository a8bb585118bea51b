"""Lists of customers: in the order of names, by a part of a name or number, by a shared number.

A list is a query of lines (stores/customer_items.py); then the customers themselves are read, and a
line that says of one what is not so is left out, and deleted where no change is under way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from santral.domain.customer import Customer
from santral.domain.folding import folded_words
from santral.stores.customer_copies import read_numbers, state_of
from santral.stores.customer_items import (
    NAMES,
    NUMBER_ENDS,
    SHARED_NUMBERS,
    WORDS,
    Entry,
    VersionedItem,
    customer_key,
    customer_state,
    entries_of,
    entry_item,
    get_many,
    reversed_digits,
    version_of,
)
from santral.stores.lines import delete_line
from santral.stores.shelves import Page, Stored
from santral.stores.tables import check_schema, dynamodb_translated

LARGEST_PAGE: Final = 100  # customers are read by the hundred
LEAST_DIGITS: Final = 3

_WHOLE_NUMBER: Final = 9  # digits, at least
_LINES_AT_ONCE: Final = 200
_MOST_LINES: Final = 1_000  # looked through in one search


@dataclass(frozen=True, slots=True)
class Found:
    """
    Attributes:
        is_complete: whether there are no others; else more of the name has to be said.
    """

    customers: tuple[Stored[Customer], ...]
    is_complete: bool


@dataclass(frozen=True, slots=True)
class Sharing:
    """A number, and the customers who have it: a family, or one person written down twice."""

    number: str
    customers: tuple[Customer, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    entry: Entry
    version: int


def page(tenant: str, *, limit: int = LARGEST_PAGE, after: str | None = None) -> Page[Customer]:
    """Read a page in the order of names; it may have fewer than `limit` though there are more.

    Args:
        after: what the last page said; it holds a name.

    Raises:
        DependencyError: DynamoDB failed, or an item cannot be read.
    """
    lines, last = _lines(tenant, NAMES, "", min(limit, LARGEST_PAGE), after)
    return Page(tuple(_current(tenant, lines)), last)


def every(tenant: str) -> Iterator[Stored[Customer]]:
    """Yield every customer in the order of names, a page at a time."""
    after: str | None = None
    while True:
        some = page(tenant, after=after)
        yield from some.items
        after = some.next
        if after is None:
            return


def search(tenant: str, text: str, *, limit: int = 20) -> Found:
    """Find customers by words that begin a word of name, company or e-mail, or by a number's end.

    Args:
        text: words in any order, or the last digits of a number, three at least.

    Raises:
        DependencyError: as page.
    """
    digits = _digits(text)
    words = [] if digits else folded_words(text)
    begins = reversed_digits(digits) or next(iter(words), "")
    if not begins:
        return Found((), is_complete=True)
    kinds = (NUMBER_ENDS,) if digits else (NAMES, WORDS)
    found: dict[str, _Line] = {}
    looked_at = 0
    for line in _all_lines(tenant, kinds, begins):
        looked_at += 1
        if _has_all(line.entry.place, words):
            found.setdefault(line.entry.customer_id, line)
        if len(found) > limit or looked_at >= _MOST_LINES:
            break
    is_complete = len(found) <= limit and looked_at < _MOST_LINES
    current = _current(tenant, list(found.values())[:limit])
    return Found(tuple(current), is_complete)


def shared_numbers(tenant: str, *, limit: int, after: str | None = None) -> Page[Sharing]:
    """Read a page of the numbers that several customers have, in the order of numbers.

    Raises:
        DependencyError: as page.
    """
    lines, last = _lines(tenant, SHARED_NUMBERS, "", min(limit, LARGEST_PAGE), after)
    there = read_numbers(tenant, [each.entry.place for each in lines])
    sharing = [Sharing(number, state_of(item).customers) for number, item in there.items()]
    return Page(
        tuple(Stored(each.number, each, 1) for each in sharing if len(each.customers) > 1), last
    )


def _digits(text: str) -> str:
    """Return the digits of what is meant as a number, "" for anything else."""
    digits = "".join(each for each in text if each.isdecimal())
    if len(digits) < LEAST_DIGITS or any(each.isalpha() for each in text):
        return ""
    # E.164 has not the zeros with which people begin a whole number.
    return digits.lstrip("0") if len(digits) >= _WHOLE_NUMBER else digits


def _has_all(place: str, words: Sequence[str]) -> bool:
    there = place.rpartition("#")[0].split()
    return all(any(each.startswith(word) for each in there) for word in words)


def _all_lines(tenant: str, kinds: Sequence[str], begins: str) -> Iterator[_Line]:
    for kind in kinds:
        after: str | None = None
        while True:
            some, after = _lines(tenant, kind, begins, _LINES_AT_ONCE, after)
            yield from some
            if after is None:
                break


def _lines(
    tenant: str, kind: str, begins: str, limit: int, after: str | None
) -> tuple[list[_Line], str | None]:
    pk = f"{tenant}#{kind}"
    with dynamodb_translated():
        found = VersionedItem.query(
            pk,
            VersionedItem.sk.startswith(begins) if begins else None,
            consistent_read=True,
            limit=limit,
            last_evaluated_key={"pk": {"S": pk}, "sk": {"S": after}} if after else None,
        )
        items = list(found)
        last = found.last_evaluated_key
    for item in items:
        with dynamodb_translated():
            check_schema(item)
    lines = [_Line(Entry(kind, item.sk), version_of(item)) for item in items]
    return lines, None if last is None else last["sk"]["S"]


def _current(tenant: str, lines: Sequence[_Line]) -> Iterator[Stored[Customer]]:
    """Yield whom the lines are about, in their order, as far as they say what is so."""
    keys = [customer_key(tenant, each.entry.customer_id) for each in lines]
    there = {item.pk: item for item in get_many(keys)}
    for key, line in zip(keys, lines, strict=True):
        if key not in there:  # not yet, perhaps
            continue
        version = version_of(there[key])
        customers = customer_state(there[key]).customers
        if customers and line.entry in entries_of(customers[0]):
            yield Stored(customers[0].id, customers[0], version)
        elif line.version <= version:
            delete_line(entry_item(tenant, line.entry, line.version))
