"""TOML as people write it, and where it is none."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any, Final

from santral.domain.errors import SettingsFileError

_PLACE: Final = re.compile(r"at line (\d+), column (\d+)")


def read_toml(text: str, file: str, error: type[SettingsFileError]) -> Mapping[str, Any]:
    """
    Args:
        text: a byte order mark may stand first.
        file: what errors call it.
        error: raised with the place where the text is no TOML.
    """
    try:
        return tomllib.loads(text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}"))
    except tomllib.TOMLDecodeError as wrong:
        place = _PLACE.search(str(wrong))
        path = f"line {place[1]}, column {place[2]}" if place else "(end of file)"
        raise error(file, [(path, "expected TOML")]) from None
