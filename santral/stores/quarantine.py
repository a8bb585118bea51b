"""Where a record goes that can never be processed, so that those behind it can.

An object in S3, because a record may be larger than a DynamoDB item, and because the stream's own
list of failures keeps only a pointer to data that is gone after the stream's retention time.
The bytes may be personal: the bucket is encrypted, and its rule for this prefix deletes them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from botocore.exceptions import BotoCoreError, ClientError

from santral.domain.errors import DependencyError
from santral.stores.tables import code_of

if TYPE_CHECKING:
    from types_boto3_s3.client import S3Client

PREFIX: Final = "quarantine/"

_UNSAFE: Final = re.compile(r"[^A-Za-z0-9_-]")


def keep(s3: S3Client, bucket: str, *, source: str, record_id: str, body: bytes) -> str:
    """Store the bytes and return their key; the same record again is the same object.

    Args:
        source: the function that could not process it.
        record_id: unique within the source, such as a sequence number.

    Raises:
        DependencyError: S3 failed; retryable.
    """
    key = f"{PREFIX}{source}/{_UNSAFE.sub('_', record_id)[:128]}"
    try:
        s3.put_object(Bucket=bucket, Key=key, Body=body)
    except (BotoCoreError, ClientError) as error:
        raise DependencyError("s3", code_of(error) or "no answer", retryable=True) from error
    return key
