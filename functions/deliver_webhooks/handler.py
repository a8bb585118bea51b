"""Tells webhooks what has happened, one message of the queue at a time.

A message that cannot be read is dropped, since it would come back for ever; one that could not be
dealt with is named in the answer, and only that one comes again.

Source: AWS Lambda Developer Guide, "Handling errors for an SQS event source in Lambda", on
`batchItemFailures` (2026).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from functions.entry import log_failure, takes_events
from functions.wiring import collaborators
from santral.domain.errors import DependencyError, InputError
from santral.domain.plain import from_json
from santral.stores.tenant_guard import is_tenant_id
from santral.stores.webhooks import Message


@takes_events("deliver_webhooks")
def handler(event: Mapping[str, Any]) -> dict[str, list[dict[str, str]]]:
    failures = [
        {"itemIdentifier": str(record["messageId"])}
        for record in event.get("Records", ())
        if not _is_dealt_with(record)
    ]
    return {"batchItemFailures": failures}


def _is_dealt_with(record: Mapping[str, Any]) -> bool:
    here = collaborators()
    try:
        message = _message(record.get("body"))
    except InputError as error:
        log_failure(error, "message dropped", {"function": "deliver_webhooks"})
        here.count("UnreadableMessage", "")
        return True
    try:
        here.webhook_delivery.attempt(message)
    except DependencyError as error:
        facts = {"function": "deliver_webhooks", "tenant": message.tenant}
        log_failure(error, "message put back", facts)
        return False
    return True


def _message(text: object) -> Message:
    """
    Raises:
        InputError: nothing that we have written.
    """
    message = from_json(Message, text if isinstance(text, str) else "")
    if not is_tenant_id(message.tenant):
        raise InputError("expected a message of a tenant")
    return message
