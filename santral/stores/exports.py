"""Exports of everything that a business has: jobs, each with the place where it goes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from santral.domain.job import Job, JobKind, JobState, Step
from santral.domain.plain import from_json, to_json
from santral.domain.zip_pieces import Entry
from santral.stores import jobs

FUNCTION: Final = "export_tenant"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an export stands; what was written after it is written again.

    Attributes:
        upload: the upload in parts; "" is before the beginning.
        etags: of its parts.
        offset: how many bytes they have.
        entries: what is in them.
        section: how many sections are in them whole.
        cursor: where the next one goes on; "" is at its beginning.
        files: how many files of that section there are.
        counts: rows, by section.
        restarts: how often it had to begin anew.
        ended: whether the file is whole.
    """

    upload: str = ""
    etags: tuple[str, ...] = ()
    offset: int = 0
    entries: tuple[Entry, ...] = ()
    section: int = 0
    cursor: str = ""
    files: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    restarts: int = 0
    ended: bool = False


def begin(tenant: str, job_id: str, *, by: str, now: datetime) -> Job:
    """Write a new export; who writes it then sends the function its message.

    Args:
        job_id: begins with its time, and can be a file's name.
    """
    job = Job(job_id, JobKind.EXPORT, now, by, place=to_json(Place()))
    return jobs.create(tenant, job).value


def place_of(job: Job) -> Place:
    return from_json(Place, job.place)


def advance(
    tenant: str,
    job_id: str,
    before: Place,
    after: Place,
    *,
    sections: tuple[str, ...],
    now: datetime,
) -> bool:
    """Note how far an export is; False where another has gone on from there, or it is over.

    Args:
        sections: the names of all.

    Raises:
        NotFoundError: there is no such export any more.
    """
    was, will_be = to_json(before), to_json(after)

    def advanced(job: Job) -> Job:
        if job.is_over or job.place != was:
            return job
        return replace(
            job,
            state=JobState.DONE if after.ended else JobState.RUNNING,
            done=after.section,
            total=len(sections),
            steps=tuple(_step(name, at, after) for at, name in enumerate(sections)),
            result={name: str(count) for name, count in after.counts.items()},
            place=will_be,
        )

    return jobs.change(tenant, job_id, advanced, now=now).place == will_be


def fail(tenant: str, job_id: str, reason: str, *, now: datetime) -> None:
    """
    Args:
        reason: in words that its owner understands.
    """

    def failed(job: Job) -> Job:
        return job if job.is_over else replace(job, state=JobState.FAILED, reason=reason)

    jobs.change(tenant, job_id, failed, now=now)


def _step(name: str, at: int, place: Place) -> Step:
    if at < place.section:
        state = JobState.DONE
    else:
        state = JobState.RUNNING if at == place.section else JobState.QUEUED
    count = place.counts.get(name)
    return Step(name, state, "" if count is None else str(count))
