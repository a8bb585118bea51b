"""What conversations sound like, kept until they are over and their recordings are sent.

Source: Administrator Guide, "When, what, and where for contact recordings" (read 2026-02): the
agent's audio is in the right channel, all incoming audio in the left; it begins when an agent
joins, holds what she says while the customer is on hold, and nothing of who is muted.
"""

from __future__ import annotations

from tempfile import TemporaryFile
from typing import Final
from weakref import WeakKeyDictionary, finalize

import numpy as np

from santral.engine.contact import Contact, Recording
from santral.local.voice.sound import FRAME, Samples, samples_of
from santral.local.wav import SAMPLE_BYTES, recording_of

_TOGETHER: Final = 2 * SAMPLE_BYTES  # one sample of either side
_BUFFER: Final = 64 * 1024


class Tape:
    """One conversation, in a file without a name: an hour of it has 115 MB."""

    def __init__(self, started_us: int) -> None:
        self._started_us = started_us
        self._file = TemporaryFile(buffering=_BUFFER)  # noqa: SIM115 - closed with the tape
        finalize(self, self._file.close)
        self._end = 0

    def write(self, at_us: int, left: Samples, right: Samples) -> None:
        """Put one frame of both sides where it belongs; before it, what is missing is silence."""
        at = samples_of(at_us - self._started_us)
        if at < 0:
            return
        if at != self._end:
            self._file.seek(at * _TOGETHER)
        self._file.write(np.stack((left, right), axis=1).astype("<i2").tobytes())
        self._end = at + FRAME

    def wav(self, recording: Recording) -> bytes:
        """Return it as a file, exactly as long as the recording, zero where that was suspended."""
        started_us, stopped_us = recording.started_us, recording.stopped_us
        length = samples_of(stopped_us - started_us) * _TOGETHER
        self._file.seek(0)
        sound = bytearray(self._file.read(length))
        sound += bytes(length - len(sound))
        for from_us, to_us in recording.silent:
            first = samples_of(from_us - started_us) * _TOGETHER
            last = min((samples_of(to_us - started_us) + 1) * _TOGETHER, length)
            sound[first:last] = bytes(max(last - first, 0))
        return recording_of(bytes(sound))


class Tapes:
    """One tape for each contact that is being recorded."""

    def __init__(self) -> None:
        # A contact whose recording nobody asks for takes its tape along.
        self._tapes: WeakKeyDictionary[Contact, Tape] = WeakKeyDictionary()

    def write(self, contact: Contact, at_us: int, incoming: Samples, agent: Samples) -> None:
        """Record one frame of a contact, if it is being recorded now."""
        since_us = contact.recording_since_us
        if since_us is None or contact.recording_paused_us is not None:
            return
        tape = self._tapes.get(contact)
        if tape is None:
            tape = self._tapes[contact] = Tape(since_us)
        tape.write(at_us, incoming, agent)

    def take(self, contact: Contact) -> Tape | None:
        """Hand over what there is of a contact whose recording is over."""
        return self._tapes.pop(contact, None)
