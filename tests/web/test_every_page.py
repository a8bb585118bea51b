"""Every page: everybody can use it, and nothing that anybody wrote runs on it.

One browser for each person, since a code of the second factor is good for one sign-in only; each
page is opened once as it is, and twice with payloads in every text of every answer.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from typing import Any, Final
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Route
from playwright.sync_api import Error as BrowserError

from tests.web import chromium
from tests.web.axe import serious
from tests.web.centre import WebCentre
from tests.web.payloads import ADDRESSES, EVERYTHING, PAYLOADS
from tests.web.untrusted import answer_schema, written_by
from tests.web.walk import OPERATOR, Stop, one_of_each, stops

_DARK: Final = "() => document.body.classList.add('awsui-dark-mode')"
_WATCH: Final = "window.ran = () => { window.hasRun = true; };"


@pytest.fixture(scope="module")
def things(centre: WebCentre) -> dict[str, str]:
    """The id of one of each thing, by the list that it is in."""
    return one_of_each(centre, centre.session("admin@klima.example")["access_token"])


@pytest.fixture(scope="module")
def browsers(centre: WebCentre, browser: Browser) -> Iterator[Callable[[str | None], Any]]:
    """A browser for each person, and what it is watched by."""
    opened: dict[str | None, tuple[BrowserContext, chromium.Watch]] = {}

    def of(email: str | None) -> tuple[BrowserContext, chromium.Watch]:
        if email not in opened:
            # Without motion: a colour on its way from light to dark has no contrast.
            context = browser.new_context(locale="en", reduced_motion="reduce")
            watch = chromium.Watch()
            watch.over(context)
            if email not in (None, OPERATOR):
                centre.sign_in(context, email)
            opened[email] = context, watch
        return opened[email]

    yield of
    for context, _ in opened.values():
        context.close()


def test_there_are_more_than_three_hundred_payloads() -> None:
    assert len(set(PAYLOADS)) == len(PAYLOADS)
    assert len(PAYLOADS) >= 300


@pytest.mark.parametrize("stop", stops(), ids=lambda stop: stop.path)
def test_a_page_is_for_everybody_and_runs_nothing_of_others(
    centre: WebCentre,
    browsers: Callable[[str | None], tuple[BrowserContext, chromium.Watch]],
    things: dict[str, str],
    stop: Stop,
) -> None:
    context, watch = browsers(stop.email)
    path = stop.at(things)
    page = context.new_page()

    def enter() -> None:
        if stop.email == OPERATOR:
            centre.open_as_operator(page, path)
        else:
            page.goto(centre.address + path)

    try:
        enter()
        page.get_by_role("heading", level=1).first.wait_for()
        chromium.settle(page)
        assert serious(page) == []
        page.evaluate(_DARK)
        assert serious(page, ["color-contrast"]) == []

        _try_payloads(page, enter)
    finally:
        page.unroute_all(behavior="ignoreErrors")
        page.close()
    watch.settle()


def _try_payloads(page: Page, enter: Callable[[], None]) -> None:
    dialogs: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismiss)
    page.add_init_script(_WATCH)
    numbers = count()

    def one_address() -> str:
        return ADDRESSES[next(numbers) % len(ADDRESSES)]

    for text in (lambda: EVERYTHING, one_address):
        page.unroute_all(behavior="ignoreErrors")  # of requests that a page has given up
        _poison(page, text)
        enter()
        chromium.settle(page)
        assert page.evaluate("() => window.hasRun === true") is False
        assert dialogs == []


def _poison(page: Page, text: Callable[[], str]) -> None:
    def answer(route: Route) -> None:
        schema = answer_schema(urlsplit(route.request.url).path)
        if route.request.method != "GET" or schema is None:
            route.continue_()
            return
        with suppress(BrowserError):  # the page has gone on, and nobody waits for it
            answered = route.fetch()
            if answered.ok:
                poisoned = written_by(answered.json(), schema, text)
                route.fulfill(response=answered, body=json.dumps(poisoned))
            else:
                route.fulfill(response=answered)

    page.route("**/v1/**", answer)
