"""The part of an article that shows why it was found, with the words marked as data."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from santral.domain.article_index import STEM_LETTERS
from santral.domain.search_terms import Term, normalised, queried, terms_of

LONGEST: Final = 240  # characters

_BEFORE: Final = 40  # of what is around the first word


@dataclass(frozen=True, slots=True)
class Snippet:
    """
    Attributes:
        marks: (start, end) of each word that was asked for, in `text`; never overlapping.
        begins, ends: whether the article begins, and ends, with it.
    """

    text: str
    marks: tuple[tuple[int, int], ...]
    begins: bool
    ends: bool


def snippet(text: str, query: str) -> Snippet:
    """Return the part with the most different words of the query; the beginning where none is."""
    normal = normalised(text)
    whole, beginning = queried(query)
    found = [each for each in terms_of(normal) if _is_asked_for(each.text, whole, beginning)]
    start = _best_start(normal, found)
    end = _edge(normal, start + LONGEST)
    marks: list[tuple[int, int]] = []
    for each in found:
        if start <= each.start and each.end <= end:
            _add(marks, each.start - start, each.end - start)
    return Snippet(normal[start:end], tuple(marks), start == 0, end == len(normal))


def _is_asked_for(term: str, whole: list[str], beginning: str) -> bool:
    if term in whole or (beginning and term.startswith(beginning)):
        return True
    stems = [each[:STEM_LETTERS] for each in (*whole, beginning) if len(each) > STEM_LETTERS]
    return any(term.startswith(each) for each in stems)


def _best_start(text: str, found: list[Term]) -> int:
    best, most = 0, 0
    starts = [each.start for each in found]
    for place, each in enumerate(found):
        last = bisect_right(starts, each.start + LONGEST - _BEFORE)
        words = len({other.text for other in found[place:last]})
        if words > most:
            best, most = each.start, words
    return 0 if best <= _BEFORE else _edge(text, best - _BEFORE)


def _edge(text: str, place: int) -> int:
    """Return the beginning of the word that is there, or a place where none is cut."""
    if place >= len(text):
        return len(text)
    space = text.rfind(" ", max(0, place - _BEFORE + 1), place + 1)
    return place if space < 0 else space + 1


def _add(marks: list[tuple[int, int]], start: int, end: int) -> None:
    if marks and start < marks[-1][1]:
        marks[-1] = (marks[-1][0], max(end, marks[-1][1]))
    else:
        marks.append((start, end))
