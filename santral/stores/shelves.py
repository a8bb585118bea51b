"""Things of one kind that a tenant keeps: each in an item of its own, under a version.

Every change names the version that it was made from. A write whose reply was lost is recognised as
done when the very same is tried again: the item then holds what was to be written. Of what has
expired nothing is shown, whether DynamoDB has deleted it yet or not.

A page is a query of one partition. Where the order matters, the id begins with what orders it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Generic, TypeVar

from pynamodb.expressions.condition import Condition

from santral.domain.errors import ConflictError, InputError, NotFoundError
from santral.domain.plain import from_json, to_json
from santral.stores.tables import (
    SCHEMA,
    DocumentItem,
    ShelfItem,
    check_schema,
    deleted_if,
    dynamodb_translated,
    saved_if,
)

T = TypeVar("T")

LARGEST_PAGE: Final = 200
_ALONE: Final = "document"
_LONGEST_BYTES: Final = 350_000  # DynamoDB ends at 400 KB, keys and attribute names included


@dataclass(frozen=True, slots=True)
class Stored(Generic[T]):
    """
    Attributes:
        version: 1 for the first; one more with every change.
    """

    id: str
    value: T
    version: int


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """
    Attributes:
        next: the id after which the next page begins; None is that there is none.
    """

    items: tuple[Stored[T], ...]
    next: str | None


class Shelf(Generic[T]):
    """Every method raises DependencyError where DynamoDB fails or an item cannot be read."""

    def __init__(
        self,
        kind: str,
        cls: type[T],
        table: type[ShelfItem] = DocumentItem,
        *,
        scattered: bool = False,
    ) -> None:
        """
        Args:
            kind: of what is kept, unique in its table; part of the key.
            cls: a dataclass, which is the schema.
            scattered: each in a partition of its own, for what is too much for one and is never
                listed.
        """
        self.kind, self._cls, self._table = kind, cls, table
        self._scattered = scattered

    def load(self, tenant: str, id_: str, *, now: datetime | None = None) -> Stored[T]:
        """Read one, strongly consistent.

        Args:
            now: where things of this kind expire.

        Raises:
            NotFoundError: there is none, or none any more.
        """
        found = self.find(tenant, id_, now=now)
        if found is None:
            raise NotFoundError(f"there is no such {self.kind}")
        return found

    def find(self, tenant: str, id_: str, *, now: datetime | None = None) -> Stored[T] | None:
        """Read one as load() does; None where there is none."""
        with dynamodb_translated():
            try:
                item = self._table.get(*self._key(tenant, id_), consistent_read=True)
            except self._table.DoesNotExist:
                return None
        return None if _is_over(item, now) else self._stored(item)

    def find_many(
        self, tenant: str, ids: Iterable[str], *, now: datetime | None = None
    ) -> dict[str, Stored[T]]:
        """Read those of many that are there, as load() does, a hundred with each request."""
        keys = [self._key(tenant, each) for each in dict.fromkeys(ids)]
        if not keys:
            return {}
        with dynamodb_translated():
            items = list(self._table.batch_get(keys, consistent_read=True))
        there = (self._stored(each) for each in items if not _is_over(each, now))
        return {each.id: each for each in there}

    def create(
        self,
        tenant: str,
        id_: str,
        value: T,
        *,
        expires: datetime | None = None,
        now: datetime | None = None,
    ) -> Stored[T]:
        """Write a new one; the same again is no conflict.

        Args:
            expires, now: given both, an expired one of that id makes room.

        Raises:
            ConflictError: there is another one of that id.
            InputError: longer than an item can be.
        """
        item = self._item(tenant, id_, value, 1, expires)
        is_free = self._table.pk.does_not_exist()
        if now is not None:
            is_free |= self._table.expires_at <= _seconds(now)
        self._save(is_free, item)
        return Stored(id_, value, 1)

    def replace(
        self,
        tenant: str,
        id_: str,
        value: T,
        *,
        replacing: int,
        expires: datetime | None = None,
    ) -> Stored[T]:
        """Write it anew if it is still at that version.

        Raises:
            ConflictError: somebody has changed or deleted it since.
            InputError: longer than an item can be.
        """
        item = self._item(tenant, id_, value, replacing + 1, expires)
        self._save(self._table.version == replacing, item)
        return Stored(id_, value, replacing + 1)

    def delete(self, tenant: str, id_: str, *, replacing: int | None = None) -> None:
        """Delete it, if it is still at that version; one that is gone already is no error.

        Raises:
            ConflictError: somebody has changed it since.
        """
        item = self._table(*self._key(tenant, id_))
        is_as_read = None
        if replacing is not None:
            is_as_read = self._table.pk.does_not_exist() | (self._table.version == replacing)
        if not deleted_if(is_as_read, item):
            raise ConflictError(f"the {self.kind} has changed")

    def page(
        self,
        tenant: str,
        *,
        limit: int = LARGEST_PAGE,
        after: str | None = None,
        begins: str = "",
        newest_first: bool = False,
        now: datetime | None = None,
    ) -> Page[T]:
        """Read a page in the order of ids; eventually consistent never, it costs little here.

        Args:
            after: the id that the last page ended with; "" and None are the beginning.
            begins: what each id has to begin with.
            newest_first: from the end, where ids begin with a time.
        """
        partition = self._partition(tenant)
        start = {"pk": {"S": partition}, "sk": {"S": after}} if after else None
        with dynamodb_translated():
            found = self._table.query(
                partition,
                self._table.sk.startswith(begins) if begins else None,
                consistent_read=True,
                scan_index_forward=not newest_first,
                limit=limit,
                last_evaluated_key=start,
            )
            items = list(found)
            last = found.last_evaluated_key
        stored = tuple(self._stored(each) for each in items if not _is_over(each, now))
        return Page(stored, None if last is None else last["sk"]["S"])

    def all(
        self, tenant: str, *, begins: str = "", now: datetime | None = None
    ) -> Iterator[Stored[T]]:
        """Yield every one in the order of ids, a page at a time."""
        after: str | None = None
        while True:
            page = self.page(tenant, after=after, begins=begins, now=now)
            yield from page.items
            after = page.next
            if after is None:
                return

    def _partition(self, tenant: str) -> str:
        return f"{tenant}#{self.kind}"

    def _key(self, tenant: str, id_: str) -> tuple[str, str]:
        partition = self._partition(tenant)
        return (f"{partition}#{id_}", _ALONE) if self._scattered else (partition, id_)

    def _item(
        self, tenant: str, id_: str, value: T, version: int, expires: datetime | None
    ) -> ShelfItem:
        content = to_json(value).encode("utf-8", "replace")
        if len(content) > _LONGEST_BYTES:
            raise InputError(f"a {self.kind} is at most {_LONGEST_BYTES} bytes of JSON")
        return self._table(
            *self._key(tenant, id_),
            schema=SCHEMA,
            version=version,
            content=content.decode(),
            expires_at=None if expires is None else _seconds(expires),
        )

    def _save(self, condition: Condition, item: ShelfItem) -> None:
        if not saved_if(condition, item):
            self._confirm_own(item)

    def _confirm_own(self, item: ShelfItem) -> None:
        with dynamodb_translated():
            try:
                there = self._table.get(item.pk, item.sk, consistent_read=True)
            except self._table.DoesNotExist:
                there = None
        if there is None or (there.version, there.content) != (item.version, item.content):
            raise ConflictError(f"the {self.kind} has changed")

    def _stored(self, item: ShelfItem) -> Stored[T]:
        with dynamodb_translated():
            id_ = item.pk.split("#", 2)[2] if self._scattered else item.sk
            return Stored(id_, value_of(self._cls, item), int(item.version))


def value_of(cls: type[T], item: ShelfItem) -> T:
    """
    Raises:
        ValueError: it holds no such value; stores/tables.py makes a DependencyError of it.
    """
    check_schema(item)
    try:
        return from_json(cls, item.content)
    except InputError as error:
        raise ValueError(f"not a stored {cls.__name__}") from error


def _is_over(item: ShelfItem, now: datetime | None) -> bool:
    expires: float | None = item.expires_at  # PynamoDB's types leave out that it may be absent
    return now is not None and expires is not None and expires <= _seconds(now)


def _seconds(at: datetime) -> int:
    return int(at.timestamp())
