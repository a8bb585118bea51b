"""The length of a recording, read from its first bytes."""

from __future__ import annotations

import struct

from hypothesis import given
from hypothesis import strategies as st

from santral.stores.wav import HEADER_BYTES, duration_ms
from tests.functional.cloud import wav


def test_a_stereo_recording_at_8_khz_is_as_long_as_it_sounds() -> None:
    recording = wav(seconds=61)

    assert duration_ms(recording[:HEADER_BYTES], len(recording)) == 61_000


def test_a_list_of_facts_before_the_sound_is_passed_over() -> None:
    recording = wav(seconds=2)
    facts = b"LIST" + struct.pack("<I", 5) + b"INFOx" + b"\0"
    recording = recording[:36] + facts + recording[36:]

    assert duration_ms(recording[:HEADER_BYTES], len(recording)) == 2000


def test_a_writer_that_did_not_know_the_length_is_corrected_by_the_size() -> None:
    recording = wav(seconds=2)
    endless = recording[:40] + b"\xff\xff\xff\xff" + recording[44:]
    unset = recording[:40] + bytes(4) + recording[44:]

    assert duration_ms(endless, len(endless)) == 2000
    assert duration_ms(unset, len(unset)) == 2000


def test_a_recording_without_sound_is_empty() -> None:
    assert duration_ms(wav(seconds=0), 44) == 0


@given(st.binary(max_size=200), st.integers(0, 10**9))
def test_what_is_no_wav_has_no_length(octets: bytes, size_bytes: int) -> None:
    assert duration_ms(octets, size_bytes) is None


@given(st.binary(max_size=100), st.integers(0, 10**6))
def test_a_broken_wav_has_a_length_or_none(octets: bytes, size_bytes: int) -> None:
    length = duration_ms(b"RIFF\0\0\0\0WAVE" + octets, size_bytes)

    assert length is None or length >= 0
