"""Everybody can use the pages: axe finds nothing serious on any of them, light or dark."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Page

from tests.web.conftest import Open
from tests.web.walk import Stop, stops

_AXE: Final = (
    Path(__file__).resolve().parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
)
_RUN: Final = """
async (rules) => {
  const found = await axe.run(document, rules === null ? {} : {runOnly: rules});
  return found.violations
    .filter(({impact}) => impact === 'serious' || impact === 'critical')
    .map(({id, nodes}) => `${id}: ${nodes.map((node) => node.html.slice(0, 150)).join(' | ')}`);
}
"""
_DARK: Final = "() => document.body.classList.add('awsui-dark-mode')"


@pytest.mark.parametrize("stop", stops(), ids=lambda stop: stop.path)
def test_axe_finds_nothing_serious(open_page: Open, stop: Stop) -> None:
    page = open_page(stop.path, stop.email)
    page.get_by_role("heading", level=1).first.wait_for()
    settle(page)
    page.evaluate(_AXE.read_text())
    assert serious(page, None) == []
    page.evaluate(_DARK)
    assert serious(page, ["color-contrast"]) == []


def serious(page: Page, rules: list[str] | None) -> Any:
    return page.evaluate(_RUN, rules)


def settle(page: Page) -> None:
    """Wait until nothing of the page is loading any more."""
    page.wait_for_load_state("networkidle")
    page.wait_for_function("() => document.querySelector('[class*=spinner]') === null")
