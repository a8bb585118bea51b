"""A ZIP file made in pieces: what was written may be far away when the next piece is made.

Each entry is small, and is whole before it is written, so that the only thing to be remembered of
it is a line of the directory at the end.

Source: PKWARE, ".ZIP File Format Specification" (APPNOTE), version 6.3.10, sections 4.3.7, 4.3.12
and 4.3.16. Without ZIP64: no file beyond 4 GiB, no more than 65,535 entries.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from santral.domain.errors import InputError

MOST_ENTRIES: Final = 65_535
MOST_BYTES: Final = 0xFFFF_FFFF

_VERSION: Final = 20  # deflated files in folders
_NAMES_IN_UTF8: Final = 0x0800
_DEFLATED: Final = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """
    Attributes:
        offset: where it begins in the file.
        packed, size: bytes, with and without compression.
        stamp: its time, as DOS has it.
    """

    name: str
    offset: int
    crc: int
    packed: int
    size: int
    stamp: int


def entry(name: str, content: bytes, *, offset: int, at: datetime) -> tuple[Entry, bytes]:
    """Return what is to be remembered of an entry, and the bytes to be written.

    Raises:
        InputError: it would lie beyond what such a file can be.
    """
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(content) + packer.flush()
    made = Entry(name, offset, zlib.crc32(content), len(packed), len(content), _stamp(at))
    if offset + len(packed) > MOST_BYTES - 1_000_000:
        raise InputError("it is more than one ZIP file can hold")
    written = name.encode()
    head = struct.pack(
        "<4sHHHLLLLHH",
        b"PK\x03\x04",
        _VERSION,
        _NAMES_IN_UTF8,
        _DEFLATED,
        made.stamp,
        made.crc,
        made.packed,
        made.size,
        len(written),
        0,
    )
    return made, head + written + packed


def directory(entries: Iterable[Entry], *, offset: int) -> bytes:
    """Return what ends the file.

    Args:
        offset: where it begins.

    Raises:
        InputError: there are too many entries.
    """
    lines = [_line(each) for each in entries]
    if len(lines) > MOST_ENTRIES:
        raise InputError("it is more than one ZIP file can hold")
    length = sum(map(len, lines))
    end = struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, len(lines), len(lines), length, offset, 0)
    return b"".join(lines) + end


def _line(each: Entry) -> bytes:
    name = each.name.encode()
    return (
        struct.pack(
            "<4sHHHHLLLLHHHHHLL",
            b"PK\x01\x02",
            _VERSION,
            _VERSION,
            _NAMES_IN_UTF8,
            _DEFLATED,
            each.stamp,
            each.crc,
            each.packed,
            each.size,
            len(name),
            0,
            0,
            0,
            0,
            0,
            each.offset,
        )
        + name
    )


def _stamp(at: datetime) -> int:
    date = (max(at.year, 1980) - 1980) << 9 | at.month << 5 | at.day
    return date << 16 | at.hour << 11 | at.minute << 5 | at.second // 2
