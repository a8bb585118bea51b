"""Customers are imported, with the rows that are wrong named, found, changed and merged."""

from __future__ import annotations

import re

from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.web.conftest import Open
from tests.web.people_pages import OWNER, SOON_MS, OpenAs, pages_of

owner = pages_of(OWNER)
LIST = """Ad Soyad;Telefon;Bölge
Zeynep Import;0532 777 00 01;Kuzey
Kötü Satır;12;Güney
Kemal Import;0532 777 00 02;Batı
"""


def give(page: Page, text: str) -> None:
    file = FilePayload(name="customers.csv", mimeType="text/csv", buffer=text.encode())
    page.locator("input[type=file]").set_input_files(file)


def number(page: Page) -> Locator:
    return page.get_by_role("textbox", name=re.compile("Number$"))


def test_a_list_is_checked_then_imported_and_its_bad_row_named(owner: OpenAs) -> None:
    page = owner("/imports")
    give(page, LIST)
    page.get_by_role("button", name="Columns and form").click()
    page.get_by_role("button", name=re.compile("^Column “Bölge”")).click()
    page.get_by_role("option", name="A field of your own: Bölge").click()
    page.get_by_role("button", name="Only check").click()

    expect(page.get_by_text("The file was only checked")).to_be_visible(timeout=SOON_MS)
    problem = page.get_by_role("row").filter(has_text=re.compile("^3"))
    expect(problem).to_contain_text("Telephone numbers")

    page.get_by_role("button", name="Import it now").click()
    expect(page.get_by_text("The file was only checked")).to_have_count(0)
    expect(page.get_by_text("Done", exact=True)).to_be_visible(timeout=SOON_MS)

    page.get_by_role("link", name="To the customers").click()
    page.get_by_role("searchbox", name=re.compile("^Name, company")).fill("import")
    expect(page.get_by_role("link", name="Zeynep Import")).to_be_visible()
    expect(page.get_by_role("link", name="Kemal Import")).to_be_visible()
    page.get_by_role("link", name="Zeynep Import").click()
    expect(page.get_by_role("textbox", name=re.compile("Value"))).to_have_value("Kuzey")


def test_two_entries_of_one_person_become_one(owner: OpenAs) -> None:
    page = owner("/customers/new")
    page.get_by_label("Name", exact=True).first.fill("Merve Twice")
    page.get_by_role("button", name="Add a number").click()
    number(page).fill("0532 777 00 11")
    page.get_by_role("button", name="Create a customer").click()
    expect(page.get_by_role("heading", name="Merve Twice", level=1)).to_be_visible()
    page.goto(page.url.rsplit("/", 1)[0] + "/new")
    page.get_by_label("Name", exact=True).first.fill("Merve T.")
    page.get_by_role("button", name="Add a number").click()
    number(page).fill("0532 777 00 12")
    page.get_by_role("button", name="Create a customer").click()
    expect(page.get_by_role("heading", name="Merve T.", level=1)).to_be_visible()

    page.get_by_role("button", name="Merge").click()
    asked = page.get_by_role("dialog")
    asked.get_by_label("The other customer").fill("Merve Tw")
    page.get_by_role("option", name=re.compile("Merve Twice")).click()
    expect(asked).to_contain_text("Merve Twice goes into Merve T.")
    asked.get_by_role("button", name="Merge").click()
    expect(number(page).nth(1)).to_have_value(re.compile(r"\+90532777001[12]"))
    page.get_by_role("link", name="Customers", exact=True).first.click()
    page.get_by_role("searchbox").fill("0532 777 00 11")
    expect(page.get_by_role("link", name="Merve T.")).to_be_visible()
    expect(page.get_by_role("link", name="Merve Twice")).to_have_count(0)


def test_a_list_of_nothing_says_so(owner: OpenAs) -> None:
    page = owner("/customers")
    page.get_by_role("searchbox").fill("nobody of this name")
    expect(page.get_by_text("Nothing matches.")).to_be_visible()
    page.get_by_role("button", name="Show all").click()
    expect(page.get_by_role("link", name="Ayşe Yılmaz")).to_be_visible()


def test_agents_serve_customers_and_delete_none(open_page: Open) -> None:
    page = open_page("/customers/K-0001", "elif@klima.example")
    expect(page.get_by_role("heading", name="Ayşe Yılmaz", level=1)).to_be_visible()
    expect(page.get_by_label("Notes for agents")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Delete"))).to_have_count(0)
