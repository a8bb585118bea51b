"""Records of a CSV file that comes in pieces, each with the place in the file where it ends.

As spreadsheets write it (RFC 4180): a cell in quotes may hold delimiters, line ends and quotes that
are doubled. A quote that is never closed spoils its own line and no other.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from santral.domain.errors import InputError

DELIMITERS: Final = ",;\t"
CHARSETS: Final = (
    "utf-8",
    "utf-16-le",
    "utf-16-be",
    "windows-1254",
    "windows-1251",
    "windows-1252",
    "gb18030",
)
LONGEST_RECORD: Final = 100_000  # characters

PIECE: Final = 128 * 1024  # bytes read at once
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LINE_END: Final = re.compile(r"\r\n|\n|\r")

ReadBytes = Callable[[int, int], bytes]


@dataclass(frozen=True, slots=True)
class Record:
    """
    Attributes:
        cells: None for a line that is no record.
        end: the byte after it.
    """

    cells: tuple[str, ...] | None
    end: int


@dataclass(frozen=True, slots=True)
class CsvForm:
    """How a file is written.

    Attributes:
        begins: the byte after the mark of the byte order, where there is one.
    """

    charset: str
    delimiter: str
    begins: int = 0


def form_of(head: bytes, *, charset: str = "", delimiter: str = "") -> CsvForm:
    """Tell from the first bytes of a file how it is written.

    Args:
        charset, delimiter: "" is not known. A byte order mark beats a charset.

    Raises:
        InputError: it is not UTF-8 or UTF-16, and nobody has said what it is.
    """
    begins = 0
    for mark, marked in _BOMS:
        if head.startswith(mark):
            charset, begins = marked, len(mark)
    charset = charset or _guessed(head)
    if charset not in CHARSETS:
        raise InputError(f"expected a charset of {', '.join(CHARSETS)}")
    text = codecs.getincrementaldecoder(charset)(errors="replace").decode(head[begins:])
    return CsvForm(charset, delimiter or _delimiter(text), begins)


def records(read: ReadBytes, form: CsvForm, start: int, *, piece: int = PIECE) -> Iterator[Record]:
    """Yield the records from a place on, which has to be where one begins.

    Args:
        read: returns the bytes of a place and length, fewer at the end.
        piece: how many are read at once.

    Raises:
        InputError: the bytes are not text of that charset.
    """
    text = _Text(read, form.charset, start, piece)
    whole, last = _record_patterns(form.delimiter)
    end = start
    while True:
        match = whole.match(text.buffer, text.place)
        if match is None and not text.is_at_end and text.ahead < LONGEST_RECORD:
            text.read_on()
            continue
        if match is None and text.is_at_end:
            match = last.match(text.buffer, text.place)
        record, is_record = (match[0], True) if match else (text.line(), False)
        if not record:
            return
        text.place += len(record)
        end += len(record.encode(form.charset))
        yield Record(_cells(record, form.delimiter) if is_record else None, end)


class _Text:
    """The text that has been read and not been taken yet."""

    def __init__(self, read: ReadBytes, charset: str, start: int, piece: int) -> None:
        self._read, self._at, self._charset, self._piece = read, start, charset, piece
        self._decode = codecs.getincrementaldecoder(charset)().decode
        self.buffer, self.place, self.is_at_end = "", 0, False

    @property
    def ahead(self) -> int:
        return len(self.buffer) - self.place

    def read_on(self) -> None:
        octets = self._read(self._at, self._piece)
        self._at += len(octets)
        self.is_at_end = len(octets) < self._piece
        try:
            more = self._decode(octets, self.is_at_end)
        except UnicodeDecodeError:
            # Chained, the error would carry what was in the file.
            raise InputError(f"expected text in {self._charset} throughout") from None
        self.buffer, self.place = self.buffer[self.place :] + more, 0

    def line(self) -> str:
        """Return what is left of the present line."""
        match = _LINE_END.search(self.buffer, self.place)
        return self.buffer[self.place : match.end() if match else None]


@cache
def _record_patterns(delimiter: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what a record is that has a line end, and what the last one is."""
    mark = re.escape(delimiter)
    cell = rf'(?:"(?:[^"]|"")*+"|(?!"))[^{mark}\r\n]*+'
    row = rf"{cell}(?:{mark}{cell})*+"
    # A CR that ends what was read may be half of a CR LF.
    return re.compile(rf"{row}(?:\r\n|\n|\r(?!\Z))"), re.compile(rf"{row}\r?\Z")


def _cells(record: str, delimiter: str) -> tuple[str, ...]:
    try:
        return tuple(next(csv.reader([record], delimiter=delimiter), ()))
    except csv.Error:  # a NUL, or a cell beyond the module's limit
        return ()


def _guessed(head: bytes) -> str:
    evens, odds = head[0::2].count(0), head[1::2].count(0)
    if evens + odds > len(head) // 8:
        return "utf-16-le" if odds > evens else "utf-16-be"
    try:
        # The last character may be cut.
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        raise InputError(
            "the file is not UTF-8: say its charset, such as windows-1254 or gb18030"
        ) from None
    return "utf-8"


def _delimiter(text: str) -> str:
    header = re.sub(r'"[^"]*"', "", _LINE_END.split(text, maxsplit=1)[0])
    return max(DELIMITERS, key=header.count)
