"""Sound as the centre has it inside: 8 kHz, 16 bits, mono, in frames of 20 ms.

8 kHz is what a telephone carries and what a recording holds. With G.711, which every browser
speaks (RFC 7874, section 3), nothing has to be resampled, neither on its way nor into a recording.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TypeAlias
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from santral.engine.timeline import SECOND
from santral.local.wav import RATE

Samples: TypeAlias = NDArray[np.int16]

FRAME: Final = RATE // 50  # samples
FRAME_US: Final = 20_000
SILENCE: Final[Samples] = np.zeros(FRAME, np.int16)
SILENCE.flags.writeable = False

_LOUDEST: Final = np.iinfo(np.int16).max
# So many frames are gathered before the first is taken, so that one that is late leaves no gap;
# and so many may wait at most: an older sound is dropped rather than heard late.
_GATHERED: Final = 2 * FRAME
_WAITING: Final = 8 * FRAME
# A pentatonic scale has no two tones that sound badly together.
_SCALE_HZ: Final = (261.6, 293.7, 329.6, 392.0, 440.0, 523.3)
_NOTE_S: Final = 0.5
_SOFT: Final = 0.12  # of full scale


def samples_of(duration_us: int) -> int:
    """
    >>> samples_of(1_000_000), samples_of(124)
    (8000, 0)
    """
    return duration_us * RATE // SECOND


def mixed(frames: Iterable[Samples]) -> Samples:
    """Add frames up; what is too loud is clipped."""
    several = list(frames)
    if len(several) == 1:
        return several[0]
    if not several:
        return SILENCE
    total = np.sum(several, axis=0, dtype=np.int32)
    return np.clip(total, -_LOUDEST - 1, _LOUDEST).astype(np.int16)


def cut(sound: Samples, at: int) -> Samples | None:
    """Cut the frame at this sample out; None where the sound is over, or has not begun."""
    if at >= len(sound) or at <= -FRAME:
        return None
    piece = sound[max(at, 0) : at + FRAME]
    if len(piece) == FRAME:
        return piece
    frame = np.zeros(FRAME, np.int16)
    begins = max(-at, 0)
    frame[begins : begins + len(piece)] = piece
    return frame


def tune(name: str, seconds: float) -> Samples:
    """Make soft music: other notes for each name, and quiet at both ends, so that it may loop."""
    notes = max(1, round(seconds / _NOTE_S))
    length = samples_of(int(seconds * SECOND)) // notes
    at = np.arange(length) / RATE
    # It swells and fades, so that one note does not click into the next.
    envelope = np.sin(np.pi * np.arange(length) / max(length, 1)) ** 2
    seed = crc32(name.encode())
    played = [_SCALE_HZ[(seed >> (3 * (each % 10))) % len(_SCALE_HZ)] for each in range(notes)]
    tones = [np.sin(2 * np.pi * hertz * at) * envelope for hertz in played]
    loudness = _SOFT * _LOUDEST
    return (np.concatenate(tones) * loudness).astype(np.int16)


def _ringing() -> Samples:
    at = np.arange(RATE) / RATE
    tone = np.sin(2 * np.pi * 425 * at) * _SOFT * _LOUDEST
    return np.concatenate((tone, np.zeros(4 * RATE))).astype(np.int16)


# What a caller hears while the other side rings, again and again.
# Source: ITU-T E.180, supplement 2, the ringing tone of most of Europe.
RINGING: Final[Samples] = _ringing()


class Intake:
    """Takes samples as they come, in pieces of any length, and gives them out frame by frame."""

    def __init__(self) -> None:
        self._waiting = np.zeros(0, np.int16)
        self._flows = False

    def put(self, samples: Samples) -> None:
        self._waiting = np.concatenate((self._waiting, samples))[-_WAITING:]

    def take(self) -> Samples | None:
        """Return the next frame; None where there is none, or not enough gathered yet."""
        if len(self._waiting) < (FRAME if self._flows else _GATHERED):
            self._flows = False
            return None
        self._flows = True
        frame, self._waiting = self._waiting[:FRAME], self._waiting[FRAME:]
        return frame
