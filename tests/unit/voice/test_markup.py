"""What of a prompt reaches the voice."""

from __future__ import annotations

import pytest

from santral.local.voice.markup import spoken_markup, voice_of


@pytest.mark.parametrize(
    ("language", "voice"),
    [
        ("tr-TR", "tr"),
        ("ru-RU", "ru"),
        ("it-IT", "it"),
        ("zh-CN", "cmn"),
        ("cmn-CN", "cmn"),
        ("yue-CN", "yue"),
        ("en-GB", "en-gb"),
        ("en-AU", "en-us"),
        ("es-ES", "es"),
        ("es-MX", "es-419"),
        ("pt-BR", "pt-br"),
        ("arb", "ar"),
        (None, "en-us"),
        ("", "en-us"),
        ("../../etc", "en-us"),
    ],
)
def test_each_language_has_its_voice(language: str | None, voice: str) -> None:
    assert voice_of(language) == voice


def test_markup_that_reads_files_or_is_amazons_own_never_reaches_the_voice() -> None:
    ssml = '<speak>One<audio src="/etc/passwd"/><amazon:effect name="whispered">two</amazon:effect>'

    assert spoken_markup(ssml) == "<speak>One  two "


def test_pauses_and_stress_are_kept() -> None:
    ssml = '<speak>One <break time="2s"/><emphasis level="strong">two</emphasis></speak>'

    assert spoken_markup(ssml) == ssml
