"""Imports of customers: jobs, each with what its owner chose and the place where it goes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from santral.domain.errors import ConflictError, InputError
from santral.domain.job import MOST_PROBLEMS, Job, JobKind, JobState, Problem
from santral.domain.plain import from_json, to_json
from santral.stores import jobs

FUNCTION: Final = "import_customers"
CANCELLED: Final = "cancelled"

_LONGEST_LIST: Final = 1_000  # characters


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """
    Attributes:
        charset, delimiter: "" is to be found out.
        mapping: header -> what it holds (santral/domain/import_columns.py); "" is nothing.
        dry_run: whether the file is only checked.
        region: whose local forms numbers may have; "" is the tenant's.
        file_id: of the import whose file is read, such as one that was only checked; "" is its own.
    """

    charset: str = ""
    delimiter: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)
    dry_run: bool = False
    region: str = ""
    file_id: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows by what came of them."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0

    def plus(self, other: Counts) -> Counts:
        return Counts(
            self.created + other.created,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.refused + other.refused,
        )


@dataclass(frozen=True, slots=True)
class Place:
    """
    Attributes:
        etag: of the file that was begun with; "" is before the beginning.
        offset: the byte at which the next record begins.
        row: its number, as a spreadsheet counts: the header is 1.
        columns: what they hold, in order.
    """

    options: ImportOptions
    etag: str = ""
    size_bytes: int = 0
    charset: str = ""
    delimiter: str = ""
    offset: int = 0
    row: int = 1
    columns: tuple[str, ...] = ()
    counts: Counts = Counts()


@dataclass(frozen=True, slots=True)
class Step:
    """
    Attributes:
        ignored: the headers of columns that nobody knows.
        is_last: whether the import is done with it.
    """

    before: Place
    after: Place
    problems: tuple[Problem, ...] = ()
    ignored: tuple[str, ...] = ()
    is_last: bool = False


def begin(tenant: str, job_id: str, options: ImportOptions, *, by: str, now: datetime) -> Job:
    """Note an import whose file is yet to come; the same again is no conflict.

    Args:
        job_id: begins with its time, and can be a file's name.
    """
    place = to_json(Place(options))
    job = Job(job_id, JobKind.CUSTOMER_IMPORT, now, by, JobState.WAITING, place=place)
    return jobs.create(tenant, replace(job, reason="waits for the file")).value


def ready(tenant: str, job_id: str, *, now: datetime) -> Job:
    """Note that the file is there; who notes it then sends the function its message.

    Raises:
        NotFoundError: there is no such import.
        ConflictError: it is over.
    """

    def queued(job: Job) -> Job:
        if job.is_over:
            raise ConflictError("the import is over")
        is_waiting = job.state is JobState.WAITING
        return replace(job, state=JobState.QUEUED, reason="") if is_waiting else job

    return jobs.change(tenant, job_id, queued, now=now)


def cancel(tenant: str, job_id: str, *, now: datetime) -> Job:
    """Let an import end before its next chunk; what was imported stays.

    Raises:
        NotFoundError: there is no such import.
    """

    fail(tenant, job_id, CANCELLED, now=now)
    return jobs.load(tenant, job_id, now=now).value


def place_of(job: Job) -> Place:
    """
    Raises:
        InputError: it is no job of this kind.
    """
    if job.kind is not JobKind.CUSTOMER_IMPORT:
        raise InputError("not an import of customers")
    return from_json(Place, job.place)


def advance(tenant: str, job_id: str, step: Step, *, now: datetime) -> bool:
    """Note how far an import is; False where another has gone on from there, or it was cancelled.

    Raises:
        NotFoundError: there is no such import any more.
    """
    before, after = to_json(step.before), to_json(step.after)

    def advanced(job: Job) -> Job:
        if job.is_over or job.place != before:
            return job
        result = {**job.result, **results(step.after.counts)}
        if step.ignored:
            result["ignored_columns"] = ", ".join(step.ignored)[:_LONGEST_LIST]
        return replace(
            job,
            state=JobState.DONE if step.is_last else JobState.RUNNING,
            done=step.after.offset,
            total=step.after.size_bytes,
            problems=(*job.problems, *step.problems)[:MOST_PROBLEMS],
            result=result,
            place=after,
        )

    return jobs.change(tenant, job_id, advanced, now=now).place == after


def fail(tenant: str, job_id: str, reason: str, *, now: datetime) -> None:
    """Let an import end here; what was imported stays.

    Args:
        reason: in words that its owner understands.
    """

    def failed(job: Job) -> Job:
        return job if job.is_over else replace(job, state=JobState.FAILED, reason=reason)

    jobs.change(tenant, job_id, failed, now=now)


def results(counts: Counts) -> dict[str, str]:
    return {
        "created": str(counts.created),
        "changed": str(counts.changed),
        "unchanged": str(counts.unchanged),
        "refused": str(counts.refused),
    }
