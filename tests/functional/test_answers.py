"""Answers that every contact flow can take."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.answers import LARGEST_BYTES, flat

SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=200)


def test_values_become_texts() -> None:
    assert flat({"a": None, "b": True, "c": False, "d": 3, "e": 1.5, "f": "ş"}) == {
        "a": "",
        "b": "yes",
        "c": "no",
        "d": "3",
        "e": "1.5",
        "f": "ş",
    }


@pytest.mark.parametrize("value", [[], {}, b"x", object()])
def test_what_is_no_text_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        flat({"a": value})


def test_only_the_longest_text_is_cut() -> None:
    answer = flat({"arn": "arn:aws:connect:x", "name": "Ayşe", "prompt": "x" * 40_000})

    assert (answer["arn"], answer["name"]) == ("arn:aws:connect:x", "Ayşe")
    assert 32_000 < len(answer["prompt"]) < 32_768


def test_half_a_character_is_no_text() -> None:
    assert flat({"a": "x\ud83d"}) == {"a": "x?"}


@given(st.dictionaries(st.text(max_size=20), SCALARS, max_size=30), st.text(), st.integers(0, 9000))
def test_answers_are_flat_and_fit(values: dict[str, object], text: str, times: int) -> None:
    answer = flat({**values, "long": text * times, "longer": "😀" * times})

    assert answer.keys() == {*values, "long", "longer"}
    assert {type(value) for value in answer.values()} == {str}
    assert len(json.dumps(answer, ensure_ascii=False).encode()) <= LARGEST_BYTES
    assert len(json.dumps(answer)) <= LARGEST_BYTES


@given(st.dictionaries(st.text(max_size=20), st.text(max_size=50), max_size=20))
def test_what_fits_is_not_changed(values: dict[str, str]) -> None:
    unicode_only = {key: value.encode("utf-8", "replace").decode() for key, value in values.items()}

    assert flat(dict(values)) == unicode_only
