"""What a row of a spreadsheet says of a customer, and what comes of it beside who is there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santral.domain.customer import Customer, OptOut
from santral.domain.customer_import import Row, match, new_id, read_row, updated
from santral.domain.errors import InputError
from santral.domain.import_columns import columns_of
from santral.stores.phone_numbers import PhoneNumbersByMetadata
from tests.unit.tenants import SHOP

PHONES = PhoneNumbersByMetadata()
COLUMNS = columns_of(["id", "name", "phone", "tier", "email", "country"], {})


def row(*cells: str) -> Row:
    return read_row(cells, COLUMNS, SHOP, PHONES, "TR")


def fields(row: Row) -> list[str]:
    return [field for field, _ in row.problems]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (["Müşteri No", "ADI SOYADI", "Cep Telefonu"], ("id", "name", "numbers")),
        (["ФИО", "Телефон", "Эл. почта"], ("name", "numbers", "email")),
        (["Nome", "Cognome", "Cellulare"], ("first_name", "last_name", "numbers")),
        (["姓名", "手机号码", "备注"], ("name", "numbers", "notes")),
        (["Full Name", "E-Mail", "account_manager"], ("name", "email", "account_manager")),
        (["name", "id", "Shoe size", ""], ("name", "id", "", "")),
    ],
)
def test_headers_are_known_in_five_languages(header: list[str], expected: tuple[str, ...]) -> None:
    assert columns_of(header, {}).fields == expected


def test_a_column_that_nobody_knows_is_named_and_may_be_said_to_be_something() -> None:
    header = ["name", "id", "Shoe size", "Old"]

    assert columns_of(header, {}).ignored == ("Shoe size", "Old")
    said = columns_of(header, {"shoe SIZE": "attributes.shoe_size", "Old": ""})
    assert (said.fields[2:], said.ignored) == (("attributes.shoe_size", ""), ())


@pytest.mark.parametrize(
    ("header", "mapping", "expected"),
    [
        (["id", "phone"], {}, "a column of names"),
        (["name", "city"], {}, "a column of ids, numbers"),
        (["name", "id"], {"id": "nme"}, "unknown field"),
    ],
)
def test_a_file_of_which_nothing_can_be_made_is_refused(header, mapping, expected: str) -> None:
    with pytest.raises(InputError, match=expected):
        columns_of(header, mapping)


def test_numbers_are_read_as_people_write_them() -> None:
    said = row("c-1", "Ada", "0532 000 00 01 | (0212) 000 00 02;+39 02 1234567", "", "", "")

    assert said.customer.numbers == ("+905320000001", "+902120000002", "+39021234567")
    assert row("c-1", "Ada", "0171 1234567", "", "", "de").customer.numbers == ("+491711234567",)


def test_first_and_last_names_make_a_name_and_a_company_will_do() -> None:
    columns = columns_of(["nome", "cognome", "azienda", "tel"], {})

    people = [("Ada", "Rossi", "Acme", "1"), ("", "", "Acme", "1")]
    names = [read_row(each, columns, SHOP, PHONES, "IT").customer.name for each in people]

    assert names == ["Ada Rossi", "Acme"]


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [
        (("c-1", "", "", "", "", ""), ["name"]),
        (("c-1", "Ada", "12", "", "", ""), ["numbers"]),
        (("c-1", "Ada", "05320000001|twelve", "", "", ""), ["numbers"]),
        (("c-1", "Ada", "", "diamond", "", ""), ["tier"]),
        (("c-1", "Ada", "", "", "nobody", ""), ["email"]),
        (("c-1", "Ada", ""), [""]),
        (("c-1", "Ada", "", "", "", "", "more"), [""]),
        (("c-1", "A" * 201, "", "", "", ""), ["name"]),
    ],
)
def test_a_cell_that_cannot_be_right_is_named_and_not_repeated(
    cells: tuple[str, ...], wrong: list[str]
) -> None:
    problems = row(*cells).problems

    assert [field for field, _ in problems] == wrong
    assert not any(cell in text for cell in cells if len(cell) > 2 for _, text in problems)


def test_empty_cells_at_the_end_are_no_problem() -> None:
    assert row("c-1", "Ada", "", "", "", "", "", "").problems == ()


def test_what_she_does_not_want_is_understood() -> None:
    columns = columns_of(["name", "id", "opt_outs"], {})

    def said(cell: str) -> Row:
        return read_row(("Ada", "1", cell), columns, SHOP, PHONES, "TR")

    assert said("Calls, surveys").customer.opt_outs == (OptOut.CALLS, OptOut.SURVEYS)
    assert fields(said("everything")) == ["opt_outs"]


def test_who_has_her_number_and_name_is_she() -> None:
    family = [Customer("1", "Zehra Işık"), Customer("2", "ADA IŞIK")]

    assert match(Customer("", "Ada Işık"), family) == family[1]
    assert match(Customer("", "Ali Işık"), family) is None


def test_a_row_adds_and_replaces_and_takes_nothing_away() -> None:
    there = Customer("1", "Ada", ("+1",), tier="gold", notes="Likes tea", tags=("a",))
    said = Customer("", "Ada Ak", ("+2", "+1"), tags=("b",), attributes={"shoe": "38"})

    assert updated(there, said) == Customer(
        "1",
        "Ada Ak",
        ("+1", "+2"),
        "gold",
        notes="Likes tea",
        tags=("a", "b"),
        attributes={"shoe": "38"},
    )


def test_who_has_no_id_gets_the_same_one_each_time() -> None:
    ada = Customer("", "Ada", ("+905320000001",))

    assert new_id(ada, "job rows[2]") == new_id(ada, "another rows[9]")
    assert new_id(Customer("", "Ada"), "rows[2]") != new_id(Customer("", "Ada"), "rows[3]")


@given(st.lists(st.text(max_size=30), max_size=8))
def test_any_row_has_a_customer_or_a_problem(cells: list[str]) -> None:
    read = read_row(cells, COLUMNS, SHOP, PHONES, "TR")

    assert read.problems or read.customer.name


@given(st.text(max_size=80))
def test_saying_the_same_twice_changes_nothing(name: str) -> None:
    there, said = Customer("1", "Ada", ("+1",)), Customer("", name, ("+2",), tags=("x",))

    assert updated(updated(there, said), said) == updated(there, said)
