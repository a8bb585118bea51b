"""CSV as spreadsheets of many countries write it, read in pieces."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santral.domain.csv_records import CHARSETS, PIECE, CsvForm, Record, form_of, records
from santral.domain.errors import InputError


def read(
    file: bytes, form: CsvForm | None = None, start: int | None = None, piece: int = PIECE
) -> list[Record]:
    form = form or form_of(file)
    first = form.begins if start is None else start
    return list(records(lambda at, length: file[at : at + length], form, first, piece=piece))


def cells(file: bytes) -> list[tuple[str, ...] | None]:
    return [each.cells for each in read(file)]


def test_cells_in_quotes_hold_delimiters_line_ends_and_quotes() -> None:
    file = b'name,note\r\n"Yilmaz, Ada","says ""hi""\r\nand leaves"\r\nBora,\r\n'

    assert cells(file) == [
        ("name", "note"),
        ("Yilmaz, Ada", 'says "hi"\r\nand leaves'),
        ("Bora", ""),
    ]


def test_a_quote_within_a_cell_is_a_letter_like_others() -> None:
    assert cells(b'name,size\nPipe,12" long\nTap,3\n')[1:] == [("Pipe", '12" long'), ("Tap", "3")]


def test_a_quote_that_is_never_closed_spoils_one_line() -> None:
    file = b'name,note\nAda,"broken\nBora,fine\n'

    assert cells(file) == [("name", "note"), None, ("Bora", "fine")]


def test_a_quote_that_is_not_closed_for_long_spoils_one_line() -> None:
    file = b'name\n"broken\n' + b"Bora\n" * 60_000 + b'"Ada"\n'

    found = cells(file)

    assert found[1] is None
    assert (found.count(("Bora",)), found[-1]) == (60_000, ("Ada",))


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_every_kind_of_line_end_will_do_and_the_last_may_lack(end: bytes) -> None:
    assert cells(end.join([b"a,b", b"1,2", b"3,4"])) == [("a", "b"), ("1", "2"), ("3", "4")]


@pytest.mark.parametrize(
    ("header", "delimiter"),
    [("a,b,c", ","), ("a;b;c", ";"), ("a\tb", "\t"), ('"x;y;z",b', ","), ("a", ",")],
)
def test_the_header_tells_what_parts_cells(header: str, delimiter: str) -> None:
    assert form_of(header.encode()).delimiter == delimiter


@pytest.mark.parametrize(
    ("file", "charset", "begins"),
    [
        ("ad,soyad".encode("utf-8-sig"), "utf-8", 3),
        ("\ufeffad,soyad".encode("utf-16-le"), "utf-16-le", 2),
        ("\ufeffad,soyad".encode("utf-16-be"), "utf-16-be", 2),
        ("ad,soyad".encode("utf-16-le"), "utf-16-le", 0),
        ("şoför,Ömer".encode(), "utf-8", 0),
        ("şoför".encode()[:-1], "utf-8", 0),
    ],
)
def test_unicode_is_recognised(file: bytes, charset: str, begins: int) -> None:
    form = form_of(file)

    assert (form.charset, form.begins) == (charset, begins)


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("İşçi", "windows-1254"),
        ("Ольга", "windows-1251"),
        ("Città", "windows-1252"),
        ("王", "gb18030"),
    ],
)
def test_other_charsets_have_to_be_said(text: str, charset: str) -> None:
    file = f"name\n{text}\n".encode(charset)

    with pytest.raises(InputError, match="say its charset"):
        form_of(file)
    assert read(file, form_of(file, charset=charset))[1].cells == (text,)


def test_a_charset_that_is_none_is_refused() -> None:
    with pytest.raises(InputError, match="windows-1251"):
        form_of(b"name", charset="rot13")


def test_bytes_that_are_no_text_are_refused_without_repeating_them() -> None:
    with pytest.raises(InputError) as refused:
        read("name\nGül\n".encode("windows-1254"), CsvForm("utf-8", ","), 0)

    assert "G" not in str(refused.value)
    assert refused.value.__cause__ is None


tables = st.lists(
    st.lists(
        st.text(st.sampled_from('aé王"; ,\t\n\r😀'), max_size=6), min_size=1, max_size=3
    ).filter(lambda row: row != [""]),
    max_size=6,
)


@given(tables, st.sampled_from(["utf-8", "utf-16-le", "utf-16-be", "gb18030"]), st.integers(1, 9))
def test_what_a_spreadsheet_writes_is_read_from_any_record_on(
    table: list[list[str]], charset: str, piece: int
) -> None:
    written = io.StringIO(newline="")
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows(table)
    file = written.getvalue().encode(charset)
    form = CsvForm(charset, ",")
    found = read(file, form, 0, piece)
    again = [read(file, form, each.end, piece) for each in found]

    assert [list(each.cells or ()) for each in found] == table
    assert again == [found[place + 1 :] for place in range(len(found))]


@given(st.binary(max_size=300), st.sampled_from(CHARSETS))
def test_nothing_that_can_be_uploaded_is_worse_than_refused(file: bytes, charset: str) -> None:
    try:
        found = read(file, form_of(file, charset=charset))
    except InputError:
        return
    assert not found or found[-1].end <= len(file)
