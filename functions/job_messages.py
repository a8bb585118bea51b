"""Messages that let a function go on with a job: which business's, and which job."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from functions.messages import Answer, takes_messages
from functions.wiring import collaborators

Work = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class JobMessage:
    tenant: str
    job: str


def takes_jobs(name: str) -> Callable[[Work], Callable[[Any, Any], Answer]]:
    """Make what goes on with one job, by tenant and id, the handler of its queue."""

    def decorate(work: Work) -> Callable[[Any, Any], Answer]:
        return takes_messages(name, JobMessage)(lambda message: work(message.tenant, message.job))

    return decorate


def ring(name: str, tenant: str, job_id: str) -> None:
    """Let a function go on with a job, in an invocation of its own.

    Raises:
        DependencyError: SQS failed.
    """
    collaborators().queues.send(name, {"schema": 1, "tenant": tenant, "job": job_id})
