"""Every page that there is, and somebody who may open it: read from the pages' own lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.web.centre import WebCentre

PAGES: Final = Path(__file__).resolve().parents[2] / "web" / "src" / "pages"
OWNER, SUPERVISOR = "owner@klima.example", "deniz@klima.example"
OPERATOR: Final = "the operator"  # who has no address, and comes in by a key
_ENTRY: Final = re.compile(r"path: '(?P<path>[^']+)',(?P<rest>.*?)Page: ", re.S)
_ROLES: Final = re.compile(r"roles: (?P<roles>[^\n]+?),\n")


@dataclass(frozen=True, slots=True)
class Stop:
    """
    Attributes:
        path: as the pages list it; what stands for one thing is `:id` or the like.
        email: who opens it; None for a page that needs no sign-in.
    """

    path: str
    email: str | None

    @property
    def name(self) -> str:
        """What a picture of it is called."""
        return self.path.strip("/").replace("/", "-").replace(":", "") or "start"

    def at(self, things: Mapping[str, str]) -> str:
        """The path of one thing there is, by the lists that it is in."""
        head, _, parameter = self.path.partition("/:")
        return f"{head}/{things[head]}" if parameter else self.path


def stops() -> list[Stop]:
    return sorted(_stops(), key=lambda stop: (stop.email or "", stop.path))


def _stops() -> Iterator[Stop]:
    for file in sorted(PAGES.glob("*/*.ts")):
        for entry in _ENTRY.finditer(file.read_text("utf-8")):
            yield Stop(entry["path"], _who(entry["path"], entry["rest"]))


def _who(path: str, rest: str) -> str | None:
    found = _ROLES.search(rest)
    roles = "null" if found is None else found["roles"]
    if roles == "null":
        return None
    if path == "/agent":
        return SUPERVISOR
    return OPERATOR if roles == "['operator']" else OWNER


def one_of_each(centre: WebCentre, token: str) -> dict[str, str]:
    """Make what the sample business has none of; answers the id of one of each, by its list."""
    languages = ("tr", "ru", "en")

    def made(path: str, body: object) -> str:
        return str(centre.ask("POST", path, body, token=token)["id"])

    [member, *_] = centre.ask("GET", "/v1/members", token=token)["items"]
    said = dict.fromkeys(languages, "How do you do?")
    script = {"title": "A call", "steps": [{"id": "hello", "say": said}]}
    article = {"title": "Filters", "body": "They can be washed.", "language": "en"}
    code = {"id": "sold", "title": dict.fromkeys(languages, "Sold")}
    webhook = {"url": "https://hooks.example.com/", "events": ["order.created"]}
    imported = centre.ask("POST", "/v1/customer-imports", {}, token=token)
    return {
        "/customers": "K-0001",
        "/queues": "repair",
        "/skills": "sales",
        "/agents": "mert",
        "/operator": "klima",
        "/members": member["subject"],
        "/scripts": made("/v1/scripts", script),
        "/articles": made("/v1/articles", article),
        "/codes": made("/v1/wrap-up-codes", code),
        "/imports": str(imported["job"]["id"]),
        "/webhooks": made("/v1/webhooks", webhook),
    }
