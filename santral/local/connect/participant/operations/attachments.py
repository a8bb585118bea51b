"""Files sent in a chat: announced, put to a link of ours, made known to everybody, fetched again.

Source: Participant Service API Reference, StartAttachmentUpload, CompleteAttachmentUpload,
GetAttachment; API Reference, "Working with attachments".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from santral.engine.timeline import MINUTE, SECOND
from santral.local.connect.errors import CONFLICT, QUOTA_EXCEEDED, ConnectError, invalid
from santral.local.connect.participant.attached_files import (
    APPROVED,
    ATTACHED_FILE,
    LARGEST_BYTES,
    MOST_IN_CHAT,
    UPLOADED,
    UPLOADING,
    fault,
    place_for,
)
from santral.local.connect.participant.registry import operation
from santral.local.connect.participant.service import ParticipantService, Present, denied
from santral.local.connect.participation import AGENT
from santral.local.connect.registry import Answer, Given
from santral.local.connect.resources import Resource

_UPLOAD_LASTS_US: Final = 5 * MINUTE
_LINK_LASTS_S: Final = 5


@operation("StartAttachmentUpload")
def start(service: ParticipantService, present: Present, given: Given) -> Answer:
    wrong = fault(given["AttachmentName"], given["ContentType"])
    if wrong is not None:
        raise invalid(*wrong)
    if given["AttachmentSizeInBytes"] > LARGEST_BYTES:
        raise invalid("AttachmentSizeInBytes", f"expected at most {LARGEST_BYTES}")
    token = given["ClientToken"]
    return service.once(
        present, "StartAttachmentUpload", token, lambda: _began(service, present, given)
    )


def _began(service: ParticipantService, present: Present, given: Given) -> Answer:
    contact, instance = present.contact, present.instance
    if present.role == AGENT and not present.is_here:
        raise denied()
    table = instance.table(ATTACHED_FILE)
    if len(table.of(present.initial_id)) >= MOST_IN_CHAT:
        raise ConnectError(QUOTA_EXCEEDED, f"A chat may have {MOST_IN_CHAT} attachments.")
    file_id, name = instance.new_id(), given["AttachmentName"]
    place = place_for(instance, contact, file_id, name)
    if place is None:
        raise ConnectError(
            "AccessDeniedException", "The instance has no storage config for ATTACHMENTS."
        )
    details = {
        "InitialContactId": present.initial_id,
        "ContactId": contact.id,
        "ParticipantId": present.participant.id,
        "Name": name,
        "ContentType": given["ContentType"],
        "Size": given["AttachmentSizeInBytes"],
        "Place": place,
        "Status": UPLOADING,
    }
    link = service.link_to(instance, table.create("", details, id_=file_id), _UPLOAD_LASTS_US)
    return {
        "AttachmentId": file_id,
        "UploadMetadata": {
            "Url": link.value,
            "UrlExpiry": link.text,
            "HeadersToInclude": {"Content-Type": given["ContentType"]},
        },
    }


@operation("CompleteAttachmentUpload")
def complete(service: ParticipantService, present: Present, given: Given) -> Answer:
    contact = present.contact
    [file_id] = given["AttachmentIds"]
    file = _file(present, file_id)
    if file is None or file.details["ParticipantId"] != present.participant.id:
        raise invalid("AttachmentIds", "expected one that was begun in this chat")
    if file.details["Status"] == UPLOADING:
        raise ConnectError(CONFLICT, "The file has not been put to its link yet.")
    if file.details["Status"] == UPLOADED:
        present.instance.table(ATTACHED_FILE).change(file, Status=APPROVED)
        present.rooms.attach(contact, present.participant, _as_attachment(file))
    return {}


@operation("GetAttachment")
def get(service: ParticipantService, present: Present, given: Given) -> Answer:
    file = _file(present, given["AttachmentId"])
    if file is None or file.details["Status"] != APPROVED:
        raise invalid("AttachmentId", "expected that of an attachment in this chat")
    lasts_us = given.get("UrlExpiryInSeconds", _LINK_LASTS_S) * SECOND
    inline = given.get("UrlContentDisposition") == "INLINE"
    link = service.link_to(present.instance, file, lasts_us, inline=inline)
    return {
        "Url": link.value,
        "UrlExpiry": link.text,
        "AttachmentSizeInBytes": file.details["Size"],
    }


def _file(present: Present, file_id: str) -> Resource | None:
    """Find a file of this chat, whose parts all see it."""
    found = present.instance.table(ATTACHED_FILE).find(file_id)
    if found is None or found.details["InitialContactId"] != present.initial_id:
        return None
    if (
        present.has_passed_on
        and found.details["ContactId"] != present.participant.details["ContactId"]
    ):
        return None
    return found


def _as_attachment(file: Resource) -> Mapping[str, Any]:
    return {
        "AttachmentId": file.id,
        "AttachmentName": file.details["Name"],
        "ContentType": file.details["ContentType"],
        "Status": APPROVED,
    }
