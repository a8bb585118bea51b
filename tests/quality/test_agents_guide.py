"""The guide for agents names the keys that the desktop has."""

from __future__ import annotations

import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "web" / "src"


def test_the_guide_lists_the_shortcuts_of_the_desktop() -> None:
    source = (PAGES / "pages/agent/shortcuts/shortcuts.ts").read_text("utf-8")
    texts = json.loads((PAGES / "i18n/locales/en/agent.json").read_text("utf-8"))["shortcuts"]
    keys = re.findall(r"^  (\w+): '(.)',$", source, re.MULTILINE)
    guide = (ROOT / "docs/agents.md").read_text("utf-8")

    assert len(keys) >= 10
    assert re.findall(r"^\| ([A-Z]) \| (.*) \|$", guide, re.MULTILINE) == [
        (letter, texts[name]) for name, letter in keys
    ]
