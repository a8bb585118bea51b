"""What differs from country to country: voices and the emergency number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from santral.domain.errors import InputError
from santral.domain.tenant import Language

# In the order in which they are offered.
LANGUAGES: Final = ("en", "tr", "ru", "it", "zh")

_LANGUAGES: Final = {
    "en": Language("en", "en-GB", "Amy"),
    "tr": Language("tr", "tr-TR", "Filiz"),
    "ru": Language("ru", "ru-RU", "Tatyana"),
    "it": Language("it", "it-IT", "Bianca"),
    "zh": Language("zh", "zh-CN", "Zhiyu"),
}
_ENGLISH: Final = {
    "AU": Language("en", "en-AU", "Nicole"),
    "CA": Language("en", "en-US", "Joanna"),
    "IN": Language("en", "en-IN", "Raveena"),
    "US": Language("en", "en-US", "Joanna"),
}
_EUROPEAN: Final = (
    "AT BE BG CH CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO RU SE SI "
    "SK TR"
)
_EMERGENCY: Final = {
    **dict.fromkeys(_EUROPEAN.split(), "112"),
    "AU": "000",
    "CA": "911",
    "CN": "120",
    "GB": "999",
    "IN": "112",
    "NZ": "111",
    "US": "911",
}


def languages_in(country: str, codes: Sequence[str]) -> tuple[Language, ...]:
    """Return languages with the voice that a country is used to, each once, in their order.

    Source: Amazon Polly developer guide, "Standard voices", read November 2026.

    Raises:
        InputError: there are none, or templates are not written in one.
    """
    if not codes or not set(codes) <= set(LANGUAGES):
        raise InputError(f"templates: expected some of the languages {', '.join(LANGUAGES)}")
    own = {**_LANGUAGES, **({"en": _ENGLISH[country]} if country in _ENGLISH else {})}
    return tuple(own[code] for code in dict.fromkeys(codes))


def emergency_number(country: str) -> str:
    """Return whom to ring when somebody's life is in danger; "" is not known."""
    return _EMERGENCY.get(country, "")
