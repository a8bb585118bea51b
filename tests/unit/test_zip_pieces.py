"""A ZIP file that was made in pieces opens as any other does."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from santral.domain.zip_pieces import directory, entry

NOON = datetime(2026, 11, 30, 12, 30, 10, tzinfo=UTC)


def made(contents: dict[str, bytes]) -> bytes:
    file, entries = b"", []
    for name, content in contents.items():
        one, octets = entry(name, content, offset=len(file), at=NOON)
        entries.append(one)
        file += octets
    return file + directory(entries, offset=len(file))


names = st.text("abcş王/.-_ ", min_size=1, max_size=12)


@given(st.dictionaries(names, st.binary(max_size=400), max_size=6))
def test_what_is_put_in_comes_out(contents: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(made(contents))) as opened:
        assert opened.testzip() is None
        assert {name: opened.read(name) for name in opened.namelist()} == contents


def test_an_entry_says_when_it_was_made() -> None:
    with zipfile.ZipFile(io.BytesIO(made({"a": b"1"}))) as opened:
        assert opened.infolist()[0].date_time == (2026, 11, 30, 12, 30, 10)
