"""The end of a business: the stages of its deletion, in the order in which nothing is orphaned.

What has been asked for can be taken back until the first export is made and some time has gone by:
until then nothing is removed. Callers reach the business until the stage CONNECT.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from santral.domain.errors import ConflictError

EXPORT_KEPT: Final = timedelta(days=30)
LATECOMERS: Final = timedelta(days=8)  # a stream keeps records for seven at most
BOOKS_KEPT: Final = timedelta(days=7 * 366)  # as far back as a list of the audit log looks
MOST_LINKS: Final = 5


class Stage(StrEnum):
    """
    EXPORT: everything is written into one file; nothing can be changed any more.
    CONNECT: Amazon Connect's resources are taken away; the numbers go into the pool.
    SETTLE: records and recordings of the last contacts still come in.
    LAST_EXPORT: the file is written anew, with those.
    MEMBERS: nobody can sign in from then on.
    DATA: everything else is deleted.
    CERTIFICATE: it is written and mailed.
    LATECOMERS: after a week, what has come in all the same is deleted.
    HANDOVER: the export can be fetched; then it is deleted.
    BOOKS: the audit log is kept; then it is deleted, and nothing is left but the certificate.
    CANCELLED: the owner has taken it back.
    """

    EXPORT = "export"
    CONNECT = "connect"
    SETTLE = "settle"
    LAST_EXPORT = "last_export"
    MEMBERS = "members"
    DATA = "data"
    CERTIFICATE = "certificate"
    LATECOMERS = "latecomers"
    HANDOVER = "handover"
    BOOKS = "books"
    CANCELLED = "cancelled"


STAGES: Final = tuple(each for each in Stage if each is not Stage.CANCELLED)
SEEN: Final = STAGES[: STAGES.index(Stage.CERTIFICATE) + 1]
"""Those that the owner sees as steps."""


@dataclass(frozen=True, slots=True)
class Letter:
    """How the owners are told at the end, when nothing else of them is left; personal data.

    Attributes:
        business: its name.
    """

    addresses: tuple[str, ...] = ()
    language: str = "en"
    business: str = ""


@dataclass(frozen=True, slots=True)
class Deletion:
    """
    Attributes:
        since: when the present stage began.
        bell_at: when the work goes on, and a message for it is under way; None is at once.
        attempt: of the job in another function that the present stage waits for, from 1.
        removed: kind -> how many.
        counted: the list, and the place in it, up to which they are in `removed`.
        export: the job that has written the newest file; "" is none yet.
        link_digests: of the tokens by which the owners fetch the export.
        written_at: when the certificate was.
    """

    tenant: str
    job: str
    asked_at: datetime
    asked_by: str
    since: datetime
    letter: Letter = Letter()
    stage: Stage = Stage.EXPORT
    bell_at: datetime | None = None
    attempt: int = 1
    removed: Mapping[str, int] = field(default_factory=dict)
    counted: tuple[str, str] = ("", "")
    export: str = ""
    link_digests: tuple[str, ...] = ()
    written_at: datetime | None = None

    @property
    def job_elsewhere(self) -> str:
        return f"{self.job}-{self.stage.value.replace('_', '-')}-{self.attempt}"

    def is_due(self, now: datetime) -> bool:
        return self.bell_at is None or self.bell_at <= now

    def advanced(self, now: datetime) -> Deletion:
        """Return it in the next stage."""
        following = STAGES[STAGES.index(self.stage) + 1]
        return replace(self, stage=following, since=now, bell_at=None, attempt=1, counted=("", ""))

    def waiting(self, until: datetime) -> Deletion:
        return replace(self, bell_at=until)

    def tried_again(self) -> Deletion:
        return replace(self, attempt=self.attempt + 1)

    def counting(self, counts: Mapping[str, int], place: tuple[str, str]) -> Deletion:
        """Return it with what is about to be removed, which is then counted once.

        Args:
            place: the list, and the last of its lines that is counted.
        """
        removed = dict(self.removed)
        for name, count in counts.items():
            if count:
                removed[name] = removed.get(name, 0) + count
        return replace(self, removed=removed, counted=place)

    def cancelled(self, now: datetime) -> Deletion:
        """
        Raises:
            ConflictError: something may be removed already.
        """
        if self.stage not in (Stage.EXPORT, Stage.CANCELLED):
            raise ConflictError("it cannot be taken back any more")
        return replace(self, stage=Stage.CANCELLED, since=now, bell_at=None)

    def handed_out(self, digest: str) -> Deletion:
        """Return it with one more token by which the export can be fetched."""
        return replace(self, link_digests=(*self.link_digests, digest)[-MOST_LINKS:])
