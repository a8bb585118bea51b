"""An uploaded list of customers, read a chunk of rows at a time, from wherever an import stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from functions.wiring import collaborators
from santral.domain.csv_records import CsvForm, Record, form_of, records
from santral.domain.customer import Customer
from santral.domain.customer_import import Row, read_row
from santral.domain.errors import InputError
from santral.domain.import_columns import Columns, columns_of
from santral.domain.import_plan import NumberedRow
from santral.domain.tenant import Tenant
from santral.stores.files import Files
from santral.stores.imports import Place

_HEAD_BYTES: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Chunk:
    """
    Attributes:
        end: the byte after it.
        last_row: the number of its last row.
        is_last: whether the file ends with it.
    """

    rows: tuple[NumberedRow, ...]
    end: int
    last_row: int
    is_last: bool


@dataclass(frozen=True, slots=True)
class Begun:
    """
    Attributes:
        ignored: the headers of columns that nobody knows.
    """

    place: Place
    ignored: tuple[str, ...]


def begin(files: Files, key: str, place: Place) -> Begun:
    """Read the header.

    Raises:
        NotFoundError: there is no file.
        InputError: it is none that customers can be read from.
    """
    state = files.state(key)
    head = files.read(key, 0, _HEAD_BYTES, etag=state.etag)
    options = place.options
    form = form_of(head, charset=options.charset, delimiter=options.delimiter)
    header = next(records(lambda at, length: head[at : at + length], form, form.begins), None)
    if header is None or header.cells is None:
        raise InputError("rows[1]: expected the names of columns")
    columns = columns_of(header.cells, options.mapping)
    begun = replace(
        place,
        etag=state.etag,
        size_bytes=state.size_bytes,
        charset=form.charset,
        delimiter=form.delimiter,
        offset=header.end,
        columns=columns.fields,
    )
    return Begun(begun, columns.ignored)


def chunks(files: Files, key: str, place: Place, tenant: Tenant) -> Iterator[Chunk]:
    """Yield what is left of the file.

    Raises:
        NotFoundError: the file is gone.
        ConflictError: it is another one by now.
        InputError: from here on it is not text of its charset; what was before has been yielded.
    """

    def read(at: int, length: int) -> bytes:
        return files.read(key, at, length, etag=place.etag)

    most = collaborators().settings.import_rows
    form = CsvForm(place.charset, place.delimiter)
    rows: list[NumberedRow] = []
    end, number = place.offset, place.row
    try:
        for record in records(read, form, place.offset):
            end, number = record.end, number + 1
            if not _is_blank(record):
                rows.append(NumberedRow(number, _row(record, place, tenant)))
            if len(rows) >= most:
                yield Chunk(tuple(rows), end, number, is_last=False)
                rows = []
    except InputError:
        if rows:
            yield Chunk(tuple(rows), end, number, is_last=False)
        raise
    yield Chunk(tuple(rows), end, number, is_last=True)


def _is_blank(record: Record) -> bool:
    return record.cells is not None and not any(cell.strip() for cell in record.cells)


def _row(record: Record, place: Place, tenant: Tenant) -> Row:
    if record.cells is None or "\0" in "".join(record.cells):
        return Row(Customer("", ""), (("", "expected a row of CSV, each quote closed"),))
    region = place.options.region or tenant.region
    phone_numbers = collaborators().phone_numbers
    return read_row(record.cells, Columns(place.columns), tenant, phone_numbers, region)
