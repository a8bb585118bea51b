"""Text as it is compared in searches: without case, accents and width.

The Turkish i with and without a dot are one letter here: people write ISIK, Isık and Işık for one
name, and a search has to find them all. So are the Russian е and ё.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# What no decomposition turns into the letters that people without that keyboard write.
_SAME: Final = str.maketrans(
    {"ı": "i", "ё": "е", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)
_ACCENTS: Final = re.compile("[\u0300-\u036f]")
# Of Cyrillic only ё loses its accent: й is no и.
_ACCENTED: Final = re.compile("[A-Za-z\u0370-\u03ff][\u0300-\u036f]+")
_NO_WORD: Final = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """
    >>> folded("IŞIK"), folded("ışık"), folded("Işık"), folded("İstanbul")
    ('isik', 'isik', 'isik', 'istanbul')
    >>> folded("Ёлка Йод"), folded("Straße"), folded("ＡＢＣ１２")
    ('елка йод', 'strasse', 'abc12')
    """
    parted = unicodedata.normalize("NFKD", text)
    bare = _ACCENTED.sub(_without_accents, parted)
    again = unicodedata.normalize("NFKC", bare.casefold())
    return _ACCENTED.sub(_without_accents, again).translate(_SAME)


def folded_words(text: str) -> list[str]:
    """
    >>> folded_words("Ayşe Nur YILMAZ-Öztürk (Ltd. Şti.)")
    ['ayse', 'nur', 'yilmaz', 'ozturk', 'ltd', 'sti']
    """
    return _NO_WORD.sub(" ", folded(text)).split()


def _without_accents(accented: re.Match[str]) -> str:
    return _ACCENTS.sub("", accented[0])
