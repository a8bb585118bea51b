"""What a business has done for the first time, and when."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from santral.domain.errors import ConflictError
from santral.stores.shelves import Shelf

DRY_RUN: Final = "dry-run"


@dataclass(frozen=True, slots=True)
class Milestone:
    reached_at: datetime


_MILESTONES: Final = Shelf("milestone", Milestone)


def reach(tenant: str, name: str, now: datetime) -> None:
    """Write down that it was done; only the first time counts."""
    if reached_at(tenant, name) is None:
        with suppress(ConflictError):
            _MILESTONES.create(tenant, name, Milestone(now))


def reached_at(tenant: str, name: str) -> datetime | None:
    found = _MILESTONES.find(tenant, name)
    return None if found is None else found.value.reached_at
