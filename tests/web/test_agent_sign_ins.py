"""Two sign-ins make an agent: the page says which is missing, and of whom there is none."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.web.agent_desk import SOON_MS, at_work
from tests.web.centre import WebCentre
from tests.web.conftest import Open
from tests.web.telephone import Telephone
from tests.web.test_streams import LEYLA, SHOP

_SIGN_IN = "Sign in to Amazon Connect"


def test_the_missing_sign_in_is_one_button_away(open_page: Open) -> None:
    page = open_page("/agent", "ada@shop.example")
    expect(page.get_by_text("Signed in to Santral, but not to Amazon Connect")).to_be_visible(
        timeout=SOON_MS
    )
    with page.expect_popup() as opened:
        page.get_by_role("button", name=_SIGN_IN).click()
    popup = opened.value
    popup.get_by_label("User name").fill("ada")
    popup.get_by_role("button", name="Sign in").click()

    expect(page.get_by_role("button", name="Change status")).to_be_visible(timeout=SOON_MS)
    expect(page.get_by_role("button", name=_SIGN_IN)).to_have_count(0)
    assert popup.is_closed()


def test_a_browser_that_blocks_the_window_is_a_sentence(open_page: Open) -> None:
    page = open_page("/agent", "can@shop.example")
    button = page.get_by_role("button", name=_SIGN_IN)
    expect(button).to_be_visible(timeout=SOON_MS)
    page.evaluate("() => { window.open = () => null; }")
    button.click()
    expect(page.get_by_text("The browser did not let the window open.")).to_be_visible()


def test_who_is_no_agent_hears_who_can_change_that(open_page: Open) -> None:
    page = open_page("/agent", "admin@shop.example")
    expect(page.get_by_text("You are not an agent yet")).to_be_visible(timeout=SOON_MS)


def test_a_call_rings_on_every_page_of_theirs(browser: Browser, centre: WebCentre) -> None:
    with at_work(browser, centre, "ada") as ada:
        ada.becomes("Available")
        ada.page.get_by_role("link", name="Contacts", exact=True).click()
        expect(ada.page.get_by_role("heading", name="Contacts", level=1)).to_be_visible()
        caller = Telephone(browser, centre)
        caller.call(SHOP, from_=LEYLA)

        expect(ada.page.get_by_role("alert").get_by_text("Call from Leyla Demir")).to_be_visible(
            timeout=SOON_MS
        )
        ada.page.get_by_role("alert").get_by_role("button", name="Agent desktop").click()
        ada.takes("Leyla Demir")
        caller.hang_up()
        ada.sees("Ended")
        ada.finishes()
        caller.close()
