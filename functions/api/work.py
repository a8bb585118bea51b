"""What routes of orders and tickets have in common: lists, moves, and telling webhooks.

A webhook is told after the change is stored. A request that broke off in between is sent again: it
finds its change in place, and tells of it once more, by the time that is stored with the change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final, Protocol, TypeVar

from functions.api.call import Call
from functions.api.problems import invalid
from functions.api.shapes import Shape
from santral.domain.errors import ConflictError, NotFoundError
from santral.domain.moves import Move
from santral.domain.webhooks import WebhookEvent
from santral.stores import customers
from santral.stores.linked_work import LinkedShelf, Work
from santral.stores.shelves import Page, Stored

_TRIES: Final = 4


class Moving(Work, Protocol):
    @property
    def history(self) -> tuple[Move, ...]: ...

    @property
    def created_at(self) -> datetime: ...

    @property
    def changed_at(self) -> datetime | None: ...


W = TypeVar("W", bound=Moving)


class MoveView(Shape):
    at: datetime
    by: str
    before: str
    after: str
    note: str


def tell(call: Call, event: WebhookEvent, work: Moving, view: Shape) -> None:
    """Tell the webhooks of a thing as it is now."""
    call.here.webhooks.emit(
        call.tenant,
        event,
        work.id,
        view.model_dump(mode="json"),
        at=work.changed_at or work.created_at,
    )


def moved(
    call: Call, shelf: LinkedShelf[W], id_: str, to: str, move: Callable[[W], W]
) -> Stored[W]:
    """Move one to another state; moved by the same request already, it stays.

    Args:
        move: may be asked several times.

    Raises:
        NotFoundError: there is none.
        ConflictError: one cannot go there from here, or others were always quicker.
    """
    for _ in range(_TRIES):
        stored = shelf.load(call.tenant, id_)
        if _is_moved(stored.value, call, to):
            shelf.settle(call.tenant, stored)
            return stored
        changed = move(stored.value)
        try:
            return shelf.change(call.tenant, changed, replacing=stored.version)
        except ConflictError:
            continue
    raise ConflictError("others were always quicker")


def page_of(
    call: Call,
    shelf: LinkedShelf[W],
    owners: Mapping[str, str | None],
    *,
    is_open: bool,
    limit: int,
    after: str | None,
) -> Page[W]:
    """Read a page of those that are open, or are not, of the first owner that is given, or of all.

    Args:
        owners: kind -> id.
    """
    owner = next((f"{kind}#{id_}" for kind, id_ in owners.items() if id_), "")
    if owner:
        return shelf.of(call.tenant, owner, is_open=is_open, limit=limit, after=after)
    page = shelf.page(call.tenant, limit=limit, after=after)
    return Page(tuple(each for each in page.items if each.value.is_open is is_open), page.next)


def kept(page: Page[W], wanted: Callable[[W], bool]) -> Page[W]:
    """Return a page without what is not wanted; the next one begins where it did."""
    return Page(tuple(each for each in page.items if wanted(each.value)), page.next)


def with_customer(call: Call, customer_id: str) -> None:
    """
    Raises:
        ProblemError: the body names no customer of this business.
    """
    try:
        customers.load(call.tenant, customer_id)
    except NotFoundError:
        raise invalid([("body.customer_id", "expected the id of a customer")]) from None


def _is_moved(work: Moving, call: Call, to: str) -> bool:
    mine = (call.now, call.asker.subject, to)
    # The first is no move: it says how the thing was made.
    return any((each.at, each.by, each.after) == mine for each in work.history if each.before)
