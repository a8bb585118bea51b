"""Breaks a text into lines of a width that a terminal has."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator


def wrapped(text: str, width: int) -> list[str]:
    """Break a text into lines at most `width` columns wide; Chinese letters take two.

    >>> wrapped("to be or not", 6)
    ['to be', 'or not']
    >>> wrapped("您好世界", 4)
    ['您好', '世界']
    """
    lines, line, used = [], "", 0
    for word in text.split():
        for index, piece in enumerate(_pieces(word, width)):
            gap = " " if line and index == 0 else ""
            wide = len(gap) + _width(piece)
            if line and used + wide > width:
                lines.append(line)
                line, used, gap, wide = "", 0, "", _width(piece)
            line, used = line + gap + piece, used + wide
    return [*lines, line] if line else lines


def _pieces(word: str, width: int) -> Iterator[str]:
    piece = ""
    for letter in word:
        if piece and _width(piece + letter) > width:
            yield piece
            piece = ""
        piece += letter
    yield piece


def _width(text: str) -> int:
    return sum(
        0 if unicodedata.combining(x) else 1 + (unicodedata.east_asian_width(x) in "WF")
        for x in text
    )


def _passed_on(to: str) -> str:
    return "connected to the third party" if to == "third party" else "the agent passes her on"
