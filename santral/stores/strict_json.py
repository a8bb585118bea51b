"""Reads what others signed, strictly: one meaning or none."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from typing import Any


def octets_of(text: str) -> bytes:
    """Read base64url without padding, in the one form in which it can be written.

    Raises:
        ValueError: it is not.
    """
    octets = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    # Decoding passes over foreign characters and over bits that are left at the end.
    if urlsafe_b64encode(octets).rstrip(b"=").decode() != text:
        raise ValueError("not base64url")
    return octets


def json_object(octets: bytes) -> Mapping[str, Any]:
    """Read a JSON object in which no name stands twice, at any depth.

    Raises:
        ValueError: it is none.
    """
    try:
        document = json.loads(
            octets.decode("utf-8"),  # json.loads would guess other encodings
            object_pairs_hook=_once,
            parse_constant=_refuse,
        )
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(document, dict):
        raise ValueError("not an object")
    return document


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document = dict(pairs)
    if len(document) != len(pairs):
        raise ValueError("a name stands twice")
    return document


def _refuse(_constant: str) -> None:
    raise ValueError("NaN and Infinity are no JSON")
