"""How much a business may ask of the API in a minute, counted in its own item.

A process takes a handful at a time, so that not every request costs a write. What is taken and
not used is lost with the minute: the limit is never exceeded, and rarely reached to the last
request. Where the count cannot be had, requests are let through: the limit keeps tenants from
disturbing each other, and a disturbance of the table is no tenant's doing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from santral.domain.errors import ConflictError, DependencyError, LimitExceededError
from santral.stores.shelves import Shelf
from santral.stores.tables import WorkItem

_MINUTE: Final = timedelta(minutes=1)
_HANDFULS: Final = 24  # in a minute's limit
_TRIES: Final = 8
_MOST_KEPT: Final = 1_000


@dataclass(frozen=True, slots=True)
class _Taken:
    """
    Attributes:
        by: whoever took last; two who take alike at once are not to be mistaken for one.
    """

    count: int
    by: str


_ALLOWANCES: Final = Shelf("allowance", _Taken, WorkItem)


class Allowances:
    """What this process has taken and not yet used; may be used from several threads."""

    def __init__(self, per_minute: int, clock: Callable[[], datetime], ids: Callable[[], str]):
        self._per_minute, self._clock, self._ids = per_minute, clock, ids
        self._handful = max(1, per_minute // _HANDFULS)
        self._in_hand: dict[str, tuple[str, int]] = {}  # tenant -> (minute, how many)
        self._changing = Lock()

    def take(self, tenant: str) -> None:
        """Use one of this minute's.

        Raises:
            LimitExceededError: none is left; says when the next minute begins.
        """
        now = self._clock()
        minute = f"{now:%Y%m%dT%H%M}"
        if self._use(tenant, minute):
            return
        try:
            granted = self._grant(tenant, minute, now)
        except DependencyError:
            return
        if not granted:
            begins = now.replace(second=0, microsecond=0) + _MINUTE
            raise LimitExceededError((begins - now).total_seconds())
        self._put(tenant, minute, granted - 1)

    def _use(self, tenant: str, minute: str) -> bool:
        with self._changing:
            of, left = self._in_hand.get(tenant, ("", 0))
            if of != minute or not left:
                return False
            self._in_hand[tenant] = minute, left - 1
            return True

    def _put(self, tenant: str, minute: str, more: int) -> None:
        with self._changing:
            of, left = self._in_hand.pop(tenant, ("", 0))
            self._in_hand[tenant] = minute, more + (left if of == minute else 0)
            if len(self._in_hand) > _MOST_KEPT:
                del self._in_hand[next(iter(self._in_hand))]

    def _grant(self, tenant: str, minute: str, now: datetime) -> int:
        """Take a handful, or what is left, out of the tenant's item."""
        for _ in range(_TRIES):
            there = _ALLOWANCES.find(tenant, minute)
            taken = there.value.count if there else 0
            granted = min(self._handful, self._per_minute - taken)
            if granted <= 0:
                return 0
            value = _Taken(taken + granted, self._ids())
            expires = now + 5 * _MINUTE
            try:
                if there is None:
                    _ALLOWANCES.create(tenant, minute, value, expires=expires)
                else:
                    _ALLOWANCES.replace(
                        tenant, minute, value, replacing=there.version, expires=expires
                    )
            except ConflictError:
                continue
            return granted
        return 1  # so many at once are within the limit for longer than one request
