"""Which voice speaks a language, and which of SSML's tags reach it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

ENGLISH: Final = "en-us"
# Where espeak-ng's name of a voice is another one than the language's.
_VOICES: Final[Mapping[str, str]] = {
    "arb": "ar",
    "ar-ae": "ar",
    "cmn-cn": "cmn",
    "en": ENGLISH,
    "en-gb": "en-gb",
    "en-us": ENGLISH,
    "es-mx": "es-419",
    "es-us": "es-419",
    "no": "nb",
    "pt-br": "pt-br",
    "yue-cn": "yue",
    "zh": "cmn",
    "zh-hk": "yue",
}
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,4})*")
# Others are left out, with what they would do: `audio` reads files, Amazon's own are unknown, and
# either may end the process (tried: `audio` did).
_TAG: Final = re.compile(
    r"<!--.*?-->|<(?!/?(?:speak|p|s|break|prosody|emphasis|say-as|sub)\b)[^>]*>", re.DOTALL
)


def voice_of(language: str | None) -> str:
    """Name the espeak-ng voice of a language tag; English where there is none.

    >>> voice_of("tr-TR"), voice_of("zh-CN"), voice_of(None), voice_of("../x")
    ('tr', 'cmn', 'en-us', 'en-us')
    """
    tag = (language or "").lower()
    if _LANGUAGE.fullmatch(tag) is None:
        return ENGLISH
    primary = tag.partition("-")[0]
    return _VOICES.get(tag) or _VOICES.get(primary, primary)


def spoken_markup(ssml: str) -> str:
    """Leave the tags that pause, stress and spell; drop all others.

    >>> spoken_markup('<speak>Good <audio src="x"/>day<break time="1s"/></speak>')
    '<speak>Good  day<break time="1s"/></speak>'
    """
    return _TAG.sub(" ", ssml)
