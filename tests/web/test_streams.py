"""Somebody else's desktop, on amazon-connect-streams as npm has it, finds the panel it knows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page

from tests.web.centre import WebCentre
from tests.web.chromium import Watch
from tests.web.elsewhere import serving
from tests.web.telephone import Telephone

_PAGE: Final = Path(__file__).with_name("host.html")
_MODULES: Final = Path(__file__).resolve().parents[2] / "web" / "node_modules"
VERSIONS: Final = ("amazon-connect-streams", "amazon-connect-streams-2.14")
LEYLA, SHOP = "+905320000091", "+902120000090"


def test_the_host_page_is_thirty_lines() -> None:
    assert len(_PAGE.read_text().splitlines()) <= 30


@pytest.fixture(params=VERSIONS)
def host(request: pytest.FixtureRequest, centre: WebCentre, browser: Browser) -> Iterator[Page]:
    """A host page on another origin, whose agent has signed in to the panel."""
    library = _MODULES / request.param / "release" / "connect-streams-min.js"
    html = _PAGE.read_text().replace("CCP_URL", json.dumps(f"{centre.address}/ccp-v2/"))
    files = {
        "/": ("text/html; charset=utf-8", html.encode()),
        "/streams.js": ("text/javascript; charset=utf-8", library.read_bytes()),
    }
    with serving(files) as address, browser.new_context() as context:
        watch = Watch()
        watch.over(context)
        sign_in_to_panel(context.new_page(), centre, "ada")
        page = context.new_page()
        page.goto(address)
        yield page
    watch.settle()


def sign_in_to_panel(page: Page, centre: WebCentre, username: str) -> None:
    page.goto(f"{centre.address}/ccp-v2/login")
    page.get_by_label("User name").fill(username)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_text("Your state").wait_for()
    page.close()


def told(page: Page, what: str) -> None:
    page.wait_for_function("(what) => window.told.includes(what)", arg=what)


def become(page: Page, state: str) -> None:
    page.evaluate(
        "(name) => new Promise((success, failure) => window.agent.setState("
        "window.agent.getAgentStates().find((state) => state.name === name), {success, failure}))",
        state,
    )
    told(page, f"state {state}")


def do(page: Page, what: str) -> None:
    """Do something to the contact and wait until the panel has taken it."""
    page.evaluate(f"() => new Promise((success, failure) => {what}({{success, failure}}))")


def test_a_call_from_ring_to_wrap_up(host: Page, centre: WebCentre, browser: Browser) -> None:
    told(host, "agent Ada Kaya")
    become(host, "Available")
    caller = Telephone(browser, centre)

    caller.call(SHOP, from_=LEYLA)

    told(host, "connecting")
    assert host.evaluate("() => window.contact.getType()") == "voice"
    do(host, "window.contact.accept")
    told(host, "accepted")
    told(host, "connected")
    do(host, "window.contact.getInitialConnection().hold")
    host.wait_for_function("() => window.contact.getInitialConnection().isOnHold()")
    do(host, "window.contact.getInitialConnection().resume")
    host.wait_for_function("() => !window.contact.getInitialConnection().isOnHold()")
    do(host, "window.contact.getAgentConnection().destroy")
    told(host, "after-contact work")
    do(host, "window.contact.clear")
    told(host, "destroyed")
    told(host, "state Available")
    caller.close()
    become(host, "Offline")
