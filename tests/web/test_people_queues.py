"""Owners make queues, let agents serve them, and learn when a colleague was quicker."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.web.people_pages import ADMIN, OWNER, SOON_MS, OpenAs, choose, pages_of

owner = pages_of(OWNER)
admin = pages_of(ADMIN)


def test_a_queue_is_made_and_served(owner: OpenAs) -> None:
    page = owner("/queues")
    page.get_by_role("link", name="Create a queue").click()
    page.get_by_label("Name", exact=True).fill("spare-parts")
    choose(page, "Hours", "office")
    choose(page, "Overflow", "reception")
    page.get_by_label("Service target").fill("30")
    page.get_by_role("button", name="Create a queue").click()

    row = page.get_by_role("row", name=re.compile("spare-parts"))
    expect(row).to_contain_text("office")
    expect(row).to_contain_text("30 seconds")
    expect(row).to_contain_text("Nobody")
    expect(page.get_by_text("Done")).to_be_visible(timeout=SOON_MS)

    page.get_by_role("link", name="Skills", exact=True).click()
    page.get_by_role("link", name="managers", exact=True).click()
    page.get_by_role("button", name="Add a queue").click()
    choose(page, "Serves Queue", "spare-parts")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible(timeout=SOON_MS)

    page.get_by_role("link", name="Queues", exact=True).click()
    expect(page.get_by_role("row", name=re.compile("spare-parts"))).to_contain_text("agent")
    expect(page.get_by_role("row", name=re.compile("spare-parts"))).not_to_contain_text("Nobody")


def test_what_is_wrong_stands_at_its_field(owner: OpenAs) -> None:
    page = owner("/queues/new")
    page.get_by_label("Name", exact=True).fill("Spare Parts!")
    page.get_by_role("button", name="Create a queue").click()
    name = page.get_by_label("Name", exact=True)
    expect(name).to_have_attribute("aria-invalid", "true")


def test_leaving_what_is_not_saved_is_asked_about(owner: OpenAs) -> None:
    page = owner("/queues")
    page.get_by_role("link", name="repair", exact=True).click()
    page.get_by_label("Places").fill("7")
    asked: list[str] = []

    def stay(dialog: object) -> None:
        asked.append(dialog.message)  # type: ignore[attr-defined]
        dialog.dismiss()  # type: ignore[attr-defined]

    page.once("dialog", stay)
    with page.expect_event("dialog"):
        page.get_by_role("link", name="Skills", exact=True).click()
    expect(page).to_have_url(re.compile(r"/queues/repair$"))
    page.once("dialog", stay)
    with page.expect_event("dialog"):
        page.evaluate("history.back()")
    expect(page).to_have_url(re.compile(r"/queues/repair$"))
    expect(page.get_by_label("Places")).to_have_value("7")
    assert asked == ["What you changed is not saved. Leave all the same?"] * 2

    page.once("dialog", lambda dialog: dialog.accept())
    page.evaluate("history.back()")
    expect(page).to_have_url(re.compile(r"/queues$"))


def test_both_versions_are_shown_when_a_colleague_was_quicker(owner: OpenAs, admin: OpenAs) -> None:
    one, other = (
        owner("/queues/sales"),
        admin("/queues/sales"),
    )
    one.get_by_label("Places").fill("31")
    other.get_by_label("Places").fill("32")
    one.get_by_role("button", name="Save", exact=True).click()
    expect(one.get_by_text("Saved", exact=True)).to_be_visible(timeout=SOON_MS)
    other.get_by_role("button", name="Save", exact=True).click()

    asked = other.get_by_role("dialog", name="Somebody else has changed this")
    expect(asked).to_contain_text("31")
    expect(asked).to_contain_text("32")
    asked.get_by_role("button", name="Save yours over it").click()
    expect(other.get_by_text("Saved", exact=True)).to_be_visible(timeout=SOON_MS)
    one.reload()
    expect(one.get_by_label("Places")).to_have_value("32")


def test_a_queue_that_callers_reach_stays(owner: OpenAs) -> None:
    page = owner("/queues/repair")
    page.get_by_role("button", name="Delete the queue repair?").click()
    asked = page.get_by_role("dialog", name="Delete the queue repair?")
    expect(asked).to_contain_text("It goes from Amazon Connect too.")
    asked.get_by_role("button", name="Delete", exact=True).click()
    expect(
        asked.get_by_text("cannot be done").or_(asked.get_by_text("not as expected"))
    ).to_be_visible()
