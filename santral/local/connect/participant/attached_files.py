"""Files sent in chats: what may be sent, and where it is kept.

Source: Administrator Guide, "Feature specifications" (file types, 20 MB, 35 in a chat), "Enable
attachments"; seen in buckets of the service: how keys are made.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from santral.engine.instants import to_datetime
from santral.local.connect.places import storage
from santral.local.connect.resources import Kind, Resource

if TYPE_CHECKING:
    from santral.engine.contact import Contact
    from santral.local.connect.instance import Instance

LARGEST_BYTES: Final = 20 * 1024 * 1024
MOST_IN_CHAT: Final = 35

_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
# By ending: the content types that a browser may give such a file; the first is what it is sent as.
TYPES: Final[Mapping[str, tuple[str, ...]]] = {
    "csv": ("text/csv", "application/csv", "application/vnd.ms-excel"),
    "doc": ("application/msword",),
    "docx": (f"{_OFFICE}.wordprocessingml.document",),
    "jpeg": ("image/jpeg",),
    "jpg": ("image/jpeg",),
    "pdf": ("application/pdf",),
    "png": ("image/png",),
    "ppt": ("application/vnd.ms-powerpoint",),
    "pptx": (f"{_OFFICE}.presentationml.presentation",),
    "txt": ("text/plain",),
    "wav": ("audio/wav", "audio/x-wav", "audio/wave"),
    "xls": ("application/vnd.ms-excel",),
    "xlsx": (f"{_OFFICE}.spreadsheetml.sheet",),
}
# A name is shown to others and given to their file systems: no path, nothing that cannot be seen.
_NAME: Final = re.compile(
    r"[^\x00-\x1f\x7f-\x9f/\\:*?\"<>|\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+"
)

UPLOADING: Final = "uploading"
UPLOADED: Final = "uploaded"
APPROVED: Final = "APPROVED"


def _chat(resource: Resource) -> str:
    initial_id: str = resource.details["InitialContactId"]
    return initial_id


ATTACHED_FILE = Kind(
    "attached file", "attached-file", unique=False, rank=93, counts_as_use=False, group=_chat
)


def fault(name: str, content_type: str) -> tuple[str, str] | None:
    """Say which member of a request is wrong, and what was expected; None for a fine file."""
    ending = name.rpartition(".")[2].lower()
    if not _NAME.fullmatch(name) or name.startswith(".") or name != name.strip():
        return "AttachmentName", "expected the name of a file, without a path"
    if "." not in name or ending not in TYPES:
        return "AttachmentName", f"expected one that ends in one of {', '.join(TYPES)}"
    # Without parameters: it is sent back as it came, in a header.
    if content_type.lower() not in TYPES[ending]:
        return "ContentType", f"expected {' or '.join(TYPES[ending])} for that name"
    return None


def arrived(instance: Instance, file: Resource) -> None:
    """Note that a file has been put to its link."""
    instance.table(ATTACHED_FILE).change(file, Status=UPLOADED)


def place_for(instance: Instance, contact: Contact, file_id: str, name: str) -> str | None:
    """Name `<bucket>/<key>` for a new file; None where the instance keeps no attachments."""
    config = storage(instance, "ATTACHMENTS")
    if config is None:
        return None
    s3 = config["S3Config"]
    now = to_datetime(instance.timeline.now_us)
    prefix, ending = s3["BucketPrefix"].strip("/"), name.rpartition(".")[2].lower()
    key = f"{prefix}/chat/{now:%Y/%m/%d}/{contact.id}_{file_id}_{now:%Y%m%dT%H:%M}_UTC.{ending}"
    return f"{s3['BucketName']}/{key}"


def forget(instance: Instance, contact: Contact) -> None:
    """Forget which files came with a contact that nobody remembers; they stay in their bucket."""
    table = instance.table(ATTACHED_FILE)
    for each in table.of(contact.chain.initial_id):
        if each.details["ContactId"] == contact.id:
            table.delete(each)
