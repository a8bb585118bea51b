"""Telephone numbers that can be claimed: made up, valid, and the same on every day.

The service's stock differs by Region and contract, and in many countries it asks for papers first.
Here every country has numbers, as if they had been handed in: local and toll-free ones, next to the
example of the `phonenumbers` package, or next to it behind another prefix.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, PhoneNumberType

from santral.local.connect.protocol.model import model

DID, TOLL_FREE = "DID", "TOLL_FREE"
_TYPES: Final[Mapping[str, tuple[int, ...]]] = {
    DID: (PhoneNumberType.FIXED_LINE, PhoneNumberType.FIXED_LINE_OR_MOBILE),
    TOLL_FREE: (PhoneNumberType.TOLL_FREE,),
}
_E164: Final = re.compile(r"\+[1-9]\d{1,14}", re.ASCII)
_FREE_DIGITS: Final = 2  # the last ones, by which the numbers of one search differ


def offered(country: str, type_: str, prefix: str = "") -> list[str]:
    """List numbers in E.164, rising; none where a country has none of the type.

    Args:
        type_: the API's PhoneNumberType; there are none but DID and TOLL_FREE.
        prefix: what they begin with, from the + on.
    """
    example = _example(country, type_) if country in countries() else None
    if example is None or len(prefix) > len(example):
        return []
    free = min(_FREE_DIGITS, len(example) - len(prefix))
    stem = (prefix + example[len(prefix) :])[: len(example) - free]
    candidates = (stem + (f"{at:0{free}d}" if free else "") for at in range(10**free))
    return [each for each in candidates if _is(each, country, type_)]


def countries() -> frozenset[str]:
    """List the countries that the API has a code for."""
    return frozenset(model().shape("PhoneNumberCountryCode").metadata["enum"])


def is_offered(e164: str) -> bool:
    """Say whether a search of the right country, type and prefix finds this number."""
    if not _E164.fullmatch(e164):
        return False
    return e164 in offered(country_of(e164), type_of(e164), e164[:-_FREE_DIGITS])


def country_of(e164: str) -> str:
    """Name the country of a number; where it is in no known range, the main one of its code."""
    number = _parsed(e164)
    code = 0 if number is None else number.country_code or 0
    region = None if number is None else phonenumbers.region_code_for_number(number)
    return region or phonenumbers.region_code_for_country_code(code)


def type_of(e164: str) -> str:
    """Name the API's type: what is not toll-free is DID."""
    number = _parsed(e164)
    kind = None if number is None else phonenumbers.number_type(number)
    return TOLL_FREE if kind in _TYPES[TOLL_FREE] else DID


def _example(country: str, type_: str) -> str | None:
    kinds = _TYPES.get(type_)
    number = kinds and phonenumbers.example_number_for_type(country, kinds[0])
    return phonenumbers.format_number(number, PhoneNumberFormat.E164) if number else None


def _is(e164: str, country: str, type_: str) -> bool:
    number = _parsed(e164)
    return (
        number is not None
        and phonenumbers.is_valid_number(number)
        and phonenumbers.number_type(number) in _TYPES[type_]
        and phonenumbers.region_code_for_number(number) == country
    )


def _parsed(e164: str) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(e164)
    except NumberParseException:
        return None
