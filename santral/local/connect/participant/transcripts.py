"""The transcript of a chat's contact as it is stored once the contact is over.

Source: files in buckets of the service; Administrator Guide, "Where are recordings and transcripts
stored".
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from santral.engine.contact import Recording
from santral.engine.records import recording_key
from santral.local.connect.participant.items import as_item, of_contact
from santral.local.connect.places import storage
from santral.local.outbox import Document

if TYPE_CHECKING:
    from santral.engine.contact import Contact
    from santral.local.connect.instance import Instance

_VERSION: Final = "2019-08-26"
_OF_FILE: Final = ("ContactId", "InitialContactId")


def transcribed(instance: Instance, contact: Contact) -> Document | None:
    """Note on a contact where its transcript is going to be, and write it.

    Returns:
        None where nothing was said, where no bucket is named for it, or where it was done before.
    """
    config = storage(instance, "CHAT_TRANSCRIPTS")
    began_us, ended_us = contact.connected_us, contact.disconnected_us
    if config is None or contact.recordings or began_us is None or ended_us is None:
        return None
    items = [as_item(each) for each in of_contact(instance, contact)]
    if not items:
        return None
    bucket, prefix = config["S3Config"]["BucketName"], config["S3Config"]["BucketPrefix"].strip("/")
    recording = Recording(began_us, ended_us, place=f"{bucket}/{prefix}")
    contact.recordings = (recording,)
    speakers = dict.fromkeys(each["ParticipantId"] for each in items if "ParticipantId" in each)
    document = {
        "Version": _VERSION,
        "AWSAccountId": instance.account,
        "InstanceId": instance.id,
        "InitialContactId": contact.chain.initial_id,
        "ContactId": contact.id,
        "Participants": [{"ParticipantId": each} for each in speakers],
        "Transcript": [
            {name: value for name, value in each.items() if name not in _OF_FILE} for each in items
        ],
    }
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    return Document(bucket, f"{prefix}/{recording_key(contact, recording)}", body)
