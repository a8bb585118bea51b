"""Menus are changed: tried before they are saved, refused at their field, and by two at once."""

from __future__ import annotations

import re

from playwright.sync_api import Dialog, Page, expect

from tests.web.conftest import Open

# A code of an authenticator app is good once: whoever signs in twice waits for the next one.
OWNER = "owner@klima.example"
ADMIN = "admin@klima.example"
LEADER = "deniz@klima.example"
PROMPT = "Prompt · English"


def saved(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()


def test_a_menu_is_heard_before_it_is_saved(open_page: Open) -> None:
    page = open_page("/menus", OWNER)

    page.get_by_label("Prompt · Turkish").fill("Yeni menümüze hoş geldiniz.")
    page.get_by_label("Caller's number").fill("+905329990011")
    page.get_by_role("button", name="Call", exact=True).click()

    transcript = page.get_by_role("log")
    expect(transcript).to_contain_text("Yeni menümüze hoş geldiniz.")
    page.get_by_role("button", name="Press 2").click()
    expect(transcript).to_contain_text("presses 2")
    page.get_by_role("button", name="Cancel", exact=True).click()
    expect(page.get_by_label("Prompt · Turkish")).not_to_have_value("Yeni menümüze hoş geldiniz.")


def test_a_missing_text_is_said_at_its_field(open_page: Open) -> None:
    page = open_page("/menus?menu=service", ADMIN, allowed=("422",))

    page.get_by_label("Prompt · Russian").fill("")
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_label("Prompt · Russian")).to_have_accessible_description(
        re.compile("A text is needed in each of the languages")
    )


def test_two_who_change_a_menu_see_both_versions(open_page: Open) -> None:
    mine = open_page("/menus?menu=service", OWNER, allowed=("412",))
    theirs = open_page("/menus?menu=service", ADMIN)
    mine.get_by_label(PROMPT).fill("Mine.")
    theirs.get_by_label(PROMPT).fill("Theirs.")
    saved(theirs)

    mine.get_by_role("button", name="Save", exact=True).click()
    dialog = mine.get_by_role("dialog", name="Somebody else has changed this")
    expect(dialog).to_contain_text("Mine.")
    expect(dialog).to_contain_text("Theirs.")
    dialog.get_by_role("button", name="Save yours over it").click()

    expect(mine.get_by_text("Saved", exact=True)).to_be_visible()
    theirs.reload()
    expect(theirs.get_by_label(PROMPT)).to_have_value("Mine.")


def test_what_is_not_saved_is_not_left_by_a_link(open_page: Open) -> None:
    page = open_page("/emergency", LEADER)
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", stay)
    page.get_by_label("Message · English").fill("Half a sentence")
    page.get_by_role("link", name="Hotlines", exact=True).click()

    expect(page.get_by_label("Message · English")).to_have_value("Half a sentence")
    assert asked == ["What you changed is not saved. Leave all the same?"]
