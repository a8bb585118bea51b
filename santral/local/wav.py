"""Writes a call recording: stereo, 8 kHz, 16 bits, customer left and agent right."""

from __future__ import annotations

import struct

RATE = 8_000
CHANNELS = 2
SAMPLE_BYTES = 2
_FRAME_BYTES = CHANNELS * SAMPLE_BYTES
_HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")


def silent_recording(seconds: float) -> bytes:
    """Make a recording of this length, rounded down to a whole frame, of a call without voices."""
    return recording_of(bytes(int(seconds * RATE) * _FRAME_BYTES))


def recording_of(sound: bytes) -> bytes:
    """Make a recording of both sides' samples, each of the left before its right one."""
    size = len(sound)
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
    return header + sound
