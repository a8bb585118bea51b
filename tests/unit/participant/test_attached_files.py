"""Which files may be sent in a chat."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santral.local.connect.participant.attached_files import TYPES, fault


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("invoice.pdf", "application/pdf"),
        ("Fatura Kasım.PDF", "application/pdf"),
        ("list.csv", "application/vnd.ms-excel"),
        ("note.txt", "text/plain"),
    ],
)
def test_a_file_of_a_listed_type_is_taken(name: str, content_type: str) -> None:
    assert fault(name, content_type) is None


@pytest.mark.parametrize(
    "name",
    [
        "../note.txt",
        "a\\b.txt",
        ".txt",
        "txt",
        "note.txt ",
        "page.html",
        "drawing.svg",
        "setup.exe",
        "note\u202etxt.exe.txt",
        "a\nb.txt",
        "note.txt.js",
    ],
)
def test_a_name_that_would_do_harm_is_refused(name: str) -> None:
    wrong = fault(name, "text/plain")

    assert wrong is not None
    assert wrong[0] == "AttachmentName"


@pytest.mark.parametrize("content_type", ["text/html", "image/png; charset=utf-8"])
def test_a_type_that_does_not_fit_the_name_is_refused(content_type: str) -> None:
    told = ("ContentType", "expected image/png for that name")

    assert fault("photo.png", content_type) == told


@given(st.text(), st.text())
def test_only_listed_endings_are_ever_taken(name: str, content_type: str) -> None:
    if fault(name, content_type) is None:
        assert name.rpartition(".")[2].lower() in TYPES
        assert "/" not in name
