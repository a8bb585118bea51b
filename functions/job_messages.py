"""Messages that let a function go on with a job: which business's, and which job.

Source: AWS Lambda Developer Guide, "Handling errors for an SQS event source in Lambda", on
`batchItemFailures` (read 2026-11-30).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from functions.entry import log_failure, takes_events
from functions.wiring import collaborators
from santral.domain.errors import ConflictError, DependencyError, InputError, NotFoundError
from santral.domain.plain import from_json
from santral.stores.tenant_guard import acting_for, is_tenant_id

Answer = dict[str, list[dict[str, str]]]
Work = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class JobMessage:
    tenant: str
    job: str


def takes_jobs(name: str) -> Callable[[Work], Callable[[Any, Any], Answer]]:
    """Make what goes on with one job, by tenant and id, the handler of its queue.

    A message that cannot be read, or whose job is gone, is dropped; one whose work failed for now
    is named in the answer, and only that one comes again.
    """

    def decorate(work: Work) -> Callable[[Any, Any], Answer]:
        @takes_events(name)
        def handler(event: Mapping[str, Any]) -> Answer:
            failures = [
                {"itemIdentifier": str(record["messageId"])}
                for record in event.get("Records", ())
                if not _is_dealt_with(name, work, record)
            ]
            return {"batchItemFailures": failures}

        return handler

    return decorate


def ring(name: str, tenant: str, job_id: str) -> None:
    """Let a function go on with a job, in an invocation of its own.

    Raises:
        DependencyError: SQS failed.
    """
    collaborators().queues.send(name, {"schema": 1, "tenant": tenant, "job": job_id})


def _is_dealt_with(name: str, work: Work, record: Mapping[str, Any]) -> bool:
    facts = {"function": name}
    try:
        message = _message(record.get("body"))
        facts.update(tenant=message.tenant, job=message.job)
        with acting_for(message.tenant):
            work(message.tenant, message.job)
    except (ConflictError, InputError, NotFoundError) as error:
        log_failure(error, "message dropped", facts)
        collaborators().count("MessageDropped", facts.get("tenant", ""))
    except DependencyError as error:
        log_failure(error, "message put back", facts)
        return False
    return True


def _message(text: object) -> JobMessage:
    """
    Raises:
        InputError: nothing that we have written.
    """
    message = from_json(JobMessage, text if isinstance(text, str) else "")
    if not is_tenant_id(message.tenant):
        raise InputError("expected a message of a tenant")
    return message
