"""Prompts in spoken words, from a process of its own."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from importlib.util import find_spec

import numpy as np
import pytest

from santral.engine.ports import EstimatedSpeech
from santral.engine.steps import Prompt
from santral.engine.timeline import SECOND

if find_spec("espeakng_loader") is None:
    pytest.skip("espeak-ng is not installed: prompts are silent", allow_module_level=True)

from santral.local.voice.speech import Music, SpokenPrompts

WELCOME = Prompt("Text", "Merhaba, Serin Klima'ya hoş geldiniz.")


@pytest.fixture
def speech() -> Iterator[SpokenPrompts]:
    opened = SpokenPrompts()
    settled(opened, Prompt("Text", "One."))
    yield opened
    opened.close()


def settled(speech: SpokenPrompts, prompt: Prompt, language: str | None = None) -> None:
    """Wait until a prompt has been spoken, or will never be."""
    speech._speak(prompt, language).result(10)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("tr-TR", "Merhaba, hoş geldiniz."),
        ("ru-RU", "Здравствуйте, одну минуту."),
        ("it-IT", "Buongiorno, attenda in linea."),
        ("zh-CN", "您好，欢迎致电。"),
        ("en-US", "Good morning, please hold."),
        ("es-ES", "Buenos días, espere por favor."),
        ("xx-XX", "Nobody speaks this language."),
    ],
)
def test_every_language_is_spoken(speech: SpokenPrompts, language: str, text: str) -> None:
    prompt = Prompt("Text", text)
    settled(speech, prompt, language)

    samples = speech.samples(prompt, language)

    assert samples is not None
    assert np.abs(samples).max() > 5_000
    assert 1.0 < len(samples) / 8_000 < 5.0


def test_a_prompt_lasts_as_long_as_it_is_spoken(speech: SpokenPrompts) -> None:
    settled(speech, WELCOME, "tr-TR")
    samples = speech.samples(WELCOME, "tr-TR")

    assert samples is not None
    assert speech.lasts_us(WELCOME, "tr-TR") == len(samples) * SECOND // 8_000


def test_nothing_to_say_lasts_no_time_and_dots_do(speech: SpokenPrompts) -> None:
    assert speech.lasts_us(Prompt("Text", ""), "en-US") == 0
    assert speech.lasts_us(Prompt("Text", "…"), "en-US") >= 200_000


def test_a_pause_in_the_markup_is_heard(speech: SpokenPrompts) -> None:
    quick = Prompt("SSML", "<speak>One two</speak>")
    slow = Prompt("SSML", '<speak>One <break time="2s"/>two</speak>')
    settled(speech, quick)
    settled(speech, slow)

    longer_us = speech.lasts_us(slow, "en-US") - speech.lasts_us(quick, "en-US")

    assert 1_200_000 < longer_us < 3_000_000


def test_what_breaks_the_voice_is_silent_and_the_next_sentence_is_spoken(
    speech: SpokenPrompts,
) -> None:
    process = speech._speaker._process
    assert process is not None
    broken = Prompt("Text", "Two.")
    os.kill(process.pid, signal.SIGKILL)
    settled(speech, broken)
    process.wait(5)
    settled(speech, Prompt("Text", "Three."))

    settled(speech, Prompt("Text", "Four."))
    assert speech.samples(Prompt("Text", "Four."), None) is not None


def test_a_sentence_that_takes_too_long_lasts_as_estimated(speech: SpokenPrompts) -> None:
    process = speech._speaker._process
    assert process is not None
    os.kill(process.pid, signal.SIGSTOP)
    began_s = time.perf_counter()  # noqa: TID251 - how long the engine has to wait

    lasts_us = speech.lasts_us(WELCOME, "tr-TR")

    assert time.perf_counter() - began_s < 0.2  # noqa: TID251
    assert lasts_us == EstimatedSpeech().lasts_us(WELCOME, "tr-TR")
    os.kill(process.pid, signal.SIGCONT)
    settled(speech, WELCOME, "tr-TR")
    assert speech.samples(WELCOME, "tr-TR") is not None


def test_without_a_voice_texts_are_silent_and_music_is_played() -> None:
    music = Music()

    assert music.samples(WELCOME, "tr-TR") is None
    assert music.lasts_us(WELCOME, "tr-TR") == EstimatedSpeech().lasts_us(WELCOME, "tr-TR")
    hold = music.samples(Prompt("PromptId", "arn:prompt/hold"), "tr-TR")
    assert hold is not None
    assert len(hold) == 4 * 8_000
