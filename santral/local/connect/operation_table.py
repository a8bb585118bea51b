"""Writes docs/connect-operations.md: which operations of Amazon Connect are here (`make docs`)."""

from __future__ import annotations

from collections import defaultdict

import santral.local.connect.operations  # noqa: F401 - enters every operation
from santral.local.connect.protocol.model import model
from santral.local.connect.registry import OPERATIONS

_HEAD = """# The local Amazon Connect: operations

Made by `make docs` from the operations that are registered; a test compares it with them.

{supported} of the {all} operations of Amazon Connect's API are here. Every request is checked
against the service model that boto3 brings, and so is every answer. An operation that is not here
answers `UnsupportedOperationException` with its name.

| Noun | Operations |
|---|---|
{rows}

## Not here

{missing}
"""


def page() -> str:
    """Write the whole page."""
    by_noun: dict[str, list[str]] = defaultdict(list)
    for name, supported in OPERATIONS.items():
        by_noun[supported.function.__module__.rpartition(".")[2]].append(name)
    rows = [
        f"| {noun.replace('_', ' ')} | {', '.join(f'`{each}`' for each in sorted(names))} |"
        for noun, names in sorted(by_noun.items())
    ]
    missing = sorted(model().names - set(OPERATIONS))
    return _HEAD.format(
        supported=len(OPERATIONS),
        all=len(model().names),
        rows="\n".join(rows),
        missing=", ".join(f"`{each}`" for each in missing),
    )
