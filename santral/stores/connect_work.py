"""Work that waits for its turn with Amazon Connect: the platform's list of it, and the doorbell.

A message in the queue only says that there is work. What is to be done stands in an item, so that a
message that comes twice, or never, does no harm.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from santral.domain.errors import ConflictError, DependencyError
from santral.domain.job import Job
from santral.domain.provisioning import CHANGE, Step
from santral.stores import jobs
from santral.stores.queues import Queues
from santral.stores.shelves import Shelf, Stored
from santral.stores.tables import WorkItem
from santral.stores.tenant_guard import PLATFORM, acting_for

FUNCTION: Final = "connect_writes"
KEPT_FOR: Final = timedelta(days=30)
_TRIES: Final = 5


class Purpose(StrEnum):
    MAKE = "make"
    UNDO = "undo"
    RELEASE = "release"


@dataclass(frozen=True, slots=True)
class ConnectWork:
    """
    Attributes:
        steps: to be taken in this order; of MAKE alone.
        token: of the task of a state machine that waits for it; "" is nobody.
        claims_number: whether a tenant without a number gets one.
        number: the id of the one that is to be released, of RELEASE; the tenant is PLATFORM.
        served_at: when it last had its turn.
        not_before: when it is of use to go on.
        busy_until: while somebody is at it.
        failures: one after the other, without anything done in between.
    """

    tenant: str
    job: str
    asked_at: datetime
    purpose: Purpose = Purpose.MAKE
    steps: tuple[Step, ...] = CHANGE
    token: str = ""
    claims_number: bool = False
    number: str = ""
    served_at: datetime | None = None
    not_before: datetime | None = None
    busy_until: datetime | None = None
    failures: int = 0

    @property
    def id(self) -> str:
        return f"{self.tenant}/{self.job}"


_WORK: Final = Shelf("connect-work", ConnectWork, WorkItem)


def ask(queues: Queues, tenant: str, job: Job, *, steps: tuple[Step, ...] = CHANGE) -> None:
    """Have a tenant's resources made as its profile says; the job tells how far that is.

    Only what differs costs a request, so that all steps may always be asked for.
    """
    with acting_for(tenant):
        jobs.create(tenant, job)
    register(queues, ConnectWork(tenant, job.id, job.created_at, steps=steps))


def take_away(queues: Queues, tenant: str, job: Job) -> None:
    """Have everything that a tenant has in Amazon Connect taken away, and its numbers kept."""
    with acting_for(tenant):
        jobs.create(tenant, job)
    register(queues, ConnectWork(tenant, job.id, job.created_at, purpose=Purpose.UNDO, steps=()))


def release(queues: Queues, job: Job, number_id: str) -> None:
    """Have a number of the pool, which is set aside, given back to Amazon Connect for good."""
    with acting_for(PLATFORM):
        jobs.create(PLATFORM, job)
    work = ConnectWork(PLATFORM, job.id, job.created_at, purpose=Purpose.RELEASE, steps=())
    register(queues, replace(work, number=number_id))


def register(queues: Queues, work: ConnectWork) -> None:
    """Put work on the list, in the place of what the same job wanted before, and ring."""
    expires = work.asked_at + KEPT_FOR
    with acting_for(PLATFORM):
        for _ in range(_TRIES):
            stored = _WORK.find(PLATFORM, work.id)
            with suppress(ConflictError):
                if stored is None:
                    _WORK.create(PLATFORM, work.id, work, expires=expires)
                else:
                    _WORK.replace(
                        PLATFORM, work.id, work, replacing=stored.version, expires=expires
                    )
                break
        else:
            raise ConflictError("the work was changed by others all the time")
    ring(queues)


def ring(queues: Queues, *, delay_s: int = 0) -> None:
    """Let the function run; a bell that nobody hears is made good by its schedule."""
    with suppress(DependencyError):
        queues.send(FUNCTION, {}, delay_s=delay_s)


def waiting(now: datetime) -> Iterator[Stored[ConnectWork]]:
    """Yield everything that is to be done, whether it can go on now or not."""
    with acting_for(PLATFORM):
        yield from list(_WORK.all(PLATFORM, now=now))


def change(stored: Stored[ConnectWork], work: ConnectWork) -> Stored[ConnectWork]:
    """
    Raises:
        ConflictError: somebody else is at it, or it was asked for anew.
    """
    with acting_for(PLATFORM):
        return _WORK.replace(
            PLATFORM,
            stored.id,
            work,
            replacing=stored.version,
            expires=work.asked_at + KEPT_FOR,
        )


def finish(stored: Stored[ConnectWork]) -> None:
    """Take work off the list, unless it was asked for anew meanwhile."""
    with acting_for(PLATFORM), suppress(ConflictError):
        _WORK.delete(PLATFORM, stored.id, replacing=stored.version)


def begun(work: ConnectWork, now: datetime, busy_for: timedelta) -> ConnectWork:
    """Return work that somebody is at; it has failed until it has not.

    So what kills whoever is at it is given up in the end, too.
    """
    return replace(
        work,
        served_at=now,
        busy_until=now + busy_for,
        not_before=None,
        failures=work.failures + 1,
    )


def forget(tenant: str, now: datetime) -> None:
    """Take a tenant's work off the list, whatever it is."""
    for stored in waiting(now):
        if stored.value.tenant == tenant:
            finish(stored)
