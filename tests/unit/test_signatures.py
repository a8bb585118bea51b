"""Signed messages, as their receivers check them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santral.domain.signatures import is_signed, signature

NOW_S = 1_795_996_800
BODY = b'{"id":"1"}'
# Worked out with: printf '1795996800.{"id":"1"}' | openssl dgst -sha256 -hmac whsec
WRITTEN = "t=1795996800,v1=5294c9791e1073b00a46a4cda7f659ade03a9a0298a63255ef7c765056809233"


def test_a_signature_is_what_any_tool_makes_of_it() -> None:
    assert signature(BODY, ["whsec"], NOW_S) == WRITTEN


def test_a_message_of_just_now_is_taken() -> None:
    assert is_signed(BODY, WRITTEN, ["whsec"], NOW_S)


@pytest.mark.parametrize("skew_s", [-300, -299.5, 0, 299.5, 300])
def test_clocks_may_be_five_minutes_apart(skew_s: float) -> None:
    assert is_signed(BODY, WRITTEN, ["whsec"], NOW_S + skew_s)


@pytest.mark.parametrize("skew_s", [-300.1, 301, 86_400])
def test_an_old_message_is_not_taken_again(skew_s: float) -> None:
    assert not is_signed(BODY, WRITTEN, ["whsec"], NOW_S + skew_s)


@pytest.mark.parametrize("known", [["new"], ["old"], ["new", "old"], ["other", "old"]])
def test_while_a_secret_is_replaced_either_will_do(known: list[str]) -> None:
    written = signature(BODY, ["new", "old"], NOW_S)

    assert is_signed(BODY, written, known, NOW_S)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "v1=",
        "t=1795996800",
        "t=1795996800,",
        "t=1795996800,v1=",
        WRITTEN.replace("v1", "v0"),
        WRITTEN.replace("t=", "t= "),
        WRITTEN.replace("t=", "T="),
        WRITTEN.replace("t=1795996800,", ""),
        WRITTEN.replace("t=1", "t=+1"),
        WRITTEN.replace("1795996800", "١٧٩٥٩٩٦٨٠٠"),
        WRITTEN.upper(),
        WRITTEN[:-1],
        WRITTEN + "0",
        WRITTEN.replace(",", ";"),
        ",".join(reversed(WRITTEN.split(","))),
        WRITTEN + ",v1=" + "0" * 600,
        "t=" + "9" * 400,
    ],
)
def test_a_header_of_another_form_is_none(written: str) -> None:
    assert not is_signed(BODY, written, ["whsec"], NOW_S)


def test_without_a_secret_nothing_is_signed() -> None:
    empty = signature(BODY, [""], NOW_S)

    assert not is_signed(BODY, empty, [], NOW_S)
    assert not is_signed(BODY, empty, [""], NOW_S)


@given(st.binary(max_size=200), st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=2))
def test_whatever_is_signed_is_taken_by_each_who_knows_a_secret(
    body: bytes, secrets: list[str]
) -> None:
    written = signature(body, secrets, NOW_S)

    assert all(is_signed(body, written, [each], NOW_S + 60) for each in secrets)


@given(st.binary(max_size=80), st.binary(max_size=80), st.integers(0, 2 * NOW_S))
def test_a_signature_is_good_for_one_body_and_one_moment(
    body: bytes, other: bytes, at_s: int
) -> None:
    written = signature(body, ["whsec"], NOW_S)
    moved = written.replace(str(NOW_S), str(at_s))

    assert is_signed(other, written, ["whsec"], NOW_S) == (other == body)
    assert is_signed(body, moved, ["whsec"], at_s) == (at_s == NOW_S)


@given(st.text(max_size=200))
def test_no_header_is_more_than_refused(written: str) -> None:
    assert not is_signed(BODY, written, ["whsec"], NOW_S)
