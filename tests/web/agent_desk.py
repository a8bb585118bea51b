"""An agent at her page, by the words that stand on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.web.centre import WebCentre
from tests.web.chromium import Watch
from tests.web.test_streams import sign_in_to_panel

SOON_MS = 15_000
ACCEPT, REJECT = "Accept: {who}", "Reject"


class Desk:
    """
    Attributes:
        page: the tab that is looked at.
    """

    def __init__(self, context: BrowserContext, centre: WebCentre) -> None:
        self.context = context
        self._address = f"{centre.address}/agent"
        self.page = self.tab()

    def tab(self) -> Page:
        page = self.context.new_page()
        page.goto(self._address)
        expect(page.get_by_role("button", name="Change status")).to_be_visible(timeout=SOON_MS)
        return page

    def becomes(self, status: str) -> None:
        self.page.get_by_role("button", name="Change status").click()
        self.page.get_by_role("menuitemcheckbox", name=status).click()
        self.is_in(status)

    def is_in(self, status: str) -> None:
        header = self.page.locator("header, h1, div").filter(has_text="Agent desktop").first
        expect(header.get_by_text(status, exact=True).first).to_be_visible(timeout=SOON_MS)

    def rings(self, who: str) -> Locator:
        """Wait until somebody rings; answers the button that takes the call."""
        button = self.button(ACCEPT.format(who=who))
        expect(button).to_be_visible(timeout=SOON_MS)
        return button

    def takes(self, who: str) -> None:
        self.rings(who).click()
        self.sees("Connected")

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def presses(self, *names: str) -> None:
        for name in names:
            self.button(name).click()

    def sees(self, text: str) -> None:
        expect(self.page.get_by_text(text, exact=True).first).to_be_visible(timeout=SOON_MS)

    @property
    def notes(self) -> Locator:
        return self.page.get_by_role("textbox", name="Notes", exact=True)

    def finishes(self) -> None:
        self.presses("Save and finish")
        expect(self.page.get_by_text("No contact at the moment.")).to_be_visible(timeout=SOON_MS)


@contextmanager
def at_work(browser: Browser, centre: WebCentre, username: str) -> Iterator[Desk]:
    """Seat an agent of the shop who has signed in twice: here, and to Amazon Connect."""
    watch = Watch()
    with browser.new_context(locale="en", permissions=["microphone"]) as context:
        watch.over(context)
        sign_in_to_panel(context.new_page(), centre, username)
        centre.sign_in(context, f"{username}@shop.example")
        yield Desk(context, centre)
    watch.settle()
