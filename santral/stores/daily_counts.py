"""How often something was done in a day, so that it can be refused after so many.

Each count is an item under a version: a write whose reply was lost counts once. Addresses of
people stand in a count's key as a digest under a key that is drawn anew each day and is gone two
days later: afterwards nobody can say whose they were.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final

from santral.domain.errors import ConflictError, LimitExceededError
from santral.stores.shelves import Shelf
from santral.stores.tables import WorkItem
from santral.stores.tenant_guard import PLATFORM, acting_for

_TRIES: Final = 8
_DAY: Final = timedelta(days=1)
_KEPT: Final = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class _Count:
    """
    Attributes:
        by: whoever counted last; two who count alike at once are not to be mistaken for one.
    """

    count: int
    by: str


@dataclass(frozen=True, slots=True)
class _DayKey:
    secret: str


_COUNTS: Final = Shelf("daily-count", _Count, WorkItem, scattered=True)
_KEYS: Final = Shelf("day-key", _DayKey, WorkItem, scattered=True)


def count(tenant: str, what: str, *, most: int, now: datetime, by: str) -> None:
    """Count one more, for a tenant or for the platform.

    Args:
        what: names the count; no personal data.
        by: unique for this one.

    Raises:
        LimitExceededError: there were as many already; says when the next day begins.
    """
    id_, expires = f"{_day(now)}/{what}", now + _KEPT
    with acting_for(tenant):
        for _ in range(_TRIES):
            there = _COUNTS.find(tenant, id_)
            counted = there.value.count if there else 0
            if counted >= most:
                raise LimitExceededError(_until_tomorrow_s(now))
            value = _Count(counted + 1, by)
            try:
                if there is None:
                    _COUNTS.create(tenant, id_, value, expires=expires)
                else:
                    _COUNTS.replace(tenant, id_, value, replacing=there.version, expires=expires)
            except ConflictError:
                continue
            return
    raise LimitExceededError(1.0)  # so many at once are as good as too many


def pseudonym(text: str, now: datetime, random: Random) -> str:
    """Return what stands for an address today, and tomorrow for nobody."""
    with acting_for(PLATFORM):
        there = _KEYS.find(PLATFORM, _day(now))
        if there is None:
            drawn = _DayKey(random.randbytes(32).hex())
            try:
                there = _KEYS.create(PLATFORM, _day(now), drawn, expires=now + _KEPT)
            except ConflictError:  # somebody else was quicker
                there = _KEYS.load(PLATFORM, _day(now))
    return hmac.new(bytes.fromhex(there.value.secret), text.encode(), "sha256").hexdigest()


def _day(now: datetime) -> str:
    return f"{now.astimezone(UTC):%Y-%m-%d}"


def _until_tomorrow_s(now: datetime) -> float:
    today = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return (today + _DAY - now).total_seconds()
