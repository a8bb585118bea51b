"""Errors about names: what was expected, and which name is likely meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

_LISTED: Final = 20


def did_you_mean(word: object, known: Iterable[str]) -> str:
    """Return the end of a sentence: the name that is likely meant, or all that there are.

    >>> did_you_mean("capcity", ["capacity", "name"]), did_you_mean("x", ["main", "office"])
    (' (did you mean "capacity"?)', ' (one of main, office)')
    """
    import difflib  # only who made a mistake waits for it, and no caller

    names = sorted(known)
    near = difflib.get_close_matches(str(word), names, n=1)
    if near:
        return f' (did you mean "{near[0]}"?)'
    return f" (one of {', '.join(names)})" if 0 < len(names) <= _LISTED else ""


def unknown_name(
    path: str, name: str, known: Iterable[str], what: str
) -> Iterator[tuple[str, str]]:
    """Yield (path, expected) when the name is none of those known."""
    names = list(known)
    if name not in names:
        yield path, f"expected {what}{did_you_mean(name, names)}"
