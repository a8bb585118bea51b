"""Messages in a function's own queue: read, carried out one by one, dropped or put back.

Source: AWS Lambda Developer Guide, "Handling errors for an SQS event source in Lambda", on
`batchItemFailures` (read 2026-11-30).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeVar

from functions.entry import log_failure, takes_events
from functions.wiring import collaborators
from santral.domain.errors import ConflictError, DependencyError, InputError, NotFoundError
from santral.domain.plain import from_json, to_plain
from santral.stores.tenant_guard import acting_for, is_tenant_id


class Message(Protocol):
    """A dataclass of ids and numbers, which are logged where it fails."""

    @property
    def tenant(self) -> str: ...


M = TypeVar("M", bound=Message)
Answer = dict[str, list[dict[str, str]]]


def takes_messages(
    name: str, cls: type[M]
) -> Callable[[Callable[[M], None]], Callable[[Any, Any], Answer]]:
    """Make what carries out one message, for its tenant, the handler of a function's queue.

    A message that cannot be read, or whose work is gone, is dropped; one whose work failed for now
    is named in the answer, and only that one comes again.
    """

    def decorate(work: Callable[[M], None]) -> Callable[[Any, Any], Answer]:
        @takes_events(name)
        def handler(event: Mapping[str, Any]) -> Answer:
            failures = [
                {"itemIdentifier": str(record["messageId"])}
                for record in event.get("Records", ())
                if not _is_dealt_with(name, cls, work, record)
            ]
            return {"batchItemFailures": failures}

        return handler

    return decorate


def _is_dealt_with(
    name: str, cls: type[M], work: Callable[[M], None], record: Mapping[str, Any]
) -> bool:
    facts = {"function": name}
    try:
        message = _read(cls, record.get("body"))
        facts.update((key, str(fact)) for key, fact in to_plain(message).items())
        with acting_for(message.tenant):
            work(message)
    except (ConflictError, InputError, NotFoundError) as error:
        log_failure(error, "message dropped", facts)
        collaborators().count("MessageDropped", facts.get("tenant", ""))
    except DependencyError as error:
        log_failure(error, "message put back", facts)
        return False
    return True


def _read(cls: type[M], text: object) -> M:
    """
    Raises:
        InputError: nothing that we have written.
    """
    message = from_json(cls, text if isinstance(text, str) else "")
    if not is_tenant_id(message.tenant):
        raise InputError("expected a message of a tenant")
    return message
