"""Cells of CSV that no spreadsheet takes for a formula.

Source: OWASP, "CSV Injection" (read 2026-11-30), and OWASP ASVS 1.2.10: an apostrophe before a cell
that begins with one of these; of full-width letters too, which some programs read as the others.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

_BEGINS: Final = tuple("=+-@\t\r\n\0＝＋－＠")
_MARK: Final = "'"


def guarded(cell: str) -> str:
    """
    >>> guarded("=1+1"), guarded("+90532"), guarded("plain"), guarded("'=1")
    ("'=1+1", "'+90532", 'plain', "''=1")
    """
    return _MARK + cell if cell.lstrip(_MARK).startswith(_BEGINS) else cell


def unguarded(cell: str) -> str:
    """Return what was guarded.

    >>> unguarded("'=1+1"), unguarded("'tis"), unguarded("''=1")
    ('=1+1', "'tis", "'=1")
    """
    return cell[1:] if cell.startswith(_MARK) and guarded(cell[1:]) == cell else cell


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as RFC 4180 has them."""
    written = io.StringIO(newline="")
    # A NUL is no text: the csv module of some versions would not write it.
    csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(
        [guarded(cell.replace("\0", "\N{REPLACEMENT CHARACTER}")) for cell in row] for row in rows
    )
    return written.getvalue()
