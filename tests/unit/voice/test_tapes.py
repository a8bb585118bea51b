"""What a recording holds: both sides, in their places, and nothing of a pause."""

from __future__ import annotations

import io
import wave

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from santral.engine.contact import Chain, Contact, Recording
from santral.engine.timeline import SECOND
from santral.local.voice.sound import FRAME, FRAME_US, SILENCE
from santral.local.voice.tapes import Tapes
from santral.local.wav import RATE

START_US = 1_790_000_000_000_000
CUSTOMER = np.full(FRAME, 1_000, np.int16)
AGENT = np.full(FRAME, -2_000, np.int16)


def recorded() -> Contact:
    contact = Contact("contact", Chain("contact"), START_US)
    contact.recording_since_us = START_US
    return contact


def sides(octets: bytes) -> NDArray[np.int16]:
    """Read a file by Python's own reader: one row for each sample, left and right."""
    with wave.open(io.BytesIO(octets)) as file:
        assert (file.getnchannels(), file.getframerate(), file.getsampwidth()) == (2, 8_000, 2)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, 2)


def tape(contact: Contact, recording: Recording, frames: range) -> NDArray[np.int16]:
    tapes = Tapes()
    for each in frames:
        tapes.write(contact, START_US + each * FRAME_US, CUSTOMER, AGENT)
    taken = tapes.take(contact)
    assert taken is not None
    return sides(taken.wav(recording))


def test_the_customer_is_left_and_the_agent_right() -> None:
    sound = tape(recorded(), Recording(START_US, START_US + SECOND), range(50))

    assert sound.tolist() == [[1_000, -2_000]] * RATE


def test_what_nobody_said_is_silence_of_its_length() -> None:
    sound = tape(recorded(), Recording(START_US, START_US + SECOND), range(10, 11))

    assert len(sound) == RATE
    assert sound[10 * FRAME : 11 * FRAME].all()
    assert not sound[: 10 * FRAME].any()
    assert not sound[11 * FRAME :].any()


@given(st.integers(0, 3 * SECOND), st.integers(0, 2 * SECOND), st.integers(0, 2 * SECOND))
def test_a_recording_is_zero_where_it_was_suspended_and_as_long_as_it_lasted(
    lasts_us: int, from_us: int, paused_us: int
) -> None:
    pause = (START_US + from_us, START_US + from_us + paused_us)
    recording = Recording(START_US, START_US + lasts_us, silent=(pause,))

    sound = tape(recorded(), recording, range(150))

    first, last = from_us * RATE // SECOND, -(-(from_us + paused_us) * RATE // SECOND)
    assert len(sound) == lasts_us * RATE // SECOND
    assert not sound[first:last].any()
    assert sound[:first].all()


def test_nothing_is_kept_while_the_recording_is_suspended() -> None:
    contact = recorded()
    contact.recording_paused_us = START_US

    tapes = Tapes()
    tapes.write(contact, START_US, CUSTOMER, AGENT)

    assert tapes.take(contact) is None


def test_what_was_said_before_it_began_is_not_in_it() -> None:
    contact, tapes = recorded(), Tapes()

    tapes.write(contact, START_US - FRAME_US, CUSTOMER, AGENT)
    tapes.write(contact, START_US, SILENCE, AGENT)

    taken = tapes.take(contact)
    assert taken is not None
    sound = sides(taken.wav(Recording(START_US, START_US + SECOND)))
    assert not sound[:, 0].any()
