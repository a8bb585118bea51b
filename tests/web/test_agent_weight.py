"""The agent's page is not heavy, and everybody can use it in the middle of a call."""

from __future__ import annotations

import gzip

from playwright.sync_api import Browser, Response, expect

from tests.web.agent_desk import SOON_MS, at_work
from tests.web.axe import serious
from tests.web.centre import WebCentre
from tests.web.telephone import Telephone
from tests.web.test_streams import LEYLA, SHOP

HEAVIEST = 1_500_000  # bytes, compressed


def test_the_page_loads_less_than_a_megabyte_and_a_half(
    browser: Browser, centre: WebCentre
) -> None:
    loaded: list[Response] = []
    with browser.new_context(locale="en") as context:
        centre.sign_in(context, "ada@shop.example")
        page = context.new_page()
        page.on("response", lambda response: loaded.append(response))
        page.goto(f"{centre.address}/agent")
        expect(page.get_by_role("heading", name="Agent desktop")).to_be_visible(timeout=SOON_MS)
        page.wait_for_load_state("networkidle")
        own = [each for each in loaded if "/assets/" in each.url]
        names = [each.url.rpartition("/")[2] for each in own]
        assert any(name.startswith("library-") for name in names), names
        weight = sum(len(gzip.compress(each.body(), 6)) for each in own)
    assert weight < HEAVIEST, weight


def test_axe_finds_nothing_serious_in_a_call(browser: Browser, centre: WebCentre) -> None:
    with at_work(browser, centre, "ada") as ada:
        ada.becomes("Available")
        caller = Telephone(browser, centre)
        caller.call(SHOP, from_=LEYLA)
        ada.rings("Leyla Demir")
        assert serious(ada.page) == []

        ada.takes("Leyla Demir")
        ada.presses("Keys")
        assert serious(ada.page) == []
        ada.presses("Transfer")
        ada.sees("Transfer the contact")
        assert serious(ada.page) == []
        ada.presses("Cancel")
        ada.presses("Dark")
        assert serious(ada.page) == []

        caller.hang_up()
        ada.sees("Ended")
        ada.finishes()
        caller.close()
