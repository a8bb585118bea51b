"""Answers as contact flows take them: one flat object of texts, below 32 KB.

Source: Amazon Connect administrator guide, "Invoke Lambda functions", on responses (2026).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

LARGEST_BYTES: Final = 32 * 1024 - 1
_MOST_BYTES_PER_CHARACTER: Final = 12  # escaped JSON of one outside the basic plane: 😀


def flat(values: Mapping[str, object]) -> dict[str, str]:
    """Return the answer: None becomes "", True "yes", False "no", numbers their digits.

    Where the whole is too long, the longest values are cut; ARNs and names are never those.

    Raises:
        TypeError: a value is none of these.
    """
    answer = {key: _text(value) for key, value in values.items()}
    longest = sum(len(key) + len(value) + 1 for key, value in answer.items())
    if longest * _MOST_BYTES_PER_CHARACTER <= LARGEST_BYTES:
        return answer
    while (excess := _size(answer) - LARGEST_BYTES) > 0:
        key = max(answer, key=lambda name: _size(answer[name]))
        if not answer[key]:
            raise TypeError("an answer of names alone is too long")
        answer[key] = _cut(answer[key], excess)
    return answer


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        # A lone surrogate is no Unicode text, and the reply would not be valid UTF-8.
        return str(value) if value.isascii() else value.encode("utf-8", "replace").decode()
    if isinstance(value, int | float):
        return str(value)
    raise TypeError(f"a flow takes texts, not {type(value).__name__}")


def _size(value: object) -> int:
    """Return the bytes of the value as JSON with escapes: never less than those on the wire."""
    return len(json.dumps(value))


def _cut(text: str, excess: int) -> str:
    """Return a beginning of the text that is shorter by at least `excess` bytes, if it can be."""
    keep = len(text)
    while keep and _size(text) - _size(text[:keep]) < excess:
        keep = min(keep - 1, keep - excess // _MOST_BYTES_PER_CHARACTER)
        keep = max(keep, 0)
    return text[:keep]
