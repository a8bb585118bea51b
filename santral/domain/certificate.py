"""The certificate of a deletion: what was removed, what outlives it, where, why and until when.

It names no person, no number and no business, only the id under which the business was kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from santral.domain.deletion import BOOKS_KEPT, EXPORT_KEPT, Deletion

# What is here is what the installation's rules have to enforce: of buckets, logs and backups.
LOGS_KEPT: Final = timedelta(days=90)
BACKUPS_KEPT: Final = timedelta(days=35)  # DynamoDB's point-in-time recovery, at its longest
QUARANTINE_KEPT: Final = timedelta(days=30)
# The longest expiry is two days; DynamoDB deletes "typically within a few days" after it.
# Source: DynamoDB Developer Guide, "Using time to live (TTL)" (read 2026-11-30).
EXPIRING_KEPT: Final = timedelta(days=10)
# Source: Administrator Guide, "Amazon Connect feature specifications": contact records, 24 months.
CONNECT_RECORDS_KEPT: Final = timedelta(days=731)


@dataclass(frozen=True, slots=True)
class Outliving:
    """
    Attributes:
        until: None is for good, or until somebody decides, as `why` says.
    """

    what: str
    where: str
    why: str
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Certificate:
    """
    Attributes:
        id: of the job that has done it.
        removed: kind -> how many.
        sign_ins_ended_at: from when nobody could sign in; reads ended ten minutes later at most.
    """

    id: str
    tenant: str
    asked_at: datetime
    asked_by: str
    completed_at: datetime
    removed: Mapping[str, int] = field(default_factory=dict)
    outlives: tuple[Outliving, ...] = ()


def certificate_of(deletion: Deletion, completed_at: datetime, *, numbers: int) -> Certificate:
    """
    Args:
        numbers: how many telephone numbers have gone into the pool.
    """
    return Certificate(
        deletion.job,
        deletion.tenant,
        deletion.asked_at,
        deletion.asked_by,
        completed_at,
        {name: deletion.removed[name] for name in sorted(deletion.removed)},
        _outliving(completed_at, numbers),
    )


def as_text(certificate: Certificate) -> str:
    """Write it as Markdown, which is also read as it is."""
    lines = [
        f"# Certificate of deletion {certificate.id}",
        "",
        f"Business: {certificate.tenant}",
        f"Asked for: {_instant(certificate.asked_at)}, by member {certificate.asked_by}",
        f"Completed: {_instant(certificate.completed_at)}",
        "",
        "## Removed",
        "",
        *(f"- {name}: {count}" for name, count in certificate.removed.items()),
        "",
        "## What outlives it",
        "",
        *(_outlives(each) for each in certificate.outlives),
    ]
    return "\n".join(lines) + "\n"


def _outlives(each: Outliving) -> str:
    until = "no date" if each.until is None else f"until {each.until:%Y-%m-%d}"
    return f"- {each.what} ({each.where}): {until}. {each.why}"


def _instant(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


def _outliving(at: datetime, numbers: int) -> tuple[Outliving, ...]:
    kept = (
        Outliving(
            "the audit log",
            "table audit",
            "Who did what is accounted for by ids, without names or contents.",
            at + BOOKS_KEPT,
        ),
        Outliving(
            "the export",
            "bucket of files",
            "The owners can fetch it by the link that was mailed to them.",
            at + EXPORT_KEPT,
        ),
        Outliving(
            "contact records in Amazon Connect",
            "Amazon Connect",
            "The service keeps each for 24 months; nobody can delete one earlier as a whole.",
            at + CONNECT_RECORDS_KEPT,
        ),
        Outliving(
            "logs and metrics",
            "Amazon CloudWatch",
            "They hold ids, and no names, numbers or contents.",
            at + LOGS_KEPT,
        ),
        Outliving(
            "backups of tables",
            "DynamoDB point-in-time recovery",
            "They are not changed, and are read only to restore a whole table.",
            at + BACKUPS_KEPT,
        ),
        Outliving(
            "answers kept for repeated requests, counts of a day, marks of deleted customers",
            "tables work and customers",
            "They expire by themselves within two days; the database deletes them some days later.",
            at + EXPIRING_KEPT,
        ),
        Outliving(
            "contact records that could not be read",
            "bucket of records, quarantine",
            "Nobody can say whose they are; a rule deletes all of them.",
            at + QUARANTINE_KEPT,
        ),
        Outliving(
            "marks that recordings were deleted",
            "table recordings",
            "The id of the contact and the minute: a late notice does not bring one back.",
            None,
        ),
        Outliving(
            "notices of payments",
            "table documents",
            "The id, the plan and the day; tax law decides how long they are kept.",
            None,
        ),
        Outliving(
            "the id of the business, and this certificate",
            "table documents",
            "So that the id is never given to another business, and this can be shown.",
            None,
        ),
    )
    if not numbers:
        return kept
    pool = Outliving(
        f"telephone numbers: {numbers}",
        "pool of numbers",
        "They belong to nobody until an operator releases them or gives them to a business.",
        None,
    )
    return (*kept, pool)
