"""Lines of lists, by which things are found that are kept elsewhere: each knows its version.

A line says only where to look. It is written before the thing is as it says, and deleted after it
no longer is; readers compare it with the thing. The version is that of the change which wrote it.
"""

from __future__ import annotations

from collections.abc import Iterable

from santral.stores.customer_items import VersionedItem
from santral.stores.tables import ShelfItem, deleted_if, saved_if

Line = VersionedItem | ShelfItem


def put_line(line: Line) -> None:
    """Write a line, unless a later change has written it already."""
    item = type(line)
    saved_if(item.pk.does_not_exist() | (item.version < line.version), line)


def delete_line(line: Line) -> None:
    """Delete a line, unless a change later than its version has written it."""
    deleted_if(type(line).version <= line.version, line)


def put_lines(lines: Iterable[Line]) -> None:
    for line in lines:
        put_line(line)


def delete_lines(lines: Iterable[Line]) -> None:
    for line in lines:
        delete_line(line)
