"""Writes a call recording: stereo, 8 kHz, 16 bits, customer left and agent right.

Until audio is exchanged, both sides are silent.
"""

from __future__ import annotations

import struct

RATE = 8_000
CHANNELS = 2
SAMPLE_BYTES = 2
_FRAME_BYTES = CHANNELS * SAMPLE_BYTES
_HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")


def silent_recording(seconds: float) -> bytes:
    """Make a recording of this length, rounded down to a whole frame."""
    size = int(seconds * RATE) * _FRAME_BYTES
    header = _HEADER.pack(
        b"RIFF",
        _HEADER.size - 8 + size,
        b"WAVE",
        b"fmt ",
        16,
        1,
        CHANNELS,
        RATE,
        RATE * _FRAME_BYTES,
        _FRAME_BYTES,
        SAMPLE_BYTES * 8,
        b"data",
        size,
    )
    return header + bytes(size)
