"""Lines of lists, by which customers are found: each knows the version that wrote it.

A line says only where to look. It is written before the customer is as it says, and deleted after
she no longer is; readers compare it with her.
"""

from __future__ import annotations

from collections.abc import Iterable

from santral.stores.customer_items import Entry, VersionedItem, entry_item
from santral.stores.tables import deleted_if, saved_if


def put_line(tenant: str, entry: Entry, version: int) -> None:
    """Write a line, unless a later change has written it already."""
    item = entry_item(tenant, entry, version)
    saved_if(VersionedItem.pk.does_not_exist() | (VersionedItem.version < version), item)


def delete_line(tenant: str, entry: Entry, version: int) -> None:
    """Delete a line, unless a change later than that version has written it."""
    deleted_if(VersionedItem.version <= version, entry_item(tenant, entry, version))


def put_lines(tenant: str, entries: Iterable[Entry], version: int) -> None:
    for entry in sorted(entries):
        put_line(tenant, entry, version)


def delete_lines(tenant: str, entries: Iterable[Entry], version: int) -> None:
    for entry in sorted(entries):
        delete_line(tenant, entry, version)
