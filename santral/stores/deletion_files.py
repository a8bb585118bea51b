"""Files of a business in S3, every version of each: recordings, uploads and exports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from santral.domain.errors import NotFoundError
from santral.stores.files import s3_translated

if TYPE_CHECKING:
    from types_boto3_s3.client import S3Client


class RecordingFiles:
    """Every method raises DependencyError where S3 fails; what is gone already is no error."""

    def __init__(self, s3: S3Client) -> None:
        self._s3 = s3

    def delete(self, bucket: str, key: str) -> None:
        """Delete a file, with every version of it where the bucket keeps versions."""
        for version in list(_versions(self._s3, bucket, key)):
            if version["Key"] == key:
                _delete(self._s3, bucket, version)


class TenantFiles:
    """The bucket of uploads and exports; else as RecordingFiles."""

    def __init__(self, s3: S3Client, bucket: str) -> None:
        self._s3, self._bucket = s3, bucket

    def delete_all(self, tenant: str, keep: str = "") -> Iterator[str]:
        """Delete what a tenant has there, and yield the key of each.

        Args:
            keep: the key of a file that stays.
        """
        for upload in list(self._unfinished(tenant)):
            with suppress(NotFoundError), s3_translated():
                self._s3.abort_multipart_upload(
                    Bucket=self._bucket, Key=upload["Key"], UploadId=upload["UploadId"]
                )
        for version in _versions(self._s3, self._bucket, f"{tenant}/"):
            if version["Key"] != keep:
                _delete(self._s3, self._bucket, version)
                yield version["Key"]

    def _unfinished(self, tenant: str) -> Iterator[Mapping[str, Any]]:
        with s3_translated():
            answer = self._s3.list_multipart_uploads(Bucket=self._bucket, Prefix=f"{tenant}/")
        yield from answer.get("Uploads", ())


def _versions(s3: S3Client, bucket: str, prefix: str) -> Iterator[Mapping[str, Any]]:
    """Yield versions and marks of deletion; a bucket without versions has one of each file."""
    place: dict[str, Any] = {}
    while True:
        with s3_translated():
            page = s3.list_object_versions(Bucket=bucket, Prefix=prefix, **place)
        yield from page.get("Versions", ())
        yield from page.get("DeleteMarkers", ())
        if not page.get("IsTruncated"):
            return
        place = {
            "KeyMarker": page["NextKeyMarker"],
            "VersionIdMarker": page["NextVersionIdMarker"],
        }


def _delete(s3: S3Client, bucket: str, version: Mapping[str, Any]) -> None:
    with suppress(NotFoundError), s3_translated():
        s3.delete_object(Bucket=bucket, Key=version["Key"], VersionId=version["VersionId"])
