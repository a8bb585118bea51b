"""Writes the pages of docs/ that are made from the code (`make docs`); a test compares them."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from functions.api.app import endpoints
from functions.api.routes.reference import described
from functions.catalogue import FUNCTIONS
from functions.settings import SETTINGS
from santral.domain.access import Role
from santral.local.connect import operation_table
from santral.local.stage_page import stages

_ROLES: Final = tuple(Role)


def openapi() -> str:
    return json.dumps(described(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def roles() -> str:
    """Say which role may use which endpoint."""
    head = " | ".join(each.value for each in _ROLES)
    lines = [
        "# Who may do what",
        "",
        "Made by `make docs` from the endpoints; a test compares it with them, and another asks",
        "every one of them in every role. A key of the API has the role that it was made with.",
        "",
        f"| endpoint | {head} | anybody |",
        f"|---|{'---|' * len(_ROLES)}---|",
    ]
    for each in endpoints():
        may = ["yes" if each.roles is not None and role in each.roles else "" for role in _ROLES]
        anybody = "yes" if each.roles is None else ""
        lines.append(f"| `{each.method} {each.path}` | {' | '.join(may)} | {anybody} |")
    return "\n".join(lines) + "\n"


def settings() -> str:
    """Say what a deployment has to decide."""
    lines = [
        "# Settings of a deployment",
        "",
        "Made by `make docs` from `functions/settings.py`; a test compares it. Each is an",
        "environment variable of the functions. Tables and queues have one each as well:",
        "`SANTRAL_<TABLE>_TABLE`, `SANTRAL_<FUNCTION>_QUEUE`.",
        "",
        "| variable | meaning | where it is not set |",
        "|---|---|---|",
    ]
    for each in SETTINGS.values():
        default = "has to be set" if each.default is None else f"`{each.default}`"
        lines.append(f"| `{each.variable}` | {each.meaning} | {default} |")
    return "\n".join(lines) + "\n"


def functions() -> str:
    """Say what runs in Lambda."""
    lines = [
        "# Functions",
        "",
        "Made by `make docs` from `functions/catalogue.py`; a test compares it. What a function",
        "may read and write is all that its role allows.",
        "",
        "| function | started by | time-out | memory | reads | writes |",
        "|---|---|--:|--:|---|---|",
    ]
    for each in FUNCTIONS.values():
        reads, writes = (
            ", ".join(kind.value for kind in kinds) for kinds in (each.reads, each.writes)
        )
        lines.append(
            f"| `{each.name}` | {each.trigger.value} | {each.timeout_s} s | {each.memory_mib} MiB "
            f"| {reads} | {writes} |"
        )
    return "\n".join(lines) + "\n"


PAGES: Final[Mapping[str, Callable[[], Any]]] = {
    "docs/connect-operations.md": operation_table.page,
    "docs/openapi.json": openapi,
    "docs/roles.md": roles,
    "docs/settings.md": settings,
    "docs/functions.md": functions,
    "docs/stages.md": stages,
}

if __name__ == "__main__":
    for path, page in PAGES.items():
        Path(path).write_text(page(), encoding="utf-8")
        sys.stdout.write(f"{path}\n")
