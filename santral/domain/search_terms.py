"""The words of a text as they are searched for, and where in the text each of them is.

Words are compared folded (santral/domain/folding.py). Chinese, which puts no spaces, is cut into
pairs of characters that overlap; the last character of a run stands for itself too, so that each
single one is the beginning of a term.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from santral.domain.folding import folded_words

LONGEST_TERM: Final = 40  # characters

_HAN: Final = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u3005\u3007"
_RUNS: Final = re.compile(rf"(?P<han>[{_HAN}]+)|[^\W_{_HAN}]+")


@dataclass(frozen=True, slots=True)
class Term:
    """
    Attributes:
        start, end: where it is in the normalised text.
    """

    text: str
    start: int
    end: int


def normalised(text: str) -> str:
    """Return the text to which the places of terms refer."""
    return unicodedata.normalize("NFKC", text)


def terms_of(text: str) -> Iterator[Term]:
    """Yield the terms of a normalised text, in order.

    >>> [each.text for each in terms_of("Klimanızın Bakımı, 空调维修!")]
    ['klimanizin', 'bakimi', '空调', '调维', '维修', '修']
    """
    for run in _RUNS.finditer(text):
        start, end = run.span()
        if run["han"]:
            yield from _pairs(text, start, end)
        else:
            for word in folded_words(run[0]):
                yield Term(word[:LONGEST_TERM], start, end)


def queried(text: str) -> tuple[list[str], str]:
    """Return the terms that a query asks for, and the beginning of a last one; "" is none.

    >>> queried("Klima bak"), queried("klima "), queried("空调维 Bosch "), queried("空")
    ((['klima'], 'bak'), (['klima'], ''), (['空调', '调维', 'bosch'], ''), ([], '空'))
    """
    normal = normalised(text)
    terms: list[str] = []
    beginning = ""
    for run in _RUNS.finditer(normal):
        start, end = run.span()
        if beginning:
            terms.append(beginning)
        found = [each.text for each in terms_of(run[0])]
        is_pairs = run["han"] is not None and end - start > 1
        if is_pairs:
            # The last character alone is a term only where the text's run ended there too.
            found, beginning = found[:-1], ""
        elif end == len(normal) or run["han"]:
            *found, beginning = found or [""]
        else:
            beginning = ""
        terms += found
    return terms, beginning


def _pairs(text: str, start: int, end: int) -> Iterator[Term]:
    for place in range(start, end - 1):
        yield Term(text[place : place + 2], place, place + 2)
    yield Term(text[end - 1], end - 1, end)
