"""Customers from rows of a spreadsheet: what a row says, and what comes of it beside who is there.

A row is about a customer who is there already when it names her id, or else when it has one of her
numbers and her name. What it says then counts, empty cells say nothing, and numbers and tags are
added, never taken away. A row with a problem is left out as a whole.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from santral.domain.csv_export import unguarded
from santral.domain.customer import Customer, OptOut
from santral.domain.folding import folded
from santral.domain.import_columns import ATTRIBUTE, Columns
from santral.domain.phone import PhoneNumbers
from santral.domain.tenant import Tenant

LONGEST: Final = {"name": 200, "notes": 2_000, "address": 500}
LONGEST_CELL: Final = 200
MOST_NUMBERS: Final = 10

_ID: Final = re.compile(r"(?!\d{10})[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)
_COUNTRY: Final = re.compile(r"[A-Za-z]{2}", re.ASCII)
_EMAIL: Final = re.compile(r"[^@\s,;]{1,64}@[^@\s,;]{1,190}")
_SEVERAL: Final = re.compile(r"[|;\n]|,(?=\s*[+0(])")
_LIST: Final = re.compile(r"[|;,\n]")
_OPT_OUTS: Final = frozenset(each.value for each in OptOut)


@dataclass(frozen=True, slots=True)
class Row:
    """
    Attributes:
        customer: her id is "" where the row names none.
        problems: (field, expected); with any of them the row is left out.
    """

    customer: Customer
    problems: tuple[tuple[str, str], ...] = ()


def read_row(
    cells: Sequence[str], columns: Columns, tenant: Tenant, phone_numbers: PhoneNumbers, region: str
) -> Row:
    """Read what a row says.

    Args:
        region: whose local forms numbers may have, where the row names no country.
    """
    row = _Cells.of(cells, columns)
    if len(cells) < len(columns.fields) or any(cells[len(columns.fields) :]):
        return Row(Customer("", ""), (("", f"expected {len(columns.fields)} cells"),))
    numbers, number_problems = _numbers(row, phone_numbers, region)
    customer = Customer(
        id=customer_id_of(row.one("id")),
        name=_name(row),
        numbers=numbers,
        tier=row.one("tier"),
        language=row.one("language").lower() or None,
        greet_as=row.one("greet_as"),
        account_manager=row.one("account_manager") or None,
        queue=row.one("queue") or None,
        notes=row.one("notes"),
        email=row.one("email"),
        company=row.one("company"),
        address=row.one("address"),
        tags=tuple(dict.fromkeys(row.parts("tags", _LIST))),
        attributes=row.attributes(),
        opt_outs=tuple(OptOut(each) for each in _opt_outs(row) if each in _OPT_OUTS),
    )
    return Row(customer, (*number_problems, *_problems(customer, row, tenant)))


def customer_id_of(written: str) -> str:
    """Return the id of a customer for what a business calls her, which may be any text.

    Ids stand in addresses and logs: what may be a telephone number or an e-mail address does not.

    >>> customer_id_of("C-17"), customer_id_of("")
    ('C-17', '')
    >>> customer_id_of("17/Ş"), customer_id_of("05321112233")[:2]
    ('x-9357d3b6425fdc8e8dea', 'x-')
    """
    if not written or _ID.fullmatch(written):
        return written
    return f"x-{_digest(written)}"


def new_id(customer: Customer, row: str) -> str:
    """Return an id for who has none: the same for the same row, however often it is imported.

    Args:
        row: names the row, for who has neither number nor e-mail address.
    """
    known_by = sorted(customer.numbers) or [customer.email.lower() or row]
    return f"i-{_digest(folded(customer.name), *known_by)}"


def match(customer: Customer, sharing: Iterable[Customer]) -> Customer | None:
    """Return who of those with one of her numbers she is, by the name."""
    name = folded(customer.name)
    return next((each for each in sharing if folded(each.name) == name), None)


def updated(there: Customer, said: Customer) -> Customer:
    """Return a customer as she is once a row has said something of her."""
    changes: dict[str, Any] = {
        each.name: getattr(said, each.name)
        for each in fields(Customer)
        if each.name != "id" and getattr(said, each.name)
    }
    changes["numbers"] = tuple(dict.fromkeys((*there.numbers, *said.numbers)))
    changes["tags"] = tuple(dict.fromkeys((*there.tags, *said.tags)))
    changes["attributes"] = {**there.attributes, **said.attributes}
    return replace(there, **changes)


@dataclass(frozen=True, slots=True)
class _Cells:
    by_field: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, cells: Sequence[str], columns: Columns) -> _Cells:
        by_field: dict[str, tuple[str, ...]] = {}
        for field, cell in zip(columns.fields, cells, strict=False):
            if field and (said := unguarded(cell.strip())):
                by_field[field] = (*by_field.get(field, ()), said)
        return cls(by_field)

    def one(self, field: str) -> str:
        return self.by_field.get(field, ("",))[0]

    def parts(self, field: str, parted_by: re.Pattern[str]) -> list[str]:
        written = self.by_field.get(field, ())
        parts = (part.strip() for cell in written for part in parted_by.split(cell))
        return [part for part in parts if part]

    def attributes(self) -> dict[str, str]:
        return {
            field.removeprefix(ATTRIBUTE): cells[0]
            for field, cells in self.by_field.items()
            if field.startswith(ATTRIBUTE)
        }

    def too_long(self) -> Iterator[tuple[str, str]]:
        for field, cells in self.by_field.items():
            most = LONGEST.get(field, LONGEST_CELL)
            if any(len(cell) > most for cell in cells):
                yield field, f"expected {most} characters at most"


def _name(row: _Cells) -> str:
    first_and_last = f"{row.one('first_name')} {row.one('last_name')}".strip()
    return row.one("name") or first_and_last or row.one("company")


def _opt_outs(row: _Cells) -> list[str]:
    return [each.lower() for each in row.parts("opt_outs", _LIST)]


def _numbers(
    row: _Cells, phone_numbers: PhoneNumbers, region: str
) -> tuple[tuple[str, ...], list[tuple[str, str]]]:
    country = row.one("country") if _COUNTRY.fullmatch(row.one("country")) else region
    numbers = [phone_numbers.parse(each, country) for each in row.parts("numbers", _SEVERAL)]
    problems = []
    if None in numbers:
        problems.append(("numbers", "expected telephone numbers, of the country or with their +"))
    known = tuple(dict.fromkeys(each for each in numbers if each is not None))
    if len(known) > MOST_NUMBERS:
        problems.append(("numbers", f"expected {MOST_NUMBERS} numbers at most"))
    return known, problems


def _problems(customer: Customer, row: _Cells, tenant: Tenant) -> Iterator[tuple[str, str]]:
    yield from row.too_long()
    if not set(_opt_outs(row)) <= _OPT_OUTS:
        yield "opt_outs", f"expected some of {', '.join(OptOut)}"
    if not customer.name:
        yield "name", "missing"
    if customer.email and not _EMAIL.fullmatch(customer.email):
        yield "email", "expected an e-mail address"
    for field, names in _names(tenant).items():
        written = getattr(customer, field)
        if written and written not in names():
            yield field, f"expected one of the business's own: {field}"


def _names(tenant: Tenant) -> Mapping[str, Callable[[], Iterable[str]]]:
    return {
        "tier": lambda: tenant.tiers,
        "language": lambda: [each.code for each in tenant.languages],
        "account_manager": lambda: [each.username for each in tenant.agents],
        "queue": lambda: [each.name for each in tenant.queues],
    }


def _digest(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode("utf-8", "replace")).hexdigest()[:20]
