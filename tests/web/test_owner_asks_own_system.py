"""A customer system of the business's own: set, its secret shown to nobody, and taken away."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.web.people_pages import OWNER, SOON_MS, OpenAs, choose, pages_of

owner = pages_of(OWNER)


def test_a_system_is_set_and_its_secret_not_shown(owner: OpenAs) -> None:
    page = owner("/crm")
    choose(page, "Kind", "Any system that speaks HTTP")
    address = page.get_by_label("Address", exact=True)
    address.fill("http://10.0.0.1/{number}")
    page.get_by_label("Secret", exact=True).fill("a-very-secret-key")
    page.get_by_role("button", name="Add a header").click()
    page.get_by_role("textbox", name="Name").first.fill("Authorization")
    page.get_by_role("textbox", name="Text").first.fill("Bearer {secret}")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("This has to be a public address").first).to_be_visible(timeout=SOON_MS)

    address.fill("https://crm.example.com/people/{digits}")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible(timeout=SOON_MS)

    page.reload()
    expect(page.get_by_label("Address", exact=True)).to_have_value(
        "https://crm.example.com/people/{digits}"
    )
    expect(page.get_by_label("Secret", exact=True)).to_have_value("")
    expect(page.get_by_text("One is kept, and never shown.")).to_be_visible()
    expect(page.get_by_role("textbox", name="Text").first).to_have_value("Bearer {secret}")


def test_without_a_system_the_secret_goes_too(owner: OpenAs) -> None:
    page = owner("/crm")
    choose(page, "Kind", "None")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible(timeout=SOON_MS)

    choose(page, "Kind", "Odoo")
    expect(page.get_by_text("It is never shown again.")).to_be_visible()
