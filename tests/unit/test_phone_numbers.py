"""Telephone numbers as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santral.domain.phone import is_e164
from santral.stores.phone_numbers import PhoneNumbersByMetadata

NUMBERS = PhoneNumbersByMetadata()

WRITTEN = [
    # Turkey: trunk 0
    ("+905321112233", "TR", "+905321112233"),
    ("0532 111 22 33", "TR", "+905321112233"),
    ("532 111 22 33", "TR", "+905321112233"),
    ("05321112233", "TR", "+905321112233"),
    ("0 (532) 111-22-33", "TR", "+905321112233"),
    ("+90 (0) 532 111 22 33", "TR", "+905321112233"),
    ("0090 532 111 22 33", "TR", "+905321112233"),
    ("90 532 111 22 33", "TR", "+905321112233"),
    ("０５３２　１１１　２２　３３", "TR", "+905321112233"),
    ("+90.532.111.22.33", "IT", "+905321112233"),
    ("905321112233", "IT", "+905321112233"),
    ("0212 292 13 00 dahili 14", "TR", "+902122921300"),
    ("(0212) 292 13 00", "TR", "+902122921300"),
    # Russia: trunk 8, and 8-10 to dial abroad
    ("+7 916 123-45-67", "RU", "+79161234567"),
    ("8 (916) 123-45-67", "RU", "+79161234567"),
    ("89161234567", "RU", "+79161234567"),
    ("9161234567", "RU", "+79161234567"),
    ("7 916 123 45 67", "TR", "+79161234567"),
    ("007 916 123 45 67", "TR", "+79161234567"),
    ("8 495 123-45-67 доб. 12", "RU", "+74951234567"),
    ("8-10-90-532-111-22-33", "RU", "+905321112233"),
    # China: no trunk for mobiles, trunk 0 for landlines
    ("+86 138 1234 5678", "CN", "+8613812345678"),
    ("138 1234 5678", "CN", "+8613812345678"),
    ("138-1234-5678", "CN", "+8613812345678"),
    ("０１０－６５５２－９９８８", "CN", "+861065529988"),
    ("010-65529988 转 801", "CN", "+861065529988"),
    ("（＋８６）１３８１２３４５６７８", "TR", "+8613812345678"),
    ("0086 21 6279 8888", "IT", "+862162798888"),
    # Italy: the 0 is part of a landline's number, also from abroad
    ("+39 06 6982 1234", "IT", "+390669821234"),
    ("06 6982 1234", "IT", "+390669821234"),
    ("06/69821234", "IT", "+390669821234"),
    ("0039 06 69821234", "TR", "+390669821234"),
    ("+39 (0)6 6982 1234", "IT", "+390669821234"),
    ("333 123 4567", "IT", "+393331234567"),
    ("333/1234567", "IT", "+393331234567"),
    ("(+39) 333 123.4567", "IT", "+393331234567"),
    ("tel:+393331234567", "IT", "+393331234567"),
    # United States: trunk 1, and 011 to dial abroad
    ("(212) 555-0123", "US", "+12125550123"),
    ("212.555.0123", "US", "+12125550123"),
    ("1-212-555-0123", "US", "+12125550123"),
    ("+1 212 555 0123 ext. 45", "TR", "+12125550123"),
    ("001 212 555 0123", "IT", "+12125550123"),
    ("011 90 532 111 22 33", "US", "+905321112233"),
    # lower-case regions, as a spreadsheet has them
    ("0532 111 22 33", "tr", "+905321112233"),
]


@pytest.mark.parametrize(("written", "region", "expected"), WRITTEN)
def test_however_it_is_written_it_is_the_same_number(
    written: str, region: str, expected: str
) -> None:
    assert NUMBERS.parse(written, region) == expected


@pytest.mark.parametrize(
    ("written", "region"),
    [
        ("", "TR"),
        ("   ", "TR"),
        ("+", "TR"),
        ("anonymous", "TR"),
        ("1-800-FLOWERS", "US"),
        ("0532 O11 22 33", "TR"),  # a letter O
        ("112", "TR"),
        ("0532 111 22", "TR"),
        ("0532 111 22 33 44 55 66", "TR"),
        ("+999 123 456 789", "TR"),
        ("0532 111 22 33", "XX"),
        ("0532+1112233", "TR"),
        ("+90 532 111 22 33, +90 532 111 22 34", "TR"),
        ("0" * 1000, "TR"),
    ],
)
def test_what_nobody_could_have_is_refused(written: str, region: str) -> None:
    assert NUMBERS.parse(written, region) is None


@given(
    st.text(max_size=30) | st.text("0123456789+-() ext.　＋０１", max_size=30),
    st.sampled_from(["TR", "RU", "CN", "IT", "US", "", "XX"]),
)
def test_whatever_is_written_the_answer_is_a_number_or_none(written: str, region: str) -> None:
    number = NUMBERS.parse(written, region)
    assert number is None or is_e164(number)
    assert number is None or NUMBERS.parse(number, "TR") == number


def test_one_writing_is_another_number_in_another_country() -> None:
    written = "0212 555 0123"
    regions = ["TR", "IT", "tr", "RU", "TR"]

    numbers = [NUMBERS.parse(written, region) for region in regions]

    assert numbers == ["+902125550123", "+3902125550123", "+902125550123", None, "+902125550123"]
