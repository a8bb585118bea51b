"""What each stage of a deletion does: everything that may be done again, and in the same order.

A stage answers how long to wait until it goes on; None is that it is over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final

from functions.delete_tenant.clearing import clear, is_time_up
from functions.delete_tenant.closing import Closing
from functions.job_messages import ring
from santral.domain.access import Role
from santral.domain.account import AccountState
from santral.domain.deletion import Letter, Stage
from santral.domain.errors import NotFoundError
from santral.domain.job import Job, JobKind, JobState
from santral.domain.provisioning import Kind
from santral.stores import (
    accounts,
    cell,
    connect_ledger,
    connect_work,
    deletion_people,
    exports,
    jobs,
    members,
    provisionings,
    tenants,
)
from santral.stores.deletion_files import RecordingFiles, TenantFiles
from santral.stores.deletion_kinds import kinds
from santral.stores.deletion_lists import delete_partition
from santral.stores.files import export_key
from santral.stores.tables import TenantItem

AT_ONCE: Final = timedelta()
_POLL: Final = timedelta(minutes=1)
_AFTER_FAILURE: Final = timedelta(minutes=15)
_AFTER_SILENCE: Final = timedelta(hours=2)  # a queue tries what fails for as long
_SILENT_FOR: Final = timedelta(minutes=20)  # longer than any invocation of who does the work
NUMBERS: Final = "Amazon Connect: number"


def is_asked_for(closing: Closing) -> bool:
    """Say whether the account agrees: it decides until something is removed."""
    account = accounts.load(closing.tenant).value
    return (account.state, account.deletion) == (AccountState.DELETING, closing.deletion.job)


def export(closing: Closing) -> timedelta | None:
    """Export everything, and let the time go by in which it can be taken back."""
    pause = _exported(closing)
    if pause is not None:
        return pause
    grace = timedelta(seconds=closing.here.settings.deletion_grace_s)
    return closing.until(closing.deletion.asked_at + grace)


def take_away(closing: Closing) -> timedelta | None:
    """Have Amazon Connect's resources taken away: by connect_writes, in its turn."""
    deletion, here = closing.deletion, closing.here
    job = _job_elsewhere(closing)
    if job is None or job.state is JobState.QUEUED:
        # Also where the job is there already: who wrote it may not have come any further.
        begun = Job(
            deletion.job_elsewhere, JobKind.CONNECT_CHANGE, deletion.since, deletion.asked_by
        )
        connect_work.take_away(here.queues, closing.tenant, begun)
    elif job.state is JobState.FAILED:
        return _failed(closing)
    elif job.state is JobState.DONE:
        closing.change(deletion.counting(_taken_away(closing), ("", "")))
        return None
    elif _is_silent(closing, job):
        connect_work.ring(here.queues)
        return _AFTER_FAILURE
    return _POLL


def settle(closing: Closing) -> timedelta | None:
    settles = timedelta(seconds=closing.here.settings.deletion_settle_s)
    return closing.until(closing.deletion.since + settles)


def export_again(closing: Closing) -> timedelta | None:
    return _exported(closing)


def remove_members(closing: Closing) -> timedelta | None:
    """Let nobody come in any more; how the owners are told is noted first."""
    if closing.deletion.letter == Letter():
        closing.change(replace(closing.deletion, letter=_letter(closing.tenant)))
    deletion_people.forget_sign_ups(closing.tenant)
    lists = deletion_people.lists(closing.here.identity)
    return None if clear(closing, lists) else AT_ONCE


def remove_data(closing: Closing) -> timedelta | None:
    """Delete what is left, the profile last: who is at it needs nothing of that."""
    if not remove_lists(closing) or not remove_files(closing):
        return AT_ONCE
    tenant = closing.tenant
    delete_partition(TenantItem, tenant)
    connect_work.forget(tenant, closing.now)
    provisionings.unmark(tenant)
    cell.leave(tenant)
    return None


def remove_lists(closing: Closing) -> bool:
    files = RecordingFiles(closing.here.clients.s3)
    return clear(closing, kinds(files))


def remove_files(closing: Closing, *, keeps_export: bool = True) -> bool:
    """Delete files but for the newest export; False is that there are more, and no time."""
    here, deletion = closing.here, closing.deletion
    files = TenantFiles(here.clients.s3, here.settings.files_bucket)
    keep = export_key(closing.tenant, deletion.export) if keeps_export else ""
    return not any(is_time_up() for _ in files.delete_all(closing.tenant, keep))


# --- what other functions do ---


def _exported(closing: Closing) -> timedelta | None:
    deletion, tenant = closing.deletion, closing.tenant
    id_ = deletion.job_elsewhere
    if deletion.export == id_:
        return None
    job = _job_elsewhere(closing)
    if job is None:
        exports.begin(tenant, id_, by=deletion.asked_by, now=deletion.since)
    if job is None:
        ring(exports.FUNCTION, tenant, id_)
    elif job.state is JobState.FAILED:
        return _failed(closing)
    elif job.state is JobState.DONE:
        closing.change(replace(deletion, export=id_))
        return None
    elif _is_silent(closing, job):
        # Its message was lost; or it cannot go on, which somebody has to look at.
        closing.here.count("DeletionStuck", tenant)
        ring(exports.FUNCTION, tenant, id_)
        return _AFTER_SILENCE
    return _POLL


def _failed(closing: Closing) -> timedelta:
    """Try again later, for as long as it takes: nothing is deleted that this has to precede."""
    closing.here.count("DeletionStuck", closing.tenant)
    closing.change(closing.deletion.tried_again())
    return _AFTER_FAILURE


def _job_elsewhere(closing: Closing) -> Job | None:
    try:
        return jobs.load(closing.tenant, closing.deletion.job_elsewhere, now=closing.now).value
    except NotFoundError:
        return None


def _is_silent(closing: Closing, job: Job) -> bool:
    return closing.now - (job.changed_at or job.created_at) > _SILENT_FOR


def _taken_away(closing: Closing) -> Mapping[str, int]:
    asked_at = closing.deletion.asked_at
    gone = [x.kind for x in connect_ledger.removed(closing.tenant) if x.since >= asked_at]
    shown = Counter(each for each in gone if each is not Kind.SHOWN)
    return {
        f"Amazon Connect: {kind.replace('_', ' ')}": count for kind, count in sorted(shown.items())
    }


def _letter(tenant: str) -> Letter:
    profile = tenants.load_versioned(tenant).tenant
    everybody = (each.value for each in members.all_of(tenant))
    addresses = tuple(each.email for each in everybody if each.role is Role.OWNER)
    return Letter(addresses, profile.languages[0].code, profile.name)


WORK: Final[Mapping[Stage, Callable[[Closing], timedelta | None]]] = {
    Stage.EXPORT: export,
    Stage.CONNECT: take_away,
    Stage.SETTLE: settle,
    Stage.LAST_EXPORT: export_again,
    Stage.MEMBERS: remove_members,
    Stage.DATA: remove_data,
}
