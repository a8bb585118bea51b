"""Every page that there is, and somebody who may open it: read from the pages' own lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PAGES: Final = Path(__file__).resolve().parents[2] / "web" / "src" / "pages"
_ENTRY: Final = re.compile(r"path: '(?P<path>[^']+)',(?P<rest>.*?)Page: ", re.S)
_ROLES: Final = re.compile(r"roles: (?P<roles>[^\n]+?),\n")
_OPERATOR: Final = "operator"


@dataclass(frozen=True, slots=True)
class Stop:
    """
    Attributes:
        email: who opens it; None for a page that needs no sign-in.
    """

    path: str
    email: str | None

    @property
    def name(self) -> str:
        """What a picture of it is called."""
        return self.path.strip("/").replace("/", "-").replace(":", "") or "start"


def stops() -> list[Stop]:
    return sorted(_stops(), key=lambda stop: stop.path)


def _stops() -> Iterator[Stop]:
    for file in sorted(PAGES.glob("*/index.ts")):
        for entry in _ENTRY.finditer(file.read_text()):
            path = entry["path"]
            if ":" not in path:  # pages of one thing are walked to from their list
                yield Stop(path, _who(path, entry["rest"]))


def _who(path: str, rest: str) -> str | None:
    found = _ROLES.search(rest)
    roles = "null" if found is None else found["roles"]
    if roles == "null":
        return None
    if path == "/agent":
        return "deniz@klima.example"
    return "operator@santral.example" if roles == f"['{_OPERATOR}']" else "owner@klima.example"
