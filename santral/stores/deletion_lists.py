"""What a business has in the tables, list by list: how all of it is found by keys, and deleted.

A list is a partition whose lines say what hangs on each of them. What hangs on a line is deleted
before the line: so whatever is left can still be found. Every kind that a table knows is named
here (tests/quality/test_kinds.py), as one that goes, or as one that stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from pynamodb.models import Model

from santral.domain.errors import DependencyError
from santral.stores.tables import dynamodb_translated

AT_ONCE: Final = 100  # lines
_BEFORE: Final = timedelta(days=366)  # contacts may say that they began before the account did
_AFTER: Final = timedelta(days=32)

Counts = Mapping[str, int]
Key = tuple[str, str]


def nothing_hangs(_tenant: str, _lines: Sequence[str]) -> None:
    return


def nothing_more(_tenant: str, _lines: Sequence[str]) -> Counts:
    return {}


@dataclass(frozen=True, slots=True)
class KindList:
    """A list of a kind.

    Attributes:
        counted_as: in the certificate; "" is not counted: lines, copies and our own notes.
        remove: deletes what hangs on some lines; again, it does no harm.
        count: says what else there is, by what the certificate calls it.
        by_month: whether each month has a partition of its own.
    """

    kind: str
    table: type[Model]
    counted_as: str = ""
    remove: Callable[[str, Sequence[str]], None] = nothing_hangs
    count: Callable[[str, Sequence[str]], Counts] = nothing_more
    by_month: bool = False

    def partitions(self, tenant: str, created_at: datetime, now: datetime) -> Iterator[str]:
        if not self.by_month:
            yield f"{tenant}#{self.kind}"
            return
        for month in months(created_at - _BEFORE, now + _AFTER):
            yield f"{tenant}#{self.kind}#{month}"

    def counts(self, tenant: str, lines: Sequence[str]) -> dict[str, int]:
        own = {self.counted_as: len(lines)} if self.counted_as else {}
        return {**own, **self.count(tenant, lines)}


def months(first: datetime, last: datetime) -> Iterator[str]:
    """Yield every month from one to the other, as 2026-11.

    >>> list(months(datetime(2026, 11, 30, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)))
    ['2026-11', '2026-12', '2027-01']
    """
    at, end = first.astimezone(UTC), last.astimezone(UTC)
    year, month = at.year, at.month
    while (year, month) <= (end.year, end.month):
        yield f"{year:04}-{month:02}"
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def some_lines(table: type[Model], partition: str, limit: int = AT_ONCE) -> list[str]:
    """Return the first lines of a partition, by their sort keys.

    Raises:
        DependencyError: DynamoDB failed.
    """
    with dynamodb_translated():
        found = table.query(
            partition, consistent_read=True, limit=limit, attributes_to_get=["pk", "sk"]
        )
        return [_sort_key(item) for _, item in zip(range(limit), found, strict=False)]


def delete_lines(table: type[Model], keys: Iterable[Key]) -> None:
    """Delete items; those that are gone already are no error.

    Raises:
        DependencyError: DynamoDB failed; some may be deleted.
    """
    with dynamodb_translated(), table.batch_write() as batch:
        for pk, sk in dict.fromkeys(keys):
            batch.delete(table(pk, sk))


def delete_partition(table: type[Model], partition: str) -> None:
    """Delete a partition on whose lines nothing hangs; errors as delete_lines()."""
    while lines := some_lines(table, partition):
        delete_lines(table, ((partition, each) for each in lines))


def _sort_key(item: Any) -> str:
    if not isinstance(item.sk, str):
        raise DependencyError("dynamodb", "an item without a key", retryable=False)
    return item.sk
