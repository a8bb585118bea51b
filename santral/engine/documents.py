"""A flow's text as JSON, bounded: nothing after it meets a depth or a text it cannot bear.

Every fault is an answer, whatever the input; walking it needs no recursion.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite

# Connect takes 256,000 characters, its console exports up to a megabyte.
LONGEST, LONGEST_PUBLISHED = 1_000_000, 256_000
# Far beyond any real flow; what is read recursively stays far from Python's own limit.
DEEPEST = 40
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Document:
    """What was read.

    Attributes:
        root: None where it cannot be read; `fault` then says why.
        refused: what Connect would refuse, though it can be read.
    """

    root: dict[str, object] | None
    fault: str = ""
    refused: tuple[str, ...] = ()


def read_document(content: str | Mapping[str, object]) -> Document:
    """Read a flow's content; a mapping is read as if it had been written as JSON."""
    text = content if isinstance(content, str) else _written(content)
    if text is None:
        return Document(None, "not JSON")
    if len(text) > LONGEST:
        return Document(None, f"longer than {LONGEST:,} characters")
    repeated: list[str] = []
    root = _parsed(text.removeprefix("\ufeff"), repeated)
    if isinstance(root, _Fault):
        return Document(None, root.text)
    if not isinstance(root, dict):
        return Document(None, "a JSON object is needed")
    fault = unbearable(root)
    if fault is not None:
        return Document(None, fault)
    refused = [f"the key {key!r} stands twice in one object" for key in repeated]
    if len(text) > LONGEST_PUBLISHED:
        refused.append(f"longer than {LONGEST_PUBLISHED:,} characters")
    return Document(root, refused=tuple(refused))


@dataclass(frozen=True, slots=True)
class _Fault:
    text: str


def _parsed(text: str, repeated: list[str]) -> object:
    try:
        return json.loads(
            text,
            object_pairs_hook=lambda pairs: _object(pairs, repeated),
            parse_constant=_refuse_constant,
        )
    except json.JSONDecodeError as error:
        return _Fault(f"not JSON: {error.msg} (line {error.lineno}, column {error.colno})")
    except ValueError:
        return _Fault("not JSON: it holds a number that cannot be read")
    except RecursionError:
        return _Fault(_TOO_DEEP)


def leaves(value: object, path: str) -> Iterator[tuple[str, object]]:
    """Yield each value that holds no other, with its path, in the order of the file."""
    waiting = [(path, value)]
    while waiting:
        at, each = waiting.pop()
        if isinstance(each, dict):
            waiting.extend((f"{at}.{key}", inner) for key, inner in reversed(each.items()))
        elif isinstance(each, list):
            numbered = reversed(list(enumerate(each)))
            waiting.extend((f"{at}[{index}]", inner) for index, inner in numbered)
        else:
            yield at, each


_TOO_DEEP = f"nested more than {DEEPEST} levels deep"


def _written(content: Mapping[str, object]) -> str | None:
    try:
        return json.dumps(content, default=dict)
    except (TypeError, ValueError, RecursionError):
        return None


def _object(pairs: list[tuple[str, object]], repeated: list[str]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) < len(pairs):
        counted = Counter(key for key, _ in pairs)
        repeated.extend(key for key, count in counted.items() if count > 1)
    return made


def _refuse_constant(_name: str) -> None:
    raise ValueError("NaN and Infinity are not JSON")


def unbearable(root: object) -> str | None:
    """Look for what the rest of the engine cannot bear: depth, half characters, infinity."""
    waiting: list[tuple[int, object]] = [(1, root)]
    while waiting:
        depth, value = waiting.pop()
        if depth > DEEPEST:
            return _TOO_DEEP
        if isinstance(value, dict):
            if any(_SURROGATE.search(key) for key in value):
                return _NOT_UNICODE
            waiting.extend((depth + 1, each) for each in value.values())
        elif isinstance(value, list):
            waiting.extend((depth + 1, each) for each in value)
        elif isinstance(value, str) and _SURROGATE.search(value):
            return _NOT_UNICODE
        elif isinstance(value, float) and not isfinite(value):
            return "a number that cannot be read"
    return None


_NOT_UNICODE = "a text with half a character (a lone surrogate)"
