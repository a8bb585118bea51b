"""A card from what another system says: a wrong value is as if it were missing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from santral.domain.errors import DependencyError
from santral.stores.crm import CrmCard

_LONGEST_TEXT: Final = 256
_LONGEST_NOTE: Final = 1000
_LONGEST_URL: Final = 2048
_LARGEST_COUNT: Final = 1_000_000


def parsed(octets: bytes) -> Any:
    """
    Raises:
        DependencyError: not JSON; asking again is no use.
    """
    try:
        return json.loads(octets)
    except (ValueError, RecursionError) as error:
        raise DependencyError("crm", "an answer that is not JSON", retryable=False) from error


def card_of(plain: Any, paths: Mapping[str, str]) -> CrmCard | None:
    """Read what can be read; no name is no card.

    Args:
        paths: of the card's values that do not stand under their own name.
    """

    def value(name: str) -> Any:
        return _at(plain, paths.get(name, name))

    name = _text(value("name"))
    if not name:
        return None
    return CrmCard(
        name=name,
        tier=_text(value("tier")),
        open_orders=_count(value("open_orders")),
        open_tickets=_count(value("open_tickets")),
        url=_page(value("url")),
        id=_id(value("id")),
        company=_text(value("company")),
        email=_text(value("email")),
        language=_text(value("language")),
        note=_text(value("note"), _LONGEST_NOTE),
    )


def _at(plain: Any, path: str) -> Any:
    """Return what stands at a path of keys and places (`data.0.name`); None where nothing does."""
    for step in path.split("."):
        if isinstance(plain, dict):
            plain = plain.get(step)
        elif isinstance(plain, list) and step.isascii() and step.isdigit():
            place = int(step)
            plain = plain[place] if place < len(plain) else None
        else:
            return None
    return plain


def _text(value: object, longest: int = _LONGEST_TEXT) -> str:
    """Return a short text in one line, as it can be spoken and logged nowhere."""
    if not isinstance(value, str):
        return ""
    printable = "".join(c if c.isprintable() else " " for c in value[: 4 * longest])
    return " ".join(printable.split())[:longest]


def _id(value: object) -> str:
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return _text(str(value) if is_number and 0 <= value < 10**18 else value)  # type: ignore[operator]


def _count(value: object) -> int | None:
    """Return how many; a list of what is open counts as many as it holds."""
    if isinstance(value, list):
        value = len(value)
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if 0 <= value <= _LARGEST_COUNT else None


def _page(value: object) -> str:
    """Return the card's address if an agent's browser may open it."""
    if not isinstance(value, str) or len(value) > _LONGEST_URL or not value.isascii():
        return ""
    is_safe = value.startswith("https://") and value.isprintable() and " " not in value
    return value if is_safe else ""
