"""Fixtures of the browser tests: one centre and one Chromium for a module, pages for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from santral.local.server.pages import BUILT
from tests.web import chromium
from tests.web.centre import WebCentre, open_centre

Open = Callable[..., Page]
# The shop that keeps no test waiting, and a sample business, on a Monday morning in Istanbul.
OPENED = ("--business", "tests/web/shop/business.toml", "--business", "klima", "--at")
MONDAY_MORNING = "2026-11-23T10:30"


@pytest.fixture(scope="module")
def centre() -> Iterator[WebCentre]:
    if not (BUILT / "index.html").is_file():
        pytest.fail("the pages are not built: make pages")
    with open_centre(*OPENED, MONDAY_MORNING) as opened:
        yield opened


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium.started() as started:
        yield started


@pytest.fixture
def open_page(centre: WebCentre, browser: Browser) -> Iterator[Open]:
    """Open a page as somebody, in a browser of her own.

    `open_page("/agent", "deniz@klima.example", language="tr", allowed=("…",))`; whatever breaks the
    policy, fails in a script or asks a stranger fails the test in the end.
    """
    with ExitStack() as stack:
        watches = []

        def opened(
            path: str,
            email: str | None = None,
            *,
            language: str = "en",
            allowed: tuple[str, ...] = (),
            **context_settings: Any,
        ) -> Page:
            context = browser.new_context(locale=language, **context_settings)
            stack.callback(context.close)
            watch = chromium.Watch(allowed=allowed)
            watch.over(context)
            watches.append(watch)
            if email is not None:
                centre.sign_in(context, email)
            page = context.new_page()
            page.goto(f"{centre.address}{path}")
            return page

        yield opened
        for watch in watches:
            watch.settle()
