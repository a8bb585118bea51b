"""Pages of somebody who stays signed in for a module: a code is good for one sign-in only."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

import pytest
from playwright.sync_api import Browser, Locator, Page

from tests.web import chromium
from tests.web.centre import WebCentre

OWNER: Final = "owner@klima.example"
ADMIN: Final = "admin@klima.example"
SOON_MS: Final = 20_000

OpenAs = Callable[[str], Page]


def pages_of(email: str) -> Callable[..., Iterator[OpenAs]]:
    """Return a fixture that opens pages as one person."""

    @pytest.fixture(scope="module")
    def pages(centre: WebCentre, browser: Browser) -> Iterator[OpenAs]:
        context = browser.new_context(locale="en")
        watch = chromium.Watch()
        watch.over(context)
        centre.sign_in(context, email)

        def opened(path: str) -> Page:
            page = context.new_page()
            page.goto(f"{centre.address}{path}")
            return page

        yield opened
        context.close()
        watch.settle()

    return pages


def choose(page: Page, label: str, option: str | re.Pattern[str]) -> None:
    """Choose in the last list of a label; `option` is whole where it is no pattern."""
    page.get_by_role("button", name=re.compile(f"^{label}")).last.click()
    exact = isinstance(option, str)
    page.get_by_role("option", name=option, exact=exact).click()


def row(page: Page, text: str) -> Locator:
    return page.get_by_role("row").filter(has_text=text)
