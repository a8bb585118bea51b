"""What axe finds serious on a page: what keeps somebody from using it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from playwright.sync_api import Page

_FILE: Final = (
    Path(__file__).resolve().parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
)
_RUN: Final = """
async (rules) => {
  const ending = document.getAnimations()
    .filter(({effect}) => effect.getComputedTiming().endTime !== Infinity);
  await Promise.allSettled(ending.map(({finished}) => finished));
  const found = await axe.run(document, rules === null ? {} : {runOnly: rules});
  return found.violations
    .filter(({impact}) => impact === 'serious' || impact === 'critical')
    .map(({id, nodes}) => `${id}: ${nodes.map((node) => node.html.slice(0, 150)).join(' | ')}`);
}
"""
_IS_THERE: Final = "() => typeof axe === 'object'"


def serious(page: Page, rules: Sequence[str] | None = None) -> list[str]:
    """Look once what fades in has come: half there, a text has too little contrast.

    Args:
        rules: axe's, as color-contrast; None for all.
    """
    if not page.evaluate(_IS_THERE):
        page.evaluate(_FILE.read_text("utf-8"))  # not as a script: the policy would block it
    found: list[str] = page.evaluate(_RUN, rules)
    return found
