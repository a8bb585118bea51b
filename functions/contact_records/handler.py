"""The book of record: contact records from Kinesis, each kept once in its newest version.

Records are taken in order. The first that fails for now ends the batch: Kinesis hands it out again
with all that follow, and what was kept already stays as it is. One that can never be kept goes
into quarantine at once, so that it holds up nobody.

Whose a contact is says the attribute `tenant`, which the entry flow of the number sets. One that an
agent began, and no flow of her business has seen, is that of the agent, or of the queue.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from typing import Any

from functions.entry import log_failure, takes_events
from functions.wiring import collaborators
from santral.domain.contact_summary import ended_at_of, resources_of
from santral.domain.errors import DependencyError, InputError
from santral.domain.webhooks import WebhookEvent
from santral.stores import contact_lists, contacts, quarantine, resource_owners
from santral.stores.tenant_guard import acting_for, is_tenant_id

Answer = dict[str, list[dict[str, str]]]


@takes_events("contact_records")
def handler(event: Mapping[str, Any]) -> Answer:
    for record in event["Records"]:
        entry = record["kinesis"]
        try:
            _keep(entry)
        except DependencyError as error:
            log_failure(error, "contact record not kept, to be tried again", _where(entry))
            return {"batchItemFailures": [{"itemIdentifier": entry["sequenceNumber"]}]}
    return {"batchItemFailures": []}


def _keep(entry: Mapping[str, Any]) -> None:
    octets = _octets(entry)
    try:
        record = _contact_record(octets)
        tenant = _tenant_of(record)
        with acting_for(tenant):
            contacts.save(tenant, record)
            # Also of a record that was kept before: who kept it may not have come this far.
            contact_lists.note(tenant, record)
            _tell(tenant, record)
    except InputError as error:
        _put_aside(entry, octets, error)


def _tell(tenant: str, record: Mapping[str, Any]) -> None:
    """Tell the tenant's webhooks that it is over; a record that comes again tells nothing new."""
    webhooks = collaborators().webhooks
    ended_at = ended_at_of(record)
    if ended_at is None or not webhooks.may_want(tenant):
        return
    contact_id = contacts.contact_id_of(record)
    data = {
        "channel": str(record.get("Channel", "")),
        "initial_contact_id": str(record.get("InitialContactId") or contact_id),
    }
    webhooks.emit(tenant, WebhookEvent.CONTACT_ENDED, contact_id, data, at=ended_at)


def _octets(entry: Mapping[str, Any]) -> bytes:
    """Return what the producer sent; what is not base64, as it came."""
    written = str(entry.get("data", ""))
    try:
        return base64.b64decode(written, validate=True)
    except (binascii.Error, ValueError):
        return written.encode("utf-8", "replace")


def _contact_record(octets: bytes) -> dict[str, Any]:
    try:
        record = json.loads(octets)
    except (ValueError, RecursionError):
        raise InputError("a record that is not JSON") from None
    if not isinstance(record, dict):
        raise InputError("a record that is not a JSON object")
    return record


def _tenant_of(record: Mapping[str, Any]) -> str:
    attributes = record.get("Attributes")
    tenant = attributes.get("tenant") if isinstance(attributes, dict) else None
    if tenant is None:
        tenant = resource_owners.owner_of(resources_of(record))
    if not isinstance(tenant, str) or not is_tenant_id(tenant):
        raise InputError("a contact record without a tenant")
    return tenant


def _put_aside(entry: Mapping[str, Any], octets: bytes, reason: InputError) -> None:
    here = collaborators()
    quarantine.keep(
        here.clients.s3,
        here.bucket,
        source="contact_records",
        record_id=str(entry["sequenceNumber"]),
        body=octets,
    )
    log_failure(reason, "contact record put into quarantine", _where(entry))
    here.count("ContactRecordQuarantined", "")


def _where(entry: Mapping[str, Any]) -> dict[str, str]:
    return {"function": "contact_records", "sequence_number": str(entry.get("sequenceNumber"))}
