"""What the business uses, who did what, keys for programs, scripts, and the chat of its site."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.web.centre import WebCentre
from tests.web.people_pages import OWNER, SOON_MS, OpenAs, pages_of

owner = pages_of(OWNER)


def test_usage_is_seen(owner: OpenAs) -> None:
    page = owner("/usage")
    expect(page.get_by_text("API requests a minute, at most")).to_be_visible(timeout=SOON_MS)
    expect(page.get_by_text("1,200")).to_be_visible()
    expect(page.get_by_text("Estimated cost")).to_be_visible()
    expect(page.get_by_text(re.compile("^Prices of 20"))).to_be_visible()


def test_a_key_is_made_shown_once_and_revoked_and_audited(owner: OpenAs, centre: WebCentre) -> None:
    page = owner("/keys")
    page.get_by_role("button", name="Create a key").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name of the program").fill("stock sync")
    dialog.get_by_role("button", name="Create a key").click()
    key = page.get_by_text(re.compile("^santral_"))
    expect(key).to_be_visible()
    assert centre.ask("GET", "/v1/tenant", token=key.inner_text())["id"] == "klima"
    page.reload()
    expect(page.get_by_role("row", name=re.compile("stock sync"))).to_be_visible()
    expect(page.get_by_text(re.compile("^santral_"))).to_have_count(0)

    page.get_by_role("button", name="Revoke the key “stock sync”?").click()
    page.get_by_role("dialog").get_by_role("button", name="Revoke", exact=True).click()
    expect(page.get_by_role("row", name=re.compile("stock sync"))).to_contain_text("Revoked")

    page.get_by_role("link", name="Audit", exact=True).click()
    page.get_by_role("searchbox").fill("revoke_api_key")
    entry = page.get_by_role("row", name=re.compile("revoke_api_key"))
    expect(entry).to_contain_text("Owner")


def test_a_script_is_written_and_its_dead_end_named(owner: OpenAs) -> None:
    page = owner("/scripts/new")
    page.get_by_label("Title").fill("Repair")
    page.get_by_label("Say · English").fill("What does the unit do?")
    page.get_by_role("button", name="Add a step").click()
    page.get_by_label("Say · English").nth(1).fill("Somebody will come.")
    page.get_by_role("button", name="Create a script").click()
    expect(page.get_by_text("Expected: an answer that leads here")).to_be_visible()

    page.get_by_role("button", name="Add an answer").first.click()
    page.get_by_label("Answer 1 · English").fill("Nothing")
    page.get_by_role("button", name=re.compile("^Answer 1 leads to")).click()
    page.get_by_role("option", name=re.compile("^2 · Somebody")).click()
    page.get_by_role("button", name="Create a script").click()
    expect(page.get_by_role("link", name="Repair")).to_be_visible()


def test_everything_is_exported(owner: OpenAs) -> None:
    page = owner("/exports")
    page.get_by_role("button", name="Start an export").first.click()
    download = page.get_by_role("button", name="Download")
    expect(download).to_be_visible(timeout=SOON_MS)
    with page.expect_download() as found:
        download.click()
    assert re.fullmatch(r"klima-\w{8}\.zip", found.value.suggested_filename)


def test_the_chat_of_the_site_names_its_pages_and_gives_its_line(owner: OpenAs) -> None:
    page = owner("/widget")
    page.get_by_role("button", name="Add a page").click()
    page.get_by_role("textbox", name=re.compile("Address")).last.fill("https://klima.example")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible(timeout=SOON_MS)
    expect(page.get_by_text(re.compile('/widget.js" data-business="klima" defer'))).to_be_visible()


def test_a_webhook_shows_its_secret_once(owner: OpenAs) -> None:
    page = owner("/webhooks/new")
    page.get_by_label("Address").fill("https://hooks.klima.example/santral")
    page.get_by_role("button", name=re.compile("^Events")).click()
    page.get_by_role("option", name="A contact has ended").click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Create a webhook").click()
    expect(page.get_by_text(re.compile("^whsec_"))).to_be_visible()
    page.reload()
    expect(page.get_by_label("Address")).to_have_value("https://hooks.klima.example/santral")
    expect(page.get_by_text(re.compile("^whsec_"))).to_have_count(0)
