"""Nothing that anybody wrote runs on a page: every payload, in every text, on every page."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import count
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Dialog, Page, Route

from tests.web.conftest import Open
from tests.web.payloads import ADDRESSES, EVERYTHING, PAYLOADS
from tests.web.test_accessibility import settle
from tests.web.untrusted import answer_schema, written_by
from tests.web.walk import Stop, stops

_WATCH = "window.ran = () => { window.hasRun = true; };"
# What a page may say of such texts; that it says so is no failure of a script.
_ALLOWED = ("Loading media",)


def test_there_are_more_than_three_hundred_payloads() -> None:
    assert len(set(PAYLOADS)) == len(PAYLOADS)
    assert len(PAYLOADS) >= 300


@pytest.mark.parametrize("stop", stops(), ids=lambda stop: stop.path)
def test_no_text_of_an_answer_runs(open_page: Open, stop: Stop) -> None:
    page = open_page("/settings.json", stop.email, allowed=_ALLOWED)
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
        page.unroute_all()
        _poison(page, text)
        page.goto(_at(page, stop.path))
        settle(page)
        assert page.evaluate("() => window.hasRun === true") is False
        assert dialogs == []


def _at(page: Page, path: str) -> str:
    parts = urlsplit(page.url)
    return f"{parts.scheme}://{parts.netloc}{path}"


def _poison(page: Page, text: Callable[[], str]) -> None:
    def answer(route: Route) -> None:
        schema = answer_schema(urlsplit(route.request.url).path)
        if route.request.method != "GET" or schema is None:
            route.continue_()
            return
        answered = route.fetch()
        if not answered.ok:
            route.fulfill(response=answered)
            return
        poisoned = written_by(answered.json(), schema, text)
        route.fulfill(response=answered, body=json.dumps(poisoned))

    page.route("**/v1/**", answer)
