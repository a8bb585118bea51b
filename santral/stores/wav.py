"""Reads the length of a WAV file from its first bytes."""

from __future__ import annotations

import struct
from typing import Final

HEADER_BYTES: Final = 4096  # what to fetch: `data` follows `fmt ` and, at times, a short `LIST`

_CHUNK: Final = struct.Struct("<4sI")
_FORMAT: Final = struct.Struct("<HHII")
_RIFF_BYTES: Final = 12


def duration_ms(head: bytes, size_bytes: int) -> int | None:
    """Return how long the sound is; None when head is not the beginning of a WAV file.

    The byte rate is read from the file, not assumed: Amazon Connect documents stereo at 8 kHz,
    but neither the sample width nor the length of the header.

    Args:
        head: the first HEADER_BYTES of the file, or all of it.
        size_bytes: of the whole file; a `data` chunk that claims more is cut at its end, as a
            writer that streams leaves 0xFFFFFFFF or 0 there.

    >>> head = b"RIFF" + bytes(4) + b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 2, 8000, 32000,
    ...     4, 16) + b"data" + struct.pack("<I", 64000)
    >>> duration_ms(head, 44 + 64000)
    2000
    """
    if len(head) < _RIFF_BYTES or head[:4] != b"RIFF" or head[8:12] != b"WAVE":
        return None
    at, bytes_per_s = _RIFF_BYTES, 0
    while at + _CHUNK.size <= len(head):
        name, length = _CHUNK.unpack_from(head, at)
        at += _CHUNK.size
        if name == b"fmt " and at + _FORMAT.size <= len(head):
            *_, bytes_per_s = _FORMAT.unpack_from(head, at)
        if name == b"data":
            sound = min(length, size_bytes - at) if length else size_bytes - at
            return sound * 1000 // bytes_per_s if bytes_per_s and sound >= 0 else None
        at += length + length % 2  # chunks are padded to an even length
    return None
