"""The index of recordings: what S3 holds of which contact, in the order S3 says things happened.

Amazon Connect chooses the keys of recordings, and they name no tenant; so the index belongs to
the platform, and the way to a recording leads through the tenant's own contact.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from botocore.exceptions import BotoCoreError, ClientError

from santral.domain.errors import DependencyError
from santral.stores import contacts
from santral.stores.tables import (
    SCHEMA,
    RecordingItem,
    check_schema,
    code_of,
    dynamodb_translated,
    saved_if,
)
from santral.stores.tenant_guard import PLATFORM, acting_for
from santral.stores.wav import HEADER_BYTES, duration_ms

if TYPE_CHECKING:
    from types_boto3_s3.client import S3Client

# connect/<instance alias>/CallRecordings/YYYY/MM/DD/<ContactId>_YYYYMMDDTHH:mm_UTC.wav
# Source: many independent samples, 2019 to 2026; AWS documents the folders, not the name.
_KEY: Final = re.compile(
    r"connect/[a-z0-9-]{1,62}/CallRecordings/\d{4}/\d{2}/\d{2}/"
    r"(?P<contact>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})_(?P<minute>\d{8}T\d{2}:\d{2})_UTC\.wav",
    re.ASCII,
)
_MINUTE: Final = "%Y%m%dT%H:%M"
_SEQUENCER_WIDTH: Final = 64


@dataclass(frozen=True, slots=True)
class Recording:
    """
    Attributes:
        started_at: to the minute, from the file's name; UTC.
        duration_ms: None when the file's header could not be read.
    """

    contact_id: str
    bucket: str
    key: str
    started_at: datetime
    size_bytes: int
    duration_ms: int | None


@dataclass(frozen=True, slots=True)
class RecordingKey:
    contact_id: str
    started_at: datetime


def parse_key(key: str) -> RecordingKey | None:
    """Return what a key says; None for an object that is not a call recording."""
    match = _KEY.fullmatch(key)
    if match is None:
        return None
    try:
        started_at = datetime.strptime(match["minute"], _MINUTE).replace(tzinfo=UTC)
    except ValueError:
        return None
    return RecordingKey(match["contact"], started_at)


def index(recording: Recording, sequencer: str, *, deleted: bool) -> bool:
    """Note that the object was created or deleted; False when something newer is known already.

    One conditional write. A deletion leaves its item behind, so that a creation that is told
    late does not bring the recording back.

    Args:
        sequencer: S3's, of this object; hexadecimal.

    Raises:
        DependencyError: DynamoDB failed.
    """
    item = RecordingItem(
        _partition(recording.contact_id),
        f"{recording.bucket}/{recording.key}",
        schema=SCHEMA,
        sequencer=ordered(sequencer),
        deleted=deleted,
        started_at=recording.started_at.isoformat(),
        size_bytes=recording.size_bytes,
        duration_ms=recording.duration_ms,
    )
    is_newer = RecordingItem.pk.does_not_exist() | (RecordingItem.sequencer < item.sequencer)
    with acting_for(PLATFORM):
        return saved_if(is_newer, item)


def of_contact(tenant_id: str, contact_id: str) -> list[Recording]:
    """Return the recordings of a contact of this tenant, the oldest first.

    Raises:
        NotFoundError: the tenant has no such contact, whoever else may have it.
        DependencyError: DynamoDB failed, or an item is not one that we can read.
    """
    contacts.load(tenant_id, contact_id)
    return sorted(files_of(contact_id), key=lambda each: (each.started_at, each.key))


def files_of(contact_id: str) -> list[Recording]:
    """Return the recordings of a contact, whoever's it is: for what deletes them with it.

    Raises:
        DependencyError: DynamoDB failed, or an item is not one that we can read.
    """
    with acting_for(PLATFORM), dynamodb_translated():
        return [
            _recording(contact_id, item)
            for item in RecordingItem.query(_partition(contact_id), consistent_read=True)
            if not item.deleted
        ]


def forget(contact_id: str) -> None:
    """Take a contact out of the index, once its files are deleted.

    S3's notices of that write a mark each that says so; those stay.

    Raises:
        DependencyError: DynamoDB failed.
    """
    with acting_for(PLATFORM), dynamodb_translated(), RecordingItem.batch_write() as batch:
        for item in list(RecordingItem.query(_partition(contact_id), consistent_read=True)):
            batch.delete(item)


def measured(s3: S3Client, bucket: str, key: str, size_bytes: int) -> int | None:
    """Return how long a recording is, in milliseconds, from the first bytes of its file.

    None when the object is gone or is no WAV file: the index item is worth having without.

    Raises:
        DependencyError: S3 failed; retryable.
    """
    try:
        answer = s3.get_object(Bucket=bucket, Key=key, Range=f"bytes=0-{HEADER_BYTES - 1}")
        with answer["Body"] as body:
            head = body.read()
    except (BotoCoreError, ClientError) as error:
        code = code_of(error)
        if code in ("InvalidRange", "NoSuchKey"):
            return None
        raise DependencyError("s3", code or "no answer", retryable=True) from error
    return duration_ms(head, size_bytes)


def ordered(sequencer: str) -> str:
    """Return a sequencer that compares as text: padded on the right, in one case.

    >>> ordered("0055AED6DCD9") < ordered("0055aed6dcd90281e5")
    True

    Source: Amazon S3 User Guide, "Event message structure", on `sequencer`.
    """
    return sequencer.upper().ljust(_SEQUENCER_WIDTH, "0")


def _partition(contact_id: str) -> str:
    return f"{PLATFORM}#recording#{contact_id}"


def _recording(contact_id: str, item: RecordingItem) -> Recording:
    check_schema(item)
    duration: float | None = item.duration_ms  # PynamoDB's types leave out that it may be absent
    bucket, _, key = item.sk.partition("/")
    return Recording(
        contact_id=contact_id,
        bucket=bucket,
        key=key,
        started_at=datetime.fromisoformat(item.started_at),
        size_bytes=int(item.size_bytes),
        duration_ms=None if duration is None else int(duration),
    )
