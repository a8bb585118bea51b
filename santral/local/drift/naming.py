"""ARNs of a live flow turned back into the logical names that files have.

A function's name is CloudFormation's (`santral-dev-functions-MenuStep1A2B3C4D-x9Y8`): it holds
ours, without its underscores. Where two functions hold the same of ours, nobody can say which is
meant, and neither is named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final

_ARN: Final = re.compile(r"arn:aws[a-z-]*:[a-z0-9-]+:[^\s\"']*")
_FUNCTION: Final = re.compile(r"arn:aws[a-z-]*:lambda:[a-z0-9-]+:[0-9]{12}:function:([\w-]+)")
_OPENING: Final = "${"


class Naming:
    def __init__(self, names: Mapping[str, str]) -> None:
        """
        Args:
            names: ARN, or id, to logical name.
        """
        self._names = dict(names)
        longest_first = sorted(names, key=len, reverse=True)
        pattern = "|".join(map(re.escape, longest_first)) or r"(?!)"
        # An alias or version behind a function's ARN is deployed with it.
        self._known = re.compile(rf"({pattern})(?::[\w$-]+)?(?![\w-])")

    def named(self, value: Any) -> Any:
        """Return a document with logical names in the place of all that are known."""
        if isinstance(value, Mapping):
            return {key: self.named(each) for key, each in value.items()}
        if isinstance(value, list):
            return [self.named(each) for each in value]
        if not isinstance(value, str):
            return value
        return self._known.sub(lambda found: f"${{{self._names[found[1]]}}}", value)


def function_names(arns: Iterable[str], logical: Collection[str]) -> dict[str, str]:
    """Map functions to what flows call them: `lambda.menu_step`.

    >>> arn = "arn:aws:lambda:eu-central-1:123456789012:function:centre-MenuStep1A2B3C4D-x9"
    >>> list(function_names([arn], ["menu", "menu_step"]).values())
    ['lambda.menu_step']
    """
    found: dict[str, str] = {}
    for arn in sorted(set(arns)):
        match = _FUNCTION.match(arn)
        told = _letters(match[1]) if match else ""
        fitting = [each for each in logical if _letters(each) in told]
        if match and fitting:
            found[match[0]] = max(fitting, key=len)
    counts = Counter(found.values())
    return {arn: f"lambda.{name}" for arn, name in found.items() if counts[name] == 1}


def function_arns_in(value: Any) -> Iterator[str]:
    for _, text in texts_in(value):
        yield from (each[0] for each in _FUNCTION.finditer(text))


def not_to_be_written(value: Any, names: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the path of each text that no file can have, and why.

    Args:
        names: the logical names that a file may have.
    """
    for path, text in texts_in(value):
        arn = _ARN.search(text)
        if arn:
            yield path, f"no logical name for {arn[0]}"
            continue
        for name in re.findall(r"\$\{([^}]*)", text):
            if name not in names:
                yield path, f"{_OPENING} begins a logical name in a file, and {name!r} is none"


def texts_in(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from texts_in(each, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from texts_in(each, f"{path}[{index}]")


def _letters(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())
