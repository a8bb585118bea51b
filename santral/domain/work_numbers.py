"""Numbers of orders and tickets that people can say on a telephone.

`261123-7KQ4F`: the day, so that lists are in its order, and five characters that cannot be mistaken
for one another. They are drawn from an id, so that the same request made again gets the same
number; where another has it that day, the next attempt draws another.
"""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from typing import Final

ATTEMPTS: Final = 8

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: without I, L, O and U
_CHARACTERS: Final = 5  # 33 million a day
_NUMBER: Final = re.compile(rf"\d{{6}}-[{_ALPHABET}]{{{_CHARACTERS}}}", re.ASCII)
_MISTAKEN: Final = str.maketrans({"I": "1", "L": "1", "O": "0"})


def work_number(at: datetime, id_: str, attempt: int = 0) -> str:
    """
    Args:
        at: aware; the tenant's zone decides which day it is.
        id_: unique, such as that of the request.
    """
    drawn = int.from_bytes(hashlib.sha256(f"{id_}#{attempt}".encode()).digest(), "big")
    characters = []
    for _ in range(_CHARACTERS):
        drawn, place = divmod(drawn, len(_ALPHABET))
        characters.append(_ALPHABET[place])
    return f"{at:%y%m%d}-{''.join(characters)}"


def read_work_number(said: str) -> str | None:
    """Return the number that was meant, None where none was.

    >>> read_work_number("261123-7kq4f"), read_work_number(" 261123 OKQ4I "), read_work_number("7")
    ('261123-7KQ4F', '261123-0KQ41', None)
    """
    letters = re.sub(r"[\s-]", "", said.upper()).translate(_MISTAKEN)
    number = f"{letters[:6]}-{letters[6:]}"
    return number if _NUMBER.fullmatch(number) else None
