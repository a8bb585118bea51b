"""Telephone numbers by the metadata of the `phonenumbers` package (Google's libphonenumber).

A number is accepted when its length is possible in its country, not only when its range is
known to be in use: ranges are opened faster than metadata is, and refusing a real customer is
worse than storing a number that nobody has. Where a text can be read in two ways, the reading
in a known range wins.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, ValidationResult

_LONGEST: Final = 60
# A number is parsed in 0.14 ms, and a call parses the same one two or three times. They are
# personal data, held in memory alone: no more of them than that takes.
_MOST_KEPT: Final = 512
# Everything but digits that people put between them; letters are not among it, so that a vanity
# number is refused rather than guessed at.
_WRITTEN: Final = re.compile(r"[(\[]?\+?[0-9 ()\[\]./‐-―−-]+")
_EXTENSION: Final = re.compile(
    r"[\s,;(]*(?:;?ext=|extension|ext|x|dahili|dah|interno|int|доб|分机|转|#)"
    r"[\s.:]*[0-9]{1,6}\)?$",
    re.IGNORECASE,
)
_CALL_PREFIX: Final = re.compile(r"(?:tel|phone|whatsapp)?:?\s*(?=[+0-9(\[])", re.IGNORECASE)


def parse(written: str, region: str) -> str | None:
    """Return the number in E.164, or None; see PhoneNumbers.parse."""
    return _parsed(written, region.upper()) if len(written) <= _LONGEST else None


@lru_cache(_MOST_KEPT)
def _parsed(written: str, region: str) -> str | None:
    text = _cleaned(written)
    if text is None:
        return None
    as_written = _possible(text, region)
    without_plus = _possible("+" + text.replace("+", ""), region)
    known = next((x for x in (as_written, without_plus) if _in_known_range(x)), None)
    number = known or as_written
    return phonenumbers.format_number(number, PhoneNumberFormat.E164) if number else None


def _cleaned(written: str) -> str | None:
    """Return digits and separators with "+" for 00; None for what is no telephone number."""
    text = _EXTENSION.sub("", unicodedata.normalize("NFKC", written).strip())
    text = " ".join(_CALL_PREFIX.sub("", text, count=1).split())
    if not _WRITTEN.fullmatch(text):
        return None
    # Only Russia and North America dial abroad by another prefix, and no number starts with 00.
    return re.sub(r"^[(\[]?00[)\]]?\s*", "+", text)


def _possible(text: str, region: str) -> PhoneNumber | None:
    try:
        number = phonenumbers.parse(text, region)
    except NumberParseException:
        return None
    reason = phonenumbers.is_possible_number_with_reason(number)
    return number if reason == ValidationResult.IS_POSSIBLE else None


def _in_known_range(number: PhoneNumber | None) -> bool:
    return number is not None and phonenumbers.is_valid_number(number)
