"""Pages that are made from the code say what the code says; `make docs` writes them anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from santral.local.generated_pages import PAGES

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("path", PAGES)
def test_a_generated_page_is_up_to_date(path: str) -> None:
    assert (ROOT / path).read_text(encoding="utf-8") == PAGES[path](), "run `make docs`"
