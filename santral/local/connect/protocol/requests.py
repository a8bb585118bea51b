"""What a request to an AWS service and its reply are between here and any transport."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple, Protocol

# Source: IAM User Guide, "Elements of an AWS API request signature".
_SCOPE: Final = re.compile(
    r"Credential=[^,\s/]+/[0-9]{8}/([^,\s/]+)/([^,\s/]+)/aws4_request", re.ASCII
)


class Reply(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


class Answers(Protocol):
    """A service's API, by the parts of an HTTP request; see wire.Wire."""

    def answer(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """Answer at once.

        Args:
            target: path and query as they were sent, percent-encoded.
        """
        ...


class Scope(NamedTuple):
    """What a request was signed for."""

    region: str
    service: str


def scope(headers: Mapping[str, str]) -> Scope | None:
    """Read the scope out of a request's Authorization; None where it has none."""
    found = _SCOPE.search(headers.get("Authorization") or headers.get("authorization") or "")
    return None if found is None else Scope(found[1], found[2])
