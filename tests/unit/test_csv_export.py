"""What is exported opens in a spreadsheet as text, and comes back as it was."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santral.domain.csv_export import csv_text, guarded, unguarded


@pytest.mark.parametrize(
    "cell", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "\n=1"]
)
def test_nothing_that_begins_like_a_formula_stays_so(cell: str) -> None:
    [[read]] = csv.reader(io.StringIO(csv_text([[cell]]), newline=""))

    assert read == f"'{cell}"


@given(st.lists(st.lists(st.text(max_size=9), min_size=1, max_size=3), max_size=5))
def test_what_was_exported_comes_back(rows: list[list[str]]) -> None:
    text = csv_text(rows)

    read = [[unguarded(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""))]
    clean = [[cell.replace("\0", "\N{REPLACEMENT CHARACTER}") for cell in row] for row in rows]
    assert [row for row in read if row] == clean


@given(st.text())
def test_a_guard_is_taken_away_and_nothing_else(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell
