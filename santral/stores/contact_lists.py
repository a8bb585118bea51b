"""Lists of contacts by when they began: of a month, of a customer, of an agent.

    <tenant>#contacts#<yyyy-mm>    <when it began>#<contact id>
    <tenant>#of#customer#<id>      contact#<when it began>#<contact id>
    <tenant>#of#agent#<user id>    contact#<when it began>#<contact id>

A line never changes: whenever the contact's record comes again, the same is written. A list is a
query of one partition, and the records are read by the hundred.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from santral.domain.contact import Record
from santral.domain.contact_summary import began_at_of, customer_of, user_of
from santral.stores.contacts import contact_id_of, contact_key
from santral.stores.tables import (
    SCHEMA,
    ContactItem,
    DocumentItem,
    check_schema,
    dynamodb_translated,
)

LARGEST_PAGE: Final = 100  # records are read by the hundred

_OF_WHOM: Final = "contact#"
_FIRST, _LAST = "", "~"  # before and after every contact of one second


@dataclass(frozen=True, slots=True)
class ContactPage:
    """
    Attributes:
        next: where the next page begins; None is that there is none.
    """

    records: tuple[dict[str, Any], ...]
    next: str | None


def note(tenant: str, record: Record) -> None:
    """Put a contact into the lists that it belongs to; one request, and the same again is the same.

    Raises:
        InputError: it has no id.
        DependencyError: DynamoDB failed.
    """
    place = f"{_written(began_at_of(record))}#{contact_id_of(record)}"
    lines = [_line(_month(tenant, place), place)]
    lines += [_line(*each) for each in _lines_by_whom(tenant, record, place)]
    with dynamodb_translated(), DocumentItem.batch_write() as batch:
        for line in lines:
            batch.save(line)


def page(
    tenant: str, *, since: datetime, until: datetime, limit: int, after: str | None = None
) -> ContactPage:
    """Read a page of a business's contacts that began in a time, the newest first.

    Args:
        after: where the last page ended; it names its month.
        limit: 100 at most.

    Raises:
        DependencyError: DynamoDB failed, or an item cannot be read.
    """
    earliest, latest = f"{_written(since)}#{_FIRST}", f"{_written(until)}#{_LAST}"
    place = min(after or latest, latest)
    found: list[str] = []
    while place >= earliest:
        places, goes_on = _places(_month(tenant, place), earliest, place, limit - len(found))
        found += places
        if goes_on or len(found) >= limit:
            return ContactPage(tuple(_records(tenant, found)), found[-1])
        place = _before_month(place)
    return ContactPage(tuple(_records(tenant, found)), None)


def of_customer(
    tenant: str, customer_id: str, *, limit: int, after: str | None = None
) -> ContactPage:
    """Read a page of a customer's contacts, the newest first; else as page()."""
    return _of_whom(tenant, _customer(tenant, customer_id), _FIRST, limit, after)


def of_agent(
    tenant: str, user_id: str, *, since: datetime, limit: int, after: str | None = None
) -> ContactPage:
    """Read a page of the contacts that an agent served, the newest first; else as page().

    Args:
        user_id: in Amazon Connect.
    """
    return _of_whom(tenant, _agent(tenant, user_id), _written(since), limit, after)


def _of_whom(tenant: str, partition: str, since: str, limit: int, after: str | None) -> ContactPage:
    earliest, upto = f"{_OF_WHOM}{since}", f"{_OF_WHOM}{after or _LAST}"
    places, goes_on = _places(partition, earliest, upto, limit)
    bare = [each.removeprefix(_OF_WHOM) for each in places]
    return ContactPage(tuple(_records(tenant, bare)), bare[-1] if bare and goes_on else None)


def hand_over(tenant: str, from_customer: str, to_customer: str) -> None:
    """Let contacts follow a customer who is merged into another; may be done again.

    Raises:
        DependencyError: DynamoDB failed.
    """
    for place in _all_of_customer(tenant, from_customer):
        with dynamodb_translated():
            _line(_customer(tenant, to_customer), place).save()
            _line(_customer(tenant, from_customer), place).delete()


def forget_customer(tenant: str, customer_id: str) -> None:
    """Let nobody find contacts by a customer who is deleted; the contacts stay.

    Raises:
        DependencyError: DynamoDB failed.
    """
    for place in _all_of_customer(tenant, customer_id):
        with dynamodb_translated():
            _line(_customer(tenant, customer_id), place).delete()


def lines_by_whom(tenant: str, places: Iterable[str]) -> list[tuple[str, str]]:
    """Return the keys of the lines by which contacts are found with their customers and agents.

    Args:
        places: of the contacts, as a month's list has them.

    Raises:
        DependencyError: DynamoDB failed, or an item cannot be read.
    """
    known = {each.partition("#")[2]: each for each in places}
    records = _records(tenant, known.values())
    return [
        line
        for each in records
        for line in _lines_by_whom(tenant, each, known[contact_id_of(each)])
    ]


def is_place(text: str) -> bool:
    """Say whether a page could have ended there."""
    written, _, contact_id = text.partition("#")
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        return False
    return at.tzinfo is UTC and _written(at) == written and bool(contact_id)


def _all_of_customer(tenant: str, customer_id: str) -> Iterator[str]:
    """Yield places that may be deleted meanwhile."""
    while True:
        upto = f"{_OF_WHOM}{_LAST}"
        places, goes_on = _places(_customer(tenant, customer_id), _OF_WHOM, upto, LARGEST_PAGE)
        yield from places
        if not goes_on:
            return


def _places(partition: str, earliest: str, upto: str, limit: int) -> tuple[list[str], bool]:
    """Return places before `upto`, the newest first, and whether there may be more."""
    with dynamodb_translated():
        found = DocumentItem.query(
            partition,
            DocumentItem.sk.between(earliest, upto),
            consistent_read=True,
            scan_index_forward=False,
            limit=limit + 1,  # `upto` may be one of them
        )
        places = [item.sk for item in found if item.sk != upto]
        goes_on = found.last_evaluated_key is not None
    return places[:limit], goes_on or len(places) > limit


def _records(tenant: str, places: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield the records that are there, in the order of places."""
    keys = [contact_key(tenant, each.partition("#")[2]) for each in places]
    if not keys:
        return
    with dynamodb_translated():
        there = {
            item.pk: _record(item) for item in ContactItem.batch_get(list(dict.fromkeys(keys)))
        }
    for pk, _ in keys:
        if pk in there:
            yield there[pk]


def _record(item: ContactItem) -> dict[str, Any]:
    check_schema(item)
    record = json.loads(item.content)
    if not isinstance(record, dict):
        raise ValueError("not a contact record")
    return record


def _line(partition: str, place: str) -> DocumentItem:
    return DocumentItem(partition, place, schema=SCHEMA, version=1, content="")


def _month(tenant: str, place: str) -> str:
    return f"{tenant}#contacts#{place[:7]}"


def _before_month(place: str) -> str:
    year, month = int(place[:4]), int(place[5:7])
    year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return f"{year:04}-{month:02}-{_LAST}"


def _lines_by_whom(tenant: str, record: Record, place: str) -> list[tuple[str, str]]:
    customer_id, user_id = customer_of(record), user_of(record)
    partitions = [_customer(tenant, customer_id)] if customer_id else []
    partitions += [_agent(tenant, user_id)] if user_id else []
    return [(each, f"{_OF_WHOM}{place}") for each in partitions]


def _agent(tenant: str, user_id: str) -> str:
    return f"{tenant}#of#agent#{user_id}"


def _customer(tenant: str, customer_id: str) -> str:
    return f"{tenant}#of#customer#{customer_id}"


def _written(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
