"""The customers of a business from CSV, as a spreadsheet writes it.

Columns in any order; commas or semicolons between them (spreadsheets in most of Europe write
semicolons); several numbers of one customer are parted by "|".
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from santral.domain.customer import Customer
from santral.domain.phone import PhoneNumbers
from santral.domain.suggestions import did_you_mean
from santral.domain.tenant import Tenant

Refuse = Callable[[str, str], None]

COLUMNS: Final = (
    "id",
    "name",
    "greet_as",
    "numbers",
    "country",
    "tier",
    "language",
    "account_manager",
    "queue",
    "notes",
)
_REQUIRED: Final = ("id", "name", "numbers")


def read_customers(
    text: str, tenant: Tenant, phone_numbers: PhoneNumbers, refuse: Refuse
) -> tuple[Customer, ...]:
    """Return the customers in file order.

    Args:
        refuse: is told (path, expected) of each problem; a path is `customers.csv:LINE.COLUMN`.
    """
    text = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    if not text.strip():
        return ()
    header = text.partition("\n")[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    rows = csv.DictReader(io.StringIO(text), delimiter=delimiter, strict=True)
    reader = _Rows(tenant, phone_numbers, refuse)
    try:
        if not reader.has_columns(rows.fieldnames or ()):
            return ()
        return tuple(reader.customer(row, rows.line_num) for row in rows)
    except csv.Error:
        refuse(f"customers.csv:{rows.reader.line_num}", "expected a row of CSV")
        return ()


class _Rows:
    def __init__(self, tenant: Tenant, phone_numbers: PhoneNumbers, refuse: Refuse) -> None:
        self._tenant, self._phone_numbers, self._refuse = tenant, phone_numbers, refuse
        self._first_seen: dict[str, int] = {}
        self._names = _Names.of(tenant)

    def has_columns(self, header: Iterable[str]) -> bool:
        columns = list(header)
        for name in columns:
            if name not in COLUMNS:
                self._refuse("customers.csv:1", f"unknown column{did_you_mean(name, COLUMNS)}")
        missing = [name for name in _REQUIRED if name not in columns]
        for name in missing:
            self._refuse("customers.csv:1", f"expected a column {name}")
        return not missing

    def customer(self, row: Mapping[str | None, object], line: int) -> Customer:
        path = f"customers.csv:{line}"
        if None in row or None in row.values():
            self._refuse(path, "expected as many columns as the header has")
        cells = {key: str(value or "").strip() for key, value in row.items() if key}
        self._check(path, line, cells)
        return Customer(
            id=cells["id"],
            name=cells["name"],
            numbers=tuple(self._numbers(path, cells)),
            tier=cells.get("tier", ""),
            language=cells.get("language") or None,
            greet_as=cells.get("greet_as", ""),
            account_manager=cells.get("account_manager") or None,
            queue=cells.get("queue") or None,
            notes=cells.get("notes", ""),
        )

    def _check(self, path: str, line: int, cells: Mapping[str, str]) -> None:
        for name in (name for name in ("id", "name") if not cells[name]):
            self._refuse(f"{path}.{name}", "missing")
        first = self._first_seen.setdefault(cells["id"], line)
        if cells["id"] and first != line:
            self._refuse(f"{path}.id", f"expected an id of its own; line {first} has it as well")
        for column, expected in self._names.problems(cells):
            self._refuse(f"{path}.{column}", expected)

    def _numbers(self, path: str, cells: Mapping[str, str]) -> Iterator[str]:
        region = cells.get("country") or self._tenant.region
        for written in cells["numbers"].split("|"):
            number = self._phone_numbers.parse(written, region)
            if number is None:
                self._refuse(f"{path}.numbers", "expected telephone numbers, parted by |")
            else:
                yield number


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of the tenant that a customer may refer to, by column."""

    by_column: Mapping[str, tuple[str, frozenset[str]]]

    @classmethod
    def of(cls, tenant: Tenant) -> _Names:
        return cls(
            {
                "tier": ("expected one of the tiers", frozenset(tenant.tiers)),
                "language": (
                    "expected one of the languages",
                    frozenset(each.code for each in tenant.languages),
                ),
                "account_manager": (
                    "expected the username of an agent",
                    frozenset(each.username for each in tenant.agents),
                ),
                "queue": (
                    "expected the name of a queue",
                    frozenset(each.name for each in tenant.queues),
                ),
            }
        )

    def problems(self, cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        for column, (expected, names) in self.by_column.items():
            written = cells.get(column, "")
            if written and written not in names:
                # Usernames are people's names, and are not listed in an error.
                hint = "" if column == "account_manager" else did_you_mean(written, names)
                yield column, expected + hint
