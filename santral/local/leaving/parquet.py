"""The records of a kind as a Parquet file: a column for each member of their content.

Members that are text, whole numbers or booleans throughout are columns of that type; what is a list
or a table, or differs, is JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, Final

from santral.domain.errors import InputError

_ROWS: Final = 5_000  # at once in memory
_CONTENT: Final = "content"


def require() -> None:
    """
    Raises:
        InputError: pyarrow is not installed.
    """
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError:
        raise InputError(
            "tables need pyarrow: pip install pyarrow, or leave them out with --no-tables"
        ) from None


def write(folder: Path, kind: str) -> None:
    """Write tables/<kind>.parquet from records/<kind>.jsonl; the first pass finds the columns."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    source = folder / "records" / f"{kind}.jsonl"
    target = folder / "tables" / f"{kind}.parquet"
    target.parent.mkdir(exist_ok=True)
    types = _types(source)
    arrow = {str: pa.string(), int: pa.int64(), bool: pa.bool_()}
    schema = pa.schema([(name, arrow.get(each, pa.string())) for name, each in types.items()])
    with pq.ParquetWriter(target, schema, compression="zstd") as writer:
        rows = _rows(source)
        while some := list(islice(rows, _ROWS)):
            columns = {
                name: [_cell(row.get(name), type_) for row in some] for name, type_ in types.items()
            }
            writer.write_table(pa.table(columns, schema=schema))


def _types(source: Path) -> dict[str, type]:
    """Return the columns in order; `dict` stands for what is written as JSON."""
    types: dict[str, type] = {}
    for row in _rows(source):
        for name, value in row.items():
            if value is None:
                types.setdefault(name, str)
                continue
            found = type(value) if isinstance(value, str | int | bool) else dict
            if isinstance(value, int) and not -(2**63) <= value < 2**63:
                found = dict
            types[name] = found if types.get(name, found) is found else dict
    return dict(sorted(types.items()))


def _rows(source: Path) -> Iterator[Mapping[str, Any]]:
    with source.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            plain = json.loads(line)
            content = plain.pop(_CONTENT, {})
            inner = content if isinstance(content, dict) else {_CONTENT: content}
            # A member may be called as one of the item's own attributes.
            yield plain | {
                (f"{_CONTENT}_{name}" if name in plain else name): each
                for name, each in inner.items()
            }


def _cell(value: Any, type_: type) -> Any:
    if value is None or type_ in (str, int, bool):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
