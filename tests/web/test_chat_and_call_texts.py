"""Nothing that comes by a socket runs: neither on the telephone page nor in a shop's chat."""

from __future__ import annotations

import json
from typing import Any, Final

from playwright.sync_api import Dialog, Page, Route, WebSocketRoute, expect

from tests.web.conftest import Open
from tests.web.payloads import EVERYTHING, PAYLOADS

_WATCH: Final = "window.ran = () => { window.hasRun = true; };"
_AT: Final = "2026-11-23T10:30:00.000Z"
_ANYBODY: Final = {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*"}
# A picture that is broken, and a frame: once they have run what they say, so have the texts' own,
# which were there before them.
_AFTER_ALL_OF_THEM: Final = """() => {
  const broken = new Promise((resolve) => {
    const picture = new Image();
    picture.onerror = resolve;
    picture.src = 'x';
    document.body.append(picture);
  });
  const framed = new Promise((resolve) => {
    const frame = document.createElement('iframe');
    frame.onload = resolve;
    document.body.append(frame);
  });
  return Promise.all([broken, framed]).then(() => undefined);
}"""
_NUMBER: Final = "+905320000091"


def _watched(page: Page) -> list[str]:
    dialogs: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismiss)
    page.add_init_script(_WATCH)
    return dialogs


def _settle(page: Page, dialogs: list[str]) -> None:
    page.evaluate(_AFTER_ALL_OF_THEM)
    assert page.evaluate("() => window.hasRun === true") is False
    assert dialogs == []


def test_no_text_of_a_call_runs(open_page: Open) -> None:
    page = open_page("/settings.json")
    dialogs = _watched(page)
    customer = {"name": EVERYTHING, "number": _NUMBER, "tier": EVERYTHING, "language": EVERYTHING}
    business = {
        "id": "shop",
        "name": EVERYTHING,
        "timezone": EVERYTHING,
        "numbers": [{"e164": EVERYTHING, "language": EVERYTHING}],
        "customers": [customer],
    }

    def answer(socket: WebSocketRoute) -> None:
        def send(**message: object) -> None:
            socket.send(json.dumps(message))

        send(type="hello", businesses=[business])
        state = {"contact": "c-1", "from": EVERYTHING, "to": EVERYTHING}
        send(type="state", state="connected", **state)
        for text in PAYLOADS:
            send(type="caption", who="flow", text=text, language=text, lasts_ms=9, at=_AT)
            send(type="event", label=text, text=text, tone=text, at=_AT)
            send(type="block", flow="f", block=text, action=text, via=text, at=_AT, contact="c-1")
        send(type="error", code=EVERYTHING, text=EVERYTHING)

    page.route_web_socket("**/phone/socket", answer)
    page.goto(page.url.replace("/settings.json", "/phone"))

    heard = page.get_by_role("log", name="What you hear")
    expect(heard).to_contain_text(PAYLOADS[-1].strip())
    _settle(page, dialogs)


def test_no_text_of_a_chat_runs(open_page: Open) -> None:
    page = open_page("/settings.json")
    dialogs = _watched(page)
    address = page.url.removesuffix("/settings.json")
    socket = address.replace("http://localhost", "ws://127.0.0.1") + "/participant/socket"
    answers: dict[str, dict[str, Any]] = {
        "/v1/chats/": {"name": EVERYTHING, "greeting": {"en": EVERYTHING}},
        "/v1/chats": {
            "contact_id": "c-1",
            "participant_id": "p-1",
            "participant_token": "t-1",
            "region": "eu-central-1",
            "endpoint": address,
        },
        "/participant/connection": {
            "Websocket": {"Url": socket, "ConnectionExpiry": "2030-01-01T00:00:00.000Z"},
            "ConnectionCredentials": {
                "ConnectionToken": "t-2",
                "Expiry": "2030-01-01T00:00:00.000Z",
            },
        },
        "/participant/transcript": {
            "InitialContactId": "c-1",
            "NextToken": "",
            "Transcript": [_said(place, text) for place, text in enumerate(PAYLOADS)],
        },
        "/participant/": {},
    }

    def answer(route: Route) -> None:
        path = route.request.url.partition("//")[2].partition("/")[2]
        body = next(answers[each] for each in answers if f"/{path}".startswith(each))
        route.fulfill(status=200, headers=_ANYBODY, json=body)

    page.route("**/v1/chats**", answer)
    page.route("**/v1/chats/*", answer)
    page.route("**/participant/*", answer)
    page.route_web_socket("**/participant/socket**", lambda _: None)
    page.goto(f"{address}/chat")
    page.get_by_role("button", name="Chat with us").click()
    page.get_by_label("Your name").fill(EVERYTHING[:80])
    page.get_by_role("button", name="Start the chat").click()

    expect(page.get_by_role("log")).to_contain_text(PAYLOADS[-1].strip())
    _settle(page, dialogs)


def _said(place: int, text: str) -> dict[str, Any]:
    """A message, an agent who comes, or a file, by turns."""
    item = {
        "Id": f"i-{place}",
        "AbsoluteTime": _AT,
        "ContactId": "c-1",
        "ParticipantRole": "AGENT",
        "DisplayName": text,
    }
    if place % 3 == 0:
        joined = "application/vnd.amazonaws.connect.event.participant.joined"
        return item | {"Type": "EVENT", "ContentType": joined}
    if place % 3 == 1:
        file = {"AttachmentId": text, "AttachmentName": text, "Status": "APPROVED"}
        return item | {"Type": "ATTACHMENT", "Attachments": [file]}
    return item | {"Type": "MESSAGE", "ContentType": "text/plain", "Content": text}
