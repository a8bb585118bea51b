"""Writes an export's file part by part; between two parts nothing has to be remembered but a place.

A section becomes files, each whole in itself and an eighth as long as a part. What is waiting to be
uploaded is at most a part and such a file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from functions.export_tenant.sections import SECTIONS, Rows, Section
from functions.wiring import collaborators
from santral.domain.csv_export import csv_text
from santral.domain.tenant import Tenant
from santral.domain.zip_pieces import directory, entry
from santral.stores.exports import Place

_FILES_OF_A_PART: Final = 8


@dataclass(frozen=True, slots=True)
class Part:
    """
    Attributes:
        place: where the export stands once the part is uploaded.
    """

    octets: bytes
    place: Place


def parts(tenant: Tenant, place: Place, *, part_bytes: int) -> Iterator[Part]:
    """Yield what is left of the file, the last part being whatever is left over.

    Args:
        part_bytes: what a part has at least.

    Raises:
        InputError: it becomes larger than one such file can be.
    """
    waiting = bytearray()
    while place.section < len(SECTIONS):
        section = SECTIONS[place.section]
        rows = _some(section, tenant, place.cursor, part_bytes // _FILES_OF_A_PART)
        for name, content in _files(section, tenant, rows, place):
            waiting, place = _with_entry(waiting, place, name, content)
        place = _after(section, place, rows)
        if len(waiting) >= part_bytes:
            yield Part(bytes(waiting), place)
            waiting = bytearray()
    waiting, place = _with_entry(waiting, place, "README.txt", _readme(tenant, place).encode())
    waiting += directory(place.entries, offset=place.offset)
    yield Part(bytes(waiting), replace(place, ended=True))


def _some(section: Section, tenant: Tenant, after: str, enough_bytes: int) -> Rows:
    """Read pages until they are enough for a file."""
    values: list[Any] = []
    plain: list[Any] = []
    size = 0
    while True:
        rows = section.read(tenant, after)
        values += rows.values
        plain += rows.plain
        size += sum(len(json.dumps(each)) for each in rows.plain)
        after = rows.next
        if not after or size >= enough_bytes:
            return Rows(tuple(values), tuple(plain), after)


def _files(
    section: Section, tenant: Tenant, rows: Rows, place: Place
) -> Iterator[tuple[str, bytes]]:
    if not rows.plain:
        return
    name = f"{section.name}/{section.name}-{place.files + 1:04}"
    lines = (json.dumps(each, ensure_ascii=False) + "\n" for each in rows.plain)
    yield f"{name}.jsonl", "".join(lines).encode("utf-8", "replace")
    if section.cells is not None:
        cells = (section.cells(each, tenant) for each in rows.values)
        # Spreadsheets take a file without the mark for one of their own country's charset.
        yield f"{name}.csv", csv_text([section.columns, *cells]).encode("utf-8-sig", "replace")


def _with_entry(
    waiting: bytearray, place: Place, name: str, content: bytes
) -> tuple[bytearray, Place]:
    at = collaborators().clock()
    made, octets = entry(name, content, offset=place.offset, at=at)
    return waiting + octets, replace(
        place, offset=place.offset + len(octets), entries=(*place.entries, made)
    )


def _after(section: Section, place: Place, rows: Rows) -> Place:
    counts = {**place.counts, section.name: place.counts.get(section.name, 0) + len(rows.plain)}
    if rows.next:
        return replace(place, cursor=rows.next, files=place.files + 1, counts=counts)
    return replace(place, section=place.section + 1, cursor="", files=0, counts=counts)


def _readme(tenant: Tenant, place: Place) -> str:
    lines = [
        f"{tenant.name}: everything kept of this business, on {collaborators().clock():%Y-%m-%d}",
        "",
        "Files .jsonl hold a JSON document in each line, as UTF-8.",
        "Files .csv are tables for spreadsheets. A cell that could be taken for a formula has an",
        "apostrophe before it. Times are UTC.",
        "",
        *(f"{place.counts.get(each.name, 0):>9}  {each.name:<14} {each.says}" for each in SECTIONS),
        "",
    ]
    return "\r\n".join(lines)
