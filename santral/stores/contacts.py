"""Contacts: the newest record of each, whatever the order in which the records arrive."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from santral.domain.contact import version_of
from santral.domain.errors import InputError, NotFoundError
from santral.stores.tables import (
    SCHEMA,
    ContactItem,
    check_schema,
    dynamodb_translated,
    saved_if,
)

Record = Mapping[str, Any]

_CONTACT: Final = "contact"
_CONTACT_ID: Final = re.compile(r"[A-Za-z0-9-]{1,256}")
_LONGEST_BYTES: Final = 350_000  # DynamoDB ends at 400 KB, keys and attribute names included


def contact_id_of(record: Record) -> str:
    """
    Raises:
        InputError: the record has no usable ContactId.
    """
    contact_id = record.get("ContactId")
    if not isinstance(contact_id, str) or not _CONTACT_ID.fullmatch(contact_id):
        raise InputError("a contact record without a usable ContactId")
    return contact_id


def save(tenant_id: str, record: Record) -> bool:
    """Keep the record, unless a newer version of it is kept already; False then.

    One conditional write. Two versions are ordered by time of update, then by content, so any
    order and any repetition end in the same item; a write whose reply was lost is, when tried
    again, a repetition.

    Raises:
        InputError: not a contact record, or longer than an item can be.
        DependencyError: DynamoDB failed.
    """
    content = json.dumps(record, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    # A lone surrogate is legal in JSON and cannot be stored: "?" takes its place.
    stored = content.encode("utf-8", "replace")
    if len(stored) > _LONGEST_BYTES:
        raise InputError(f"a contact record is at most {_LONGEST_BYTES} bytes")
    item = ContactItem(
        *contact_key(tenant_id, contact_id_of(record)),
        schema=SCHEMA,
        version=_version(record),
        content=stored.decode(),
    )
    is_newer = ContactItem.pk.does_not_exist() | (ContactItem.version < item.version)
    return saved_if(is_newer, item)


def _version(record: Record) -> str:
    try:
        return version_of(record)
    except (OverflowError, ValueError):  # a year 0 in UTC; text that is not Unicode
        raise InputError("a contact record that cannot be ordered") from None


def load(tenant_id: str, contact_id: str) -> dict[str, Any]:
    """Return the newest record of a contact.

    Raises:
        NotFoundError: the tenant has no such contact.
        DependencyError: DynamoDB failed, or the item is not one that we can read.
    """
    with dynamodb_translated():
        try:
            item = ContactItem.get(*contact_key(tenant_id, contact_id), consistent_read=True)
        except ContactItem.DoesNotExist:
            item = None
    if item is None:
        raise NotFoundError("there is no such contact")
    with dynamodb_translated():
        check_schema(item)
        record = json.loads(item.content)
        if not isinstance(record, dict):
            raise ValueError("not a contact record")
        return record


def contact_key(tenant_id: str, contact_id: str) -> tuple[str, str]:
    """Return pk and sk of a contact's item."""
    return f"{tenant_id}#contact#{contact_id}", _CONTACT
