"""Frames of sound: cut, mixed, gathered."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from santral.local.voice.sound import FRAME, SILENCE, Intake, Samples, cut, mixed, tune
from santral.local.wav import RATE

levels = st.lists(st.integers(-32_768, 32_767), max_size=6)


def level(of: int) -> Samples:
    return np.full(FRAME, of, np.int16)


@given(levels)
def test_a_mix_is_the_sum_of_all_voices_and_no_louder_than_can_be(of: list[int]) -> None:
    mix = mixed(level(each) for each in of)

    assert set(mix.tolist()) == {max(-32_768, min(32_767, sum(of)))}


def test_nobody_is_silence() -> None:
    assert not mixed([]).any()


@given(st.lists(st.integers(1, 3 * FRAME), max_size=12))
def test_what_is_put_in_comes_out_in_its_order_frame_by_frame(pieces: list[int]) -> None:
    intake, number, heard = Intake(), 0, []
    for size in pieces:
        intake.put(np.arange(number, number + size, dtype=np.int16))
        number += size
        while (frame := intake.take()) is not None:
            heard += frame.tolist()

    assert heard == list(range(len(heard)))
    assert number - len(heard) < 2 * FRAME


def test_a_voice_that_waited_too_long_is_dropped_not_heard_late() -> None:
    intake = Intake()

    intake.put(np.arange(RATE, dtype=np.int16))

    frame = intake.take()
    assert frame is not None
    assert frame[0] == RATE - 8 * FRAME


@given(st.integers(-3 * FRAME, 5 * FRAME))
def test_a_prompt_is_heard_at_its_time_and_not_beyond(at: int) -> None:
    sound = np.arange(1, 2 * FRAME + 1, dtype=np.int16)

    frame = cut(sound, at)

    expected = [each + 1 if 0 <= each < len(sound) else 0 for each in range(at, at + FRAME)]
    assert (SILENCE if frame is None else frame).tolist() == expected


def test_music_is_soft_and_may_be_played_again_without_a_click() -> None:
    music = tune("arn:prompt/hold", 4.0)

    assert len(music) == 4 * RATE
    assert 1_000 < np.abs(music).max() < 6_000
    assert abs(int(music[0])) < 50
    assert abs(int(music[-1])) < 50
    assert not np.array_equal(music, tune("arn:prompt/other", 4.0))
