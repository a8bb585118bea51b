"""Somebody rings the businesses from the telephone page, and is rung."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, WebSocketRoute, expect

from tests.web.centre import WebCentre
from tests.web.conftest import Open
from tests.web.test_streams import LEYLA, SHOP

_NO_MICROPHONE = """
navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', '%s'); };
"""


@pytest.fixture
def panel(centre: WebCentre, browser: Browser) -> Iterator[Page]:
    """The panel of an agent who can take calls."""
    with browser.new_context(permissions=["microphone"]) as context:
        page = context.new_page()
        page.goto(f"{centre.address}/ccp-v2/login")
        page.get_by_label("User name").fill("ada")
        page.get_by_role("button", name="Sign in").click()
        page.get_by_label("Your state").select_option("Available")
        yield page
        page.get_by_label("Your state").select_option("Offline")


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_label(label, exact=True).click()
    page.get_by_role("option", name=option).first.click()


def call_as(page: Page, customer: str, business: str = "Shop") -> None:
    choose(page, "Business", business)
    choose(page, "Customer", customer)
    page.get_by_role("button", name="Call", exact=True).click()
    expect(page.get_by_role("button", name="Hang up")).to_be_visible()


def test_a_customer_rings_and_the_agent_answers(open_page: Open, panel: Page) -> None:
    page = open_page("/phone")
    call_as(page, "Leyla Demir")
    heard = page.get_by_role("log", name="What you hear")
    told = page.get_by_role("log", name="What happens in the centre")

    expect(heard).to_contain_text("Hi.")
    expect(told).to_contain_text("identify_contact")
    expect(page.get_by_role("heading", name="inbound").first).to_be_visible()

    panel.get_by_role("button", name="Accept").click()
    expect(told).to_contain_text("Ada answers")

    panel.get_by_role("button", name="End", exact=True).click()
    expect(told).to_contain_text("hangs up the agent")
    expect(page.get_by_text("The flow hung up.")).to_be_visible()
    panel.get_by_role("button", name="Close contact").click()


def test_keys_are_pressed_on_the_keyboard_and_on_the_pad(open_page: Open) -> None:
    page = open_page("/phone")
    choose(page, "Business", "Serin Klima")
    page.get_by_label("With the number hidden").check()
    page.get_by_role("button", name="Call", exact=True).click()
    expect(page.get_by_text("The centre waits for keys")).to_be_visible(timeout=30_000)

    page.keyboard.press("9")
    page.get_by_role("button", name="Hash").click()

    expect(page.get_by_text("Pressed: 9#")).to_be_visible()
    told = page.get_by_role("log", name="What happens in the centre")
    expect(told).to_contain_text("presses 9")

    page.get_by_role("button", name="Hang up").click()
    expect(page.get_by_text("You hung up.")).to_be_visible()


def test_a_number_is_said_to_be_none(open_page: Open) -> None:
    page = open_page("/phone")
    page.get_by_label("Another number").check()
    page.get_by_label("Your number").fill("12")
    page.get_by_role("button", name="Call", exact=True).click()

    expect(page.get_by_text("A number begins with +")).to_be_visible()
    expect(page.get_by_role("button", name="Hang up")).to_have_count(0)


def test_two_tabs_are_two_telephones(open_page: Open) -> None:
    first, second = open_page("/phone"), open_page("/phone")
    call_as(first, "Leyla Demir")
    call_as(second, "Murat Ak")

    expect(first.get_by_role("timer")).to_be_visible()
    first.get_by_role("button", name="Hang up").click()

    expect(first.get_by_text("You hung up.")).to_be_visible()
    expect(second.get_by_role("button", name="Hang up")).to_be_visible()
    second.get_by_role("button", name="Hang up").click()


def test_the_telephone_rings_where_an_agent_calls_its_number(open_page: Open, panel: Page) -> None:
    page = open_page("/phone")
    choose(page, "Business", "Shop")
    choose(page, "Customer", "Leyla Demir")
    page.get_by_role("button", name=f"Ring here for {LEYLA}").click()
    expect(page.get_by_text(f"This tab rings for {LEYLA}.")).to_be_visible()

    panel.get_by_text("Number pad").click()
    panel.get_by_label("Number or quick connect").fill(LEYLA)
    panel.get_by_role("button", name="Call", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text(f"{SHOP} is calling")
    page.get_by_role("button", name="Answer").click()

    expect(page.get_by_role("timer")).to_be_visible()
    expect(panel.get_by_role("button", name="Hold", exact=True)).to_be_visible()
    page.get_by_role("button", name="Hang up").click()
    expect(page.get_by_role("heading", name="Not in a call")).to_be_visible()
    panel.get_by_role("button", name="Close contact").click()


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        ("NotAllowedError", "The browser was not allowed to use the microphone."),
        ("NotFoundError", "No microphone was found."),
        ("NotReadableError", "Another program uses the microphone."),
    ],
)
def test_without_a_microphone_one_still_calls(open_page: Open, error: str, sentence: str) -> None:
    page = open_page("/phone")
    page.add_init_script(_NO_MICROPHONE % error)
    page.reload()
    call_as(page, "Leyla Demir")

    expect(page.get_by_text(sentence)).to_be_visible()
    expect(page.get_by_role("log", name="What you hear")).to_contain_text("Hi.")
    page.get_by_role("button", name="Hang up").click()


def test_a_lost_connection_is_told_and_made_again(open_page: Open) -> None:
    page = open_page("/settings.json")
    sockets: list[WebSocketRoute] = []

    def connect(socket: WebSocketRoute) -> None:
        socket.connect_to_server()
        sockets.append(socket)

    page.route_web_socket("**/phone/socket", connect)
    page.goto(page.url.replace("/settings.json", "/phone"))
    call_as(page, "Leyla Demir")
    sockets[-1].close()

    expect(page.get_by_text("The connection was lost.")).to_be_visible()
    expect(page.get_by_role("button", name="Call", exact=True)).to_be_enabled()
    call_as(page, "Leyla Demir")
    page.get_by_role("button", name="Hang up").click()
