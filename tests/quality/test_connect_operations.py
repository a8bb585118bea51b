"""What the local Connect says that it supports is registered, tested and in the docs."""

from __future__ import annotations

from pathlib import Path

import pytest
from botocore import xform_name

from santral.local.connect.operation_table import page
from santral.local.connect.protocol.model import model
from santral.local.connect.registry import OPERATIONS

ROOT = Path(__file__).resolve().parents[2]
TESTS = "\n".join(
    path.read_text(encoding="utf-8")
    for folder in ("connect", "participant")
    for path in sorted((ROOT / "tests/functional" / folder).glob("*.py"))
)


def test_the_page_of_operations_is_fresh() -> None:
    written = (ROOT / "docs/connect-operations.md").read_text(encoding="utf-8")

    assert written == page(), "make docs writes it anew"


def test_the_readme_counts_the_operations_right() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert f"{len(OPERATIONS)} of its {len(model().names)} operations" in readme


def test_at_least_ninety_operations_are_here() -> None:
    assert len(OPERATIONS) >= 90


def test_every_operation_here_is_one_of_amazon_connect() -> None:
    assert set(OPERATIONS) <= model().names


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_every_operation_is_called_in_a_test(name: str) -> None:
    method = xform_name(name)

    assert f".{method}(" in TESTS or f'"{method}"' in TESTS
