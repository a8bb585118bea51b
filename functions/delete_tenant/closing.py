"""A deletion while this invocation is at it: each change is written under the version it was made
from, so that of two invocations one gives up.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from functions.wiring import Collaborators
from santral.domain.deletion import SEEN, STAGES, Deletion, Stage
from santral.domain.errors import ConflictError, NotFoundError
from santral.domain.job import Job, JobKind, JobState, Step
from santral.stores import deletions, jobs
from santral.stores.queues import LONGEST_DELAY_S
from santral.stores.shelves import Stored

_LONGEST_DELAY: Final = timedelta(seconds=LONGEST_DELAY_S)


class Closing:
    def __init__(self, here: Collaborators, stored: Stored[Deletion]) -> None:
        self.here, self._stored = here, stored

    @property
    def deletion(self) -> Deletion:
        return self._stored.value

    @property
    def tenant(self) -> str:
        return self.deletion.tenant

    @property
    def now(self) -> datetime:
        return self.here.clock()

    def change(self, deletion: Deletion) -> None:
        """
        Raises:
            ConflictError: somebody else is at it, or it was taken back.
        """
        self._stored = deletions.change(deletion, replacing=self._stored.version)

    def advance(self) -> None:
        self.change(self.deletion.advanced(self.now))
        self.tell()

    def wait(self, pause: timedelta) -> None:
        """Let the work go on later: by a message, or for what is long by the schedule."""
        self.change(self.deletion.waiting(self.now + pause))
        self.tell()
        if pause <= _LONGEST_DELAY:
            message = {"schema": 1, "tenant": self.tenant, "job": self.deletion.job}
            delay_s = -(-pause // timedelta(seconds=1))
            self.here.queues.send(deletions.FUNCTION, message, delay_s=delay_s)

    def until(self, at: datetime) -> timedelta | None:
        """Return how long it is until then; None is that it is over."""
        return at - self.now if at > self.now else None

    def forget(self) -> None:
        with suppress(ConflictError):
            deletions.forget(self._stored)

    def tell(self) -> None:
        """Let the job say how far it is, as long as it is kept."""

        def told(job: Job) -> Job:
            return _told(job, self.deletion)

        with suppress(NotFoundError):
            jobs.change(self.tenant, self.deletion.job, told, now=self.now)


def first_job(deletion: Deletion) -> Job:
    """Return the job as it is when the deletion is asked for."""
    begun = Job(deletion.job, JobKind.DELETION, deletion.asked_at, deletion.asked_by)
    return replace(begun, total=len(SEEN), steps=tuple(Step(each.value) for each in SEEN))


def _told(job: Job, deletion: Deletion) -> Job:
    if deletion.stage is Stage.CANCELLED:
        return replace(job, state=JobState.FAILED, reason="taken back")
    at = min(STAGES.index(deletion.stage), len(SEEN))
    steps = tuple(Step(each.value, _state(place, at, deletion)) for place, each in enumerate(SEEN))
    state = JobState.DONE if at == len(SEEN) else JobState.RUNNING
    return replace(job, state=state, done=at, total=len(SEEN), steps=steps)


def _state(place: int, at: int, deletion: Deletion) -> JobState:
    if place < at:
        return JobState.DONE
    if place > at:
        return JobState.QUEUED
    return JobState.RUNNING if deletion.bell_at is None else JobState.WAITING
