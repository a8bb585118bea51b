"""Jobs and how far they are; gone after thirty days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final

from santral.domain.errors import ConflictError
from santral.domain.job import KEPT_FOR, Job
from santral.stores.shelves import Page, Shelf, Stored
from santral.stores.tables import WorkItem

_JOBS: Final = Shelf("job", Job, WorkItem)
_TRIES: Final = 5


def create(tenant: str, job: Job) -> Stored[Job]:
    """Write a new job; the same again is no conflict.

    Args:
        job: its id begins with its time, so that lists can be in that order.
    """
    return _JOBS.create(tenant, job.id, job, expires=job.created_at + KEPT_FOR)


def load(tenant: str, job_id: str, *, now: datetime) -> Stored[Job]:
    """
    Raises:
        NotFoundError: there is none.
    """
    return _JOBS.load(tenant, job_id, now=now)


def change(tenant: str, job_id: str, what: Callable[[Job], Job], *, now: datetime) -> Job:
    """Change a job that several may change at once; `what` may be asked more than once.

    Raises:
        NotFoundError: there is none.
        ConflictError: others were always quicker.
    """
    for _ in range(_TRIES):
        stored = load(tenant, job_id, now=now)
        changed = what(stored.value)
        if changed == stored.value:
            return stored.value
        changed = replace(changed, changed_at=now)
        try:
            expires = stored.value.created_at + KEPT_FOR
            return _JOBS.replace(
                tenant, job_id, changed, replacing=stored.version, expires=expires
            ).value
        except ConflictError:
            continue
    raise ConflictError("the job was changed by others all the time")


def page(tenant: str, *, limit: int, after: str | None = None, now: datetime) -> Page[Job]:
    """Return a page, the newest first."""
    return _JOBS.page(tenant, limit=limit, after=after, newest_first=True, now=now)
