"""Long work with progress: an import, an export, a change in Amazon Connect, a provisioning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

KEPT_FOR: Final = timedelta(days=30)
MOST_PROBLEMS: Final = 1_000


class JobKind(StrEnum):
    CONNECT_CHANGE = "connect_change"
    CUSTOMER_IMPORT = "customer_import"
    EXPORT = "export"
    PROVISIONING = "provisioning"
    DELETION = "deletion"


class JobState(StrEnum):
    """WAITING is for something outside, such as capacity; FAILED left nothing half done."""

    QUEUED = "queued"
    RUNNING = "running"
    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong where: `rows[17].phone`, and what was expected; never what was there."""

    path: str
    expected: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step that its owner can see."""

    name: str
    state: JobState = JobState.QUEUED
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """
    Attributes:
        done, total: in whatever the work counts; total 0 is not known yet.
        reason: why it waits or failed, in words that its owner understands; "" else.
        result: what came of it, such as counts and ids.
        place: where the work goes on; its own business.
    """

    id: str
    kind: JobKind
    created_at: datetime
    created_by: str
    state: JobState = JobState.QUEUED
    done: int = 0
    total: int = 0
    reason: str = ""
    steps: tuple[Step, ...] = ()
    problems: tuple[Problem, ...] = ()
    result: Mapping[str, str] = field(default_factory=dict)
    place: str = ""
    changed_at: datetime | None = None

    @property
    def is_over(self) -> bool:
        return self.state in (JobState.DONE, JobState.FAILED)
