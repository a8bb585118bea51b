"""Orders and tickets: each under its number, and listed with the customer and contact it is for.

    <tenant>#order             <number>                one order: the truth
    <tenant>#of#customer#<id>  open#order#<number>     a line, while the order is open
                               done#order#<number>     a line, when it is not

So what is open for a customer is one query. Lines are kept as santral/stores/lines.py says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, Final, Generic, Protocol, TypeVar

from santral.domain.errors import ConflictError, NotFoundError
from santral.domain.work_numbers import ATTEMPTS, work_number
from santral.stores.lines import delete_line, delete_lines, put_lines
from santral.stores.shelves import LARGEST_PAGE, Page, Shelf, Stored
from santral.stores.tables import SCHEMA, DocumentItem, dynamodb_translated

OPEN: Final = "open"
DONE: Final = "done"


class Work(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def request_id(self) -> str: ...

    @property
    def owners(self) -> tuple[str, ...]:
        """Of whom, and of what, it is listed, such as `customer#c-1`."""
        ...

    @property
    def is_open(self) -> bool: ...


W = TypeVar("W", bound=Work)


class LinkedShelf(Generic[W]):
    """Every method raises DependencyError where DynamoDB fails or an item cannot be read."""

    def __init__(self, kind: str, cls: type[W]) -> None:
        self.kind, self._shelf = kind, Shelf(kind, cls)

    def load(self, tenant: str, id_: str) -> Stored[W]:
        """
        Raises:
            NotFoundError: there is none.
        """
        return self._shelf.load(tenant, id_)

    def open_new(
        self, tenant: str, make: Callable[[str], W], *, at: datetime, request_id: str
    ) -> Stored[W]:
        """Write a new one under a number of its own; the same request again is the same one.

        Args:
            make: makes it, with its number and `request_id`.
            at: in the tenant's zone, whose day begins the number.

        Raises:
            ConflictError: no number is free, which nobody will see.
        """
        for attempt in range(ATTEMPTS):
            work = make(work_number(at, request_id, attempt))
            try:
                return self.create(tenant, work)
            except ConflictError:
                there = self.load(tenant, work.id)
                if there.value.request_id == request_id:
                    return there
        raise ConflictError(f"no number is free for the {self.kind}")

    def create(self, tenant: str, work: W) -> Stored[W]:
        """Write a new one; the same again is no conflict.

        Raises:
            ConflictError: there is another one of that number.
            InputError: longer than an item can be.
        """
        put_lines(self._lines(tenant, work, 1))
        return self._shelf.create(tenant, work.id, work)

    def change(self, tenant: str, work: W, *, replacing: int) -> Stored[W]:
        """Write it anew if it is still at that version.

        Raises:
            NotFoundError: there is none.
            ConflictError: somebody has changed it since.
            InputError: longer than an item can be.
        """
        before = self._shelf.load(tenant, work.id)
        if before.version not in (replacing, replacing + 1):
            raise ConflictError(f"the {self.kind} has changed")
        put_lines(self._lines(tenant, work, replacing + 1))
        changed = self._shelf.replace(tenant, work.id, work, replacing=replacing)
        there = {(each.pk, each.sk) for each in self._lines(tenant, work, 1)}
        old = self._lines(tenant, before.value, replacing)
        delete_lines(each for each in old if (each.pk, each.sk) not in there)
        if before.version > replacing:  # it is the same change once more
            self.settle(tenant, changed)
        return changed

    def settle(self, tenant: str, stored: Stored[W]) -> None:
        """Delete what a change from open to not open, or back, has left where it broke off."""
        left = self._lines(tenant, stored.value, stored.version, is_open=not stored.value.is_open)
        delete_lines(left)

    def page(self, tenant: str, *, limit: int, after: str | None = None) -> Page[W]:
        """Read a page of all of them, those with the newest numbers first."""
        return self._shelf.page(tenant, limit=limit, after=after, newest_first=True)

    def all(self, tenant: str) -> Iterator[Stored[W]]:
        return self._shelf.all(tenant)

    def of(
        self, tenant: str, owner: str, *, is_open: bool, limit: int, after: str | None = None
    ) -> Page[W]:
        """Read a page of those that are open, or are not, of one owner, the newest first.

        Args:
            owner: such as `customer#c-1`.
            after: the number that the last page ended with.
        """
        begins = f"{OPEN if is_open else DONE}#{self.kind}#"
        lines, last = _query(tenant, owner, begins, limit, begins + after if after else None)
        return Page(
            tuple(self._current(tenant, lines)), None if last is None else last.rpartition("#")[2]
        )

    def hand_over(self, tenant: str, owner: str, change: Callable[[W], W]) -> None:
        """Change each of an owner's, as when she is merged with another; may be done again.

        Raises:
            ConflictError: somebody has changed one of them meanwhile.
        """
        for is_open in (True, False):
            after: str | None = None
            while True:
                some = self.of(tenant, owner, is_open=is_open, limit=LARGEST_PAGE, after=after)
                for each in some.items:
                    self.change(tenant, change(each.value), replacing=each.version)
                after = some.next
                if after is None:
                    break

    def _current(self, tenant: str, lines: Iterable[DocumentItem]) -> Iterator[Stored[W]]:
        for line in lines:
            try:
                found = self._shelf.load(tenant, line.sk.rpartition("#")[2])
            except NotFoundError:  # not yet, perhaps
                continue
            theirs = self._lines(tenant, found.value, 1)
            if any((each.pk, each.sk) == (line.pk, line.sk) for each in theirs):
                yield found
            elif line.version <= found.version:
                delete_line(line)

    def _lines(
        self, tenant: str, work: W, version: int, *, is_open: bool | None = None
    ) -> list[DocumentItem]:
        """
        Args:
            is_open: None is as it is.
        """
        among = OPEN if (work.is_open if is_open is None else is_open) else DONE
        place = f"{among}#{self.kind}#{work.id}"
        return [
            DocumentItem(
                _partition(tenant, owner), place, schema=SCHEMA, version=version, content=""
            )
            for owner in work.owners
        ]


def open_counts(tenant: str, owner: str) -> dict[str, int]:
    """Say how many of each kind are open, of the first two hundred; one request.

    Args:
        owner: such as `customer#c-1`.

    Raises:
        DependencyError: DynamoDB failed.
    """
    lines, _ = _query(tenant, owner, f"{OPEN}#", LARGEST_PAGE, None)
    counts: dict[str, int] = {}
    for line in lines:
        kind = line.sk.split("#")[1]
        counts[kind] = counts.get(kind, 0) + 1
    return counts


def _query(
    tenant: str, owner: str, begins: str, limit: int, after: str | None
) -> tuple[list[DocumentItem], str | None]:
    pk = _partition(tenant, owner)
    start: dict[str, Any] | None = {"pk": {"S": pk}, "sk": {"S": after}} if after else None
    with dynamodb_translated():
        found = DocumentItem.query(
            pk,
            DocumentItem.sk.startswith(begins),
            consistent_read=True,
            scan_index_forward=False,
            limit=min(limit, LARGEST_PAGE),
            last_evaluated_key=start,
        )
        lines = list(found)
        last = found.last_evaluated_key
    return lines, None if last is None else last["sk"]["S"]


def _partition(tenant: str, owner: str) -> str:
    return f"{tenant}#of#{owner}"
