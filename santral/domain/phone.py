"""Telephone numbers: what counts as E.164, what counts as hidden, and the port that parses."""

from __future__ import annotations

import re
from typing import Final, Protocol

_E164: Final = re.compile(r"\+[1-9][0-9]{6,14}")

# What networks send in place of a caller's number. "+266696687" is the letters ANONYMOUS on a
# telephone's keys (2-6-6-6-9-6-6-8-7), which some carriers send as if it were a number.
_HIDDEN: Final = frozenset(
    {
        "",
        "+266696687",
        "266696687",
        "anonymous",
        "blocked",
        "hidden",
        "private",
        "restricted",
        "unavailable",
        "unknown",
        "withheld",
    }
)


class PhoneNumbers(Protocol):
    def parse(self, written: str, region: str) -> str | None:
        """Return the number in E.164, or None when it is not a number anybody could have.

        Args:
            written: as a person or a file writes it.
            region: the ISO 3166 country whose local forms are meant, such as "TR".
        """
        ...


def is_e164(text: str) -> bool:
    """
    >>> is_e164("+905321112233"), is_e164("0532 111 22 33")
    (True, False)
    """
    return _E164.fullmatch(text) is not None


def is_hidden(caller: str | None) -> bool:
    """Say whether the network kept the caller's number back.

    >>> is_hidden("Anonymous"), is_hidden(None), is_hidden("+905321112233")
    (True, True, False)
    """
    return caller is None or caller.strip().lower() in _HIDDEN
