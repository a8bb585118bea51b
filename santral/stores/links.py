"""Links and forms by which a browser reaches one file for a short time, past our API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from santral.stores.files import import_key

if TYPE_CHECKING:
    from types_boto3_s3.client import S3Client

CSV: Final = "text/csv"
LARGEST_IMPORT_BYTES: Final = 100 * 1024 * 1024
FORM_EXPIRES_S: Final = 900
LINK_EXPIRES_S: Final = 60
# By which the bucket's rules tell an upload from an export: their keys both begin with a tenant.
UPLOAD_TAG: Final = ("kind", "upload")

# Source: Amazon S3 API Reference, "POST Object", the form's field `tagging`.
_TAGGING: Final = (
    "<Tagging><TagSet><Tag>"
    f"<Key>{UPLOAD_TAG[0]}</Key><Value>{UPLOAD_TAG[1]}</Value>"
    "</Tag></TagSet></Tagging>"
)


@dataclass(frozen=True, slots=True)
class UploadForm:
    """
    Attributes:
        url: where the form is posted.
        fields: of the form, which has one more, `file`, at its end.
        expires_s: seconds from now.
        largest_bytes: what S3 refuses is larger.
    """

    url: str
    fields: Mapping[str, str]
    expires_s: int = FORM_EXPIRES_S
    largest_bytes: int = LARGEST_IMPORT_BYTES


class Links:
    """What they say is signed here; nothing is sent, and whether the file is there is not known."""

    def __init__(self, s3: S3Client, bucket: str) -> None:
        """
        Args:
            s3: Clients.s3_links.
            bucket: of uploads and exports.
        """
        self._s3, self._bucket = s3, bucket

    def upload_form(self, tenant: str, id_: str) -> UploadForm:
        """Let one list of customers be uploaded, under exactly one key.

        Raises:
            InputError: not ids that a key could be made of.
        """
        fields = {"Content-Type": CSV, "tagging": _TAGGING}
        wanted = [{name: value} for name, value in fields.items()]
        conditions: list[Any] = [*wanted, ["content-length-range", 1, LARGEST_IMPORT_BYTES]]
        form = self._s3.generate_presigned_post(
            Bucket=self._bucket,
            Key=import_key(tenant, id_),
            Fields=fields,
            Conditions=conditions,
            ExpiresIn=FORM_EXPIRES_S,
        )
        return UploadForm(form["url"], form["fields"])

    def download(self, key: str, *, name: str, content_type: str, bucket: str = "") -> str:
        """Let one file be downloaded for a minute.

        Args:
            key: of a file that who asks may have: the link asks nobody.
            name: under which the browser keeps it.
            bucket: another one than that of uploads and exports.
        """
        return self._signed(key, f"attachment; {_named(name)}", content_type, bucket)

    def listen(self, key: str, *, content_type: str, bucket: str) -> str:
        """Let a page play one file for a minute."""
        return self._signed(key, "inline", content_type, bucket)

    def _signed(self, key: str, disposition: str, content_type: str, bucket: str) -> str:
        return self._s3.generate_presigned_url(
            "get_object",
            Params={
                "Bucket": bucket or self._bucket,
                "Key": key,
                "ResponseContentDisposition": disposition,
                "ResponseContentType": content_type,
                "ResponseCacheControl": "no-store",
            },
            ExpiresIn=LINK_EXPIRES_S,
        )


def _named(name: str) -> str:
    """Return a file's name as RFC 6266 has it, whatever characters are in it.

    >>> _named("Satış 2026.zip")
    "filename=\\"Sat__ 2026.zip\\"; filename*=UTF-8''Sat%C4%B1%C5%9F%202026.zip"
    """
    plain = "".join(each if each.isascii() and each.isprintable() else "_" for each in name)
    plain = plain.replace('"', "_").replace("\\", "_")
    return f"filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
