"""An agent is made, invited, and works as that agent; a member is kept out."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.web.centre import WebCentre
from tests.web.conftest import Open
from tests.web.people_pages import OWNER, SOON_MS, OpenAs, choose, pages_of

owner = pages_of(OWNER)
PASSWORD = "a-Long-Passphrase-42"


def test_an_agent_is_made_and_invited_and_works_as_that_agent(
    owner: OpenAs, open_page: Open, centre: WebCentre
) -> None:
    page = owner("/agents")
    page.get_by_role("link", name="Create an agent").click()
    page.get_by_label("Username").fill("selin")
    page.get_by_label("First name").fill("Selin")
    page.get_by_label("Last name").fill("Kaya")
    page.get_by_role("button", name=re.compile("^Skill")).click()
    page.get_by_role("option", name="managers", exact=True).click()
    page.get_by_role("button", name="Create an agent").click()
    expect(page.get_by_role("heading", name="Selin Kaya", level=1)).to_be_visible()
    expect(page.get_by_text("Nobody signs in here as this agent yet.")).to_be_visible()

    page.get_by_role("link", name="Invite somebody").click()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Selin Kaya")
    expect(page.get_by_role("button", name=re.compile("^Agent Selin Kaya"))).to_be_visible()
    page.get_by_label("E-mail address").fill("selin@klima.example")
    page.get_by_role("button", name="Send the invitation").click()
    invited = page.get_by_role("row", name=re.compile("selin@klima.example"))
    expect(invited.get_by_role("link", name="selin", exact=True)).to_be_visible()
    link_to_members = page.get_by_role("link", name="Members and invitations")
    expect(link_to_members).to_have_attribute("aria-current", "page")

    letter = next(
        each
        for each in centre.ask("GET", "/mail.json")["letters"]
        if each["to"] == "selin@klima.example"
    )
    link = re.search(r"/invitation#\S+", letter["text"])
    assert link is not None
    hers = open_page(link[0])
    hers.get_by_label("New password").fill(PASSWORD)
    hers.get_by_role("button", name="Accept the invitation").click()
    hers.get_by_role("button", name="Sign in", exact=True).last.click()
    hers.get_by_label("E-mail address").fill("selin@klima.example")
    hers.get_by_label("Password", exact=True).fill(PASSWORD)
    hers.get_by_role("button", name="Sign in", exact=True).last.click()
    expect(hers.get_by_role("button", name=re.compile("Selin Kaya"))).to_be_visible(timeout=SOON_MS)
    hers.get_by_role("link", name="Agent desktop").first.click()
    # She is an agent: it is Amazon Connect's own sign-in that is missing.
    expect(hers.get_by_text("Signed in to Santral, but not to Amazon Connect")).to_be_visible(
        timeout=SOON_MS
    )
    expect(hers.get_by_text("You are not an agent yet")).to_have_count(0)
    token = centre.ask(
        "POST", "/v1/session", {"email": "selin@klima.example", "password": PASSWORD}
    )
    me = centre.ask("GET", "/v1/me", token=token["access_token"])
    assert (me["agent"], me["connect"]["username"]) == ("selin", "klima.selin")

    page.reload()
    expect(
        page.get_by_role("row", name=re.compile("Selin Kaya.*selin@klima.example"))
    ).to_be_visible()
    expect(page.get_by_text("No invitation is open.")).to_be_visible()


def test_somebody_becomes_an_agent_and_none_again(owner: OpenAs) -> None:
    page = owner("/members")
    page.get_by_role("link", name="Admin", exact=True).click()
    expect(page.get_by_text("Nobody is free: create an agent first")).to_be_visible()
    expect(page.get_by_role("link", name="Members and invitations")).to_have_attribute(
        "aria-current", "page"
    )

    page = owner("/members")
    page.get_by_role("link", name=re.compile("^Mert")).click()
    choose(page, "Agent", "None")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible(timeout=SOON_MS)
    choose(page, "Agent", re.compile("^Mert"))
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible(timeout=SOON_MS)


def test_a_member_is_kept_out(owner: OpenAs) -> None:
    page = owner("/members")
    page.get_by_role("link", name="Hakan Yıldız").click()
    page.get_by_label("Keep out").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible(timeout=SOON_MS)
    page.get_by_role("link", name="Members", exact=True).click()
    expect(page.get_by_role("row", name=re.compile("Hakan"))).to_contain_text("Kept out")


def test_an_invitation_is_revoked(owner: OpenAs) -> None:
    page = owner("/members/invite")
    page.get_by_label("E-mail address").fill("nobody@klima.example")
    page.get_by_label("Name", exact=True).fill("Nobody Yet")
    page.get_by_role("button", name="Send the invitation").click()
    page.get_by_role("button", name="Revoke the invitation of nobody@klima.example?").click()
    asked = page.get_by_role("dialog")
    expect(asked).to_contain_text("The link in the mail is good no more.")
    asked.get_by_role("button", name="Revoke", exact=True).click()
    expect(page.get_by_role("row", name=re.compile("nobody@klima"))).to_have_count(0)
