"""The bucket of uploads and exports; every key begins with its tenant.

    <tenant>/imports/<id>.csv    what an owner has uploaded
    <tenant>/exports/<id>.zip    what an owner may download

The bucket's rules delete both after some days, and what was never completed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from botocore.exceptions import BotoCoreError, ClientError

from santral.domain.errors import ConflictError, DependencyError, InputError, NotFoundError
from santral.stores.tables import code_of
from santral.stores.tenant_guard import is_tenant_id

if TYPE_CHECKING:
    from types_boto3_s3.client import S3Client

_ID: Final = re.compile(r"[A-Za-z0-9-]{1,64}", re.ASCII)
_GONE: Final = frozenset({"NoSuchKey", "404", "NotFound", "NoSuchUpload"})
_CHANGED: Final = frozenset({"PreconditionFailed", "412", "InvalidPart"})


@dataclass(frozen=True, slots=True)
class FileState:
    """
    Attributes:
        etag: changes when the content does.
    """

    size_bytes: int
    etag: str


def import_key(tenant: str, id_: str) -> str:
    return _key(tenant, "imports", id_, "csv")


def export_key(tenant: str, id_: str) -> str:
    return _key(tenant, "exports", id_, "zip")


class Files:
    """Every method raises DependencyError where S3 fails."""

    def __init__(self, s3: S3Client, bucket: str) -> None:
        self._s3, self._bucket = s3, bucket

    def state(self, key: str) -> FileState:
        """
        Raises:
            NotFoundError: there is no such file.
        """
        with s3_translated():
            answer = self._s3.head_object(Bucket=self._bucket, Key=key)
        return FileState(int(answer["ContentLength"]), answer["ETag"])

    def read(self, key: str, start: int, length: int, *, etag: str) -> bytes:
        """Read a part of a file; b"" beyond its end.

        Args:
            etag: as state() has said.

        Raises:
            NotFoundError: there is no such file any more.
            ConflictError: it is another one by now.
        """
        wanted = f"bytes={start}-{start + length - 1}"
        try:
            with s3_translated():
                answer = self._s3.get_object(
                    Bucket=self._bucket, Key=key, Range=wanted, IfMatch=etag
                )
                with answer["Body"] as body:
                    return body.read()
        except DependencyError as error:
            if error.problem == "InvalidRange":
                return b""
            raise

    def delete(self, key: str) -> None:
        with s3_translated():
            self._s3.delete_object(Bucket=self._bucket, Key=key)

    def begin_upload(self, key: str, content_type: str) -> str:
        """Return the id of an upload in parts."""
        with s3_translated():
            return self._s3.create_multipart_upload(
                Bucket=self._bucket, Key=key, ContentType=content_type
            )["UploadId"]

    def put_part(self, key: str, upload: str, number: int, part: bytes) -> str:
        """Write a part, over one that was there; return its ETag.

        Args:
            number: 1 or more.
            part: 5 MiB at least, but for the last.

        Raises:
            NotFoundError: there is no such upload any more.
        """
        with s3_translated():
            return self._s3.upload_part(
                Bucket=self._bucket, Key=key, UploadId=upload, PartNumber=number, Body=part
            )["ETag"]

    def end_upload(self, key: str, upload: str, etags: list[str]) -> None:
        """Make a file of the parts.

        Raises:
            NotFoundError: there is no such upload any more: it has perhaps ended already.
            ConflictError: somebody else has written one of the parts anew.
        """
        parts = [{"PartNumber": place, "ETag": etag} for place, etag in enumerate(etags, start=1)]
        with s3_translated():
            self._s3.complete_multipart_upload(
                Bucket=self._bucket,
                Key=key,
                UploadId=upload,
                MultipartUpload={"Parts": parts},  # type: ignore[typeddict-item]  # as dicts
            )

    def give_up_upload(self, key: str, upload: str) -> None:
        """Forget the parts; one that is gone already is no error."""
        try:
            with s3_translated():
                self._s3.abort_multipart_upload(Bucket=self._bucket, Key=key, UploadId=upload)
        except NotFoundError:
            return


def _key(tenant: str, folder: str, id_: str, ending: str) -> str:
    if not is_tenant_id(tenant) or not _ID.fullmatch(id_):
        raise InputError("not the id of a file")
    return f"{tenant}/{folder}/{id_}.{ending}"


@contextmanager
def s3_translated() -> Iterator[None]:
    """
    Raises:
        NotFoundError, ConflictError: S3 says that the file is gone, or another one by now.
        DependencyError: anything else.
    """
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        code = code_of(error) or "no answer"
        if code in _GONE:
            raise NotFoundError("there is no such file") from error
        if code in _CHANGED:
            raise ConflictError("the file has changed") from error
        raise DependencyError("s3", code, retryable=code != "AccessDenied") from error
