"""What is looked at in one business: jobs that have fallen silent, contacts without a recording."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from functions.wiring import Collaborators
from santral.domain.contact import Record
from santral.domain.job import Job, JobKind, JobState
from santral.stores import contact_lists, exports, imports, jobs, recordings
from santral.stores.contacts import contact_id_of
from santral.stores.tenant_guard import acting_for

SILENT_FOR: Final = timedelta(minutes=20)  # longer than any invocation of those who work
RECORDED_BY: Final = timedelta(hours=2)  # by when a recording is there

_NEWEST_JOBS: Final = 50
_FUNCTIONS: Final[Mapping[JobKind, str]] = {
    JobKind.CUSTOMER_IMPORT: imports.FUNCTION,
    JobKind.EXPORT: exports.FUNCTION,
}
_AT_WORK: Final = (JobState.QUEUED, JobState.RUNNING)


def reconcile_business(here: Collaborators, tenant: str, every: timedelta) -> int:
    """Ring for silent jobs, and count missing recordings; return how often it rang.

    Args:
        every: how often this is asked, so that each contact is counted in one run.

    Raises:
        DependencyError: something failed; the next run does it.
    """
    with acting_for(tenant):
        rung = _ring_for_jobs(here, tenant)
        until = here.clock() - RECORDED_BY
        for record in _began(tenant, until - every, until):
            if _is_recorded(record) and not recordings.files_of(contact_id_of(record)):
                here.count("RecordingMissing", tenant)
    return rung


def _ring_for_jobs(here: Collaborators, tenant: str) -> int:
    now = here.clock()
    silent = [
        each.value
        for each in jobs.page(tenant, limit=_NEWEST_JOBS, now=now).items
        if _is_silent(each.value, now)
    ]
    for job in silent:
        here.queues.send(_FUNCTIONS[job.kind], {"schema": 1, "tenant": tenant, "job": job.id})
    return len(silent)


def _is_silent(job: Job, now: datetime) -> bool:
    said_at = job.changed_at or job.created_at
    return job.kind in _FUNCTIONS and job.state in _AT_WORK and now - said_at > SILENT_FOR


def _began(tenant: str, since: datetime, until: datetime) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    after: str | None = None
    while True:
        page = contact_lists.page(
            tenant, since=since, until=until, limit=contact_lists.LARGEST_PAGE, after=after
        )
        found += page.records
        after = page.next
        if after is None:
            return found


def _is_recorded(record: Record) -> bool:
    """Whether somebody's voice is kept; what stands there of a chat is its transcript."""
    recording = record.get("Recording")
    if not isinstance(recording, dict) or recording.get("Type") == "CHAT":
        return False
    return recording.get("Status") == "AVAILABLE"
