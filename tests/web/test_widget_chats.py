"""A shop's customers chat from its own page, with the line that it has put there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, Page, WebSocketRoute, expect

from tests.web.centre import WebCentre
from tests.web.chromium import Watch
from tests.web.conftest import Open
from tests.web.elsewhere import serving
from tests.web.test_streams import become, sign_in_to_panel, told

_DESK: Final = Path(__file__).with_name("chat_desk.html")
_MODULES: Final = Path(__file__).resolve().parents[2] / "web" / "node_modules"
_STREAMS: Final = _MODULES / "amazon-connect-streams" / "release" / "connect-streams-min.js"
_CHATJS: Final = _MODULES / "amazon-connect-chatjs" / "dist" / "amazon-connect-chat.js"
_SCRIPT: Final = "text/javascript; charset=utf-8"
_HTML: Final = "text/html; charset=utf-8"
_SHOP_PAGE: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>A shop</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src {centre};
  connect-src {centre} http://127.0.0.1:* ws://127.0.0.1:*; require-trusted-types-for 'script'">
<script src="{centre}/widget.js" data-business="shop" data-language="it" defer></script>
</head><body><h1>A shop</h1></body></html>
"""


@pytest.fixture
def desk(centre: WebCentre, browser: Browser) -> Iterator[Page]:
    """The page of an agent who takes each chat that is offered to her."""
    html = _DESK.read_text().replace("CENTRE", json.dumps(centre.address), 1)
    html = html.replace("${CENTRE}", centre.address)
    files = {
        "/": (_HTML, html.encode()),
        "/streams.js": (_SCRIPT, _STREAMS.read_bytes()),
        "/chat.js": (_SCRIPT, _CHATJS.read_bytes()),
    }
    with serving(files) as address, browser.new_context() as context:
        watch = Watch()
        watch.over(context)
        sign_in_to_panel(context.new_page(), centre, "ada")
        page = context.new_page()
        page.goto(address)
        told(page, "agent")
        become(page, "Available")
        yield page
        page.wait_for_function("() => window.agent.getContacts().length === 0", timeout=30_000)
        become(page, "Offline")
    watch.settle()


def begin(page: Page, *, name: str = "Leyla", question: str = "Where is my lamp?") -> None:
    page.get_by_role("button", name="Chat with us").click()
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Your question").fill(question)
    page.get_by_role("button", name="Start the chat").click()
    expect(page.get_by_role("log")).to_contain_text(question)


def end(page: Page) -> None:
    page.get_by_role("button", name="End the chat").click()
    page.get_by_role("button", name="End it").click()
    expect(page.get_by_text("The chat has ended.")).to_be_visible()


def choose_shop(page: Page) -> None:
    page.get_by_label("Business", exact=True).click()
    page.get_by_role("option", name="Shop").click()


def test_customer_and_agent_write_to_one_another(open_page: Open, desk: Page) -> None:
    page = open_page("/chat")
    choose_shop(page)
    begin(page)
    log = page.get_by_role("log")
    expect(log).to_contain_text("Ada has joined.")
    told(desk, "connected")

    page.get_by_label("Write a message").fill("Hello?")
    page.keyboard.press("Enter")
    told(desk, "CUSTOMER: Hello?")
    told(desk, "CUSTOMER types")
    expect(log).to_contain_text("Sent")

    desk.evaluate(
        "() => window.session.sendEvent("
        "{contentType: 'application/vnd.amazonaws.connect.event.typing'})"
    )
    expect(page.get_by_role("status").get_by_text("Ada is writing")).to_be_visible()
    _say(desk, "<b>On its way</b>")
    expect(log).to_contain_text("<b>On its way</b>")

    page.locator("input[type=file]").set_input_files(
        {"name": "receipt.txt", "mimeType": "text/plain", "buffer": b"42"}
    )
    told(desk, "receipt.txt")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download receipt.txt").click()
    assert Path(download.value.path()).read_bytes() == b"42"

    end(page)
    page.get_by_role("button", name="Start another chat").click()
    expect(page.get_by_label("Your name")).to_be_focused()


def test_what_comes_while_the_chat_is_closed_is_counted(open_page: Open, desk: Page) -> None:
    page = open_page("/chat")
    choose_shop(page)
    begin(page)
    expect(page.get_by_role("log")).to_contain_text("Ada has joined.")
    told(desk, "connected")

    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Chat with us")).to_be_focused()
    _say(desk, "It is in the post")
    page.get_by_role("button", name="Chat with us. Unread messages: 1").click()
    expect(page.get_by_role("log")).to_contain_text("It is in the post")

    desk.evaluate("() => window.contact.getAgentConnection().destroy()")
    expect(page.get_by_text("The chat has ended.")).to_be_visible()


def test_a_chat_goes_on_after_the_page_is_loaded_again(open_page: Open) -> None:
    page = open_page("/chat")
    choose_shop(page)
    begin(page, question="Are you there?")
    page.reload()
    choose_shop(page)

    expect(page.get_by_role("log")).to_contain_text("Are you there?")
    page.get_by_label("Write a message").fill("Still here")
    page.keyboard.press("Enter")
    expect(page.get_by_role("log")).to_contain_text("Still here")
    end(page)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("tool.exe", b"MZ", "Files of this type are not taken."),
        ("empty.pdf", b"", "The file is empty."),
    ],
)
def test_a_file_that_is_not_taken_is_said_to_be(
    open_page: Open, name: str, content: bytes, sentence: str
) -> None:
    page = open_page("/chat")
    choose_shop(page)
    begin(page)
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )

    expect(page.get_by_role("alert").get_by_text(sentence)).to_be_visible()
    end(page)


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (429, "Too many chats were started from here."),
        (404, "There is no chat here at the moment."),
        (500, "The chat could not be started."),
    ],
)
def test_a_chat_that_cannot_begin_says_why(open_page: Open, status: int, sentence: str) -> None:
    page = open_page("/chat")
    anybody = {"Access-Control-Allow-Origin": "*"}
    page.route(
        "**/v1/chats",
        lambda route: (
            route.fulfill(status=status, headers=anybody)
            if route.request.method == "POST"
            else route.continue_()
        ),
    )
    page.get_by_role("button", name="Chat with us").click()
    page.get_by_label("Your name").fill("Leyla")
    page.get_by_role("button", name="Start the chat").click()

    expect(page.get_by_role("alert").get_by_text(sentence)).to_be_visible()
    expect(page.get_by_role("button", name="Start the chat")).to_be_enabled()


def test_a_lost_connection_is_told_and_nothing_is_missed(open_page: Open, desk: Page) -> None:
    page = open_page("/settings.json")
    sockets: list[WebSocketRoute] = []

    def connect(socket: WebSocketRoute) -> None:
        socket.connect_to_server()
        sockets.append(socket)

    page.route_web_socket("**/participant/socket**", connect)
    page.goto(page.url.replace("/settings.json", "/chat"))
    choose_shop(page)
    begin(page)
    told(desk, "connected")
    page.route("**/participant/connection", lambda route: route.abort())
    sockets[-1].close()
    expect(page.get_by_role("status").get_by_text("The connection is lost.")).to_be_visible()

    _say(desk, "Are you there?")
    page.unroute("**/participant/connection")
    expect(page.get_by_role("log")).to_contain_text("Are you there?", timeout=30_000)
    end(page)


def test_nobody_begins_a_chat_without_a_name(open_page: Open) -> None:
    page = open_page("/chat")
    page.get_by_role("button", name="Chat with us").click()
    page.get_by_role("button", name="Start the chat").click()

    expect(page.get_by_role("alert")).to_contain_text("Tell us how to call you.")
    expect(page.get_by_label("Your name")).to_be_focused()


def test_a_shop_elsewhere_has_a_chat_once_it_is_allowed(
    centre: WebCentre, browser: Browser
) -> None:
    html = _SHOP_PAGE.format(centre=centre.address)
    with serving({"/": (_HTML, html.encode())}) as address, browser.new_context() as context:
        watch = Watch()
        watch.over(context)
        page = context.new_page()
        with page.expect_response("**/v1/chats/shop") as refused:
            page.goto(address)
        assert refused.value.status == 404
        expect(page.get_by_role("button")).to_have_count(0)

        _allow(centre, address.rstrip("/"))
        page.reload()
        page.get_by_role("button", name="Scrivici in chat").click()
        page.get_by_label("Il tuo nome").fill("Giulia")
        page.get_by_role("button", name="Inizia la chat").click()
        page.get_by_label("Scrivi un messaggio").fill("Buongiorno")
        page.keyboard.press("Enter")
        expect(page.get_by_role("log")).to_contain_text("Buongiorno")
        expect(page.get_by_role("log")).to_contain_text("Inviato")
        page.get_by_role("button", name="Termina la chat").click()
        page.get_by_role("button", name="Termina", exact=True).click()
    watch.settle()


def _say(desk: Page, text: str) -> None:
    desk.evaluate(
        "(message) => window.session.sendMessage({message, contentType: 'text/plain'})", text
    )


def _allow(centre: WebCentre, origin: str) -> None:
    """Let chats begin on the pages of an origin as well."""
    token = centre.session("owner@shop.example")["access_token"]
    url = f"{centre.address}/v1/chat-widget"
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    with urlopen(Request(url, headers=headers)) as answer:  # noqa: S310
        widget: dict[str, Any] = json.load(answer)
        headers["If-Match"] = answer.headers["ETag"]
    widget["allowed_origins"].append(origin)
    urlopen(Request(url, json.dumps(widget).encode(), headers, method="PUT")).close()  # noqa: S310
