"""Somebody who telephones: the phone's socket, spoken from a page of a browser of her own."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, Page

from tests.web.centre import WebCentre

LISTENING: Final = Path(__file__).with_name("listening.js")
_OPEN: Final = """
async (address) => {
  window.told = [];
  window.line = new WebSocket(address);
  window.line.onmessage = ({data}) => {
    window.told.push({...JSON.parse(data), heardMs: Date.now()});
  };
  await new Promise((opened, failed) => {
    window.line.onopen = opened;
    window.line.onerror = failed;
  });
}
"""


class Telephone:
    def __init__(self, browser: Browser, centre: WebCentre) -> None:
        context = browser.new_context(permissions=["microphone"])
        context.add_init_script(path=LISTENING)
        self._page: Page = context.new_page()
        self._page.goto(f"{centre.address}/settings.json")
        self._page.evaluate(_OPEN, centre.address.replace("http", "ws", 1) + "/phone/socket")

    def call(self, to: str, *, from_: str | None) -> None:
        self._send({"type": "call", "from": from_, "to": to})

    def speak(self) -> None:
        """Open the microphone, and wait until there is sound."""
        self._page.evaluate("() => window.speak(window.line)")
        self._page.wait_for_function("() => window.isConnected()")

    def loudness(self, ms: int = 2500) -> float:
        """Tell how much is heard within so many milliseconds, as WebRTC counts audio energy."""
        return float(self._page.evaluate("(ms) => window.loudness(ms)", ms))

    def contact(self) -> str:
        """The id of the contact, once there is one."""
        found = "() => window.told.findLast(({contact}) => contact)?.contact"
        self._page.wait_for_function(found)
        contact: str = self._page.evaluate(found)
        return contact

    def rang_ms(self) -> float:
        """When an agent was rung last, by the clock of the browser."""
        found = (
            "() => window.told.findLast(({type, text}) => type === 'event' && "
            "text.endsWith(' rings'))?.heardMs"
        )
        self._page.wait_for_function(found)
        return float(self._page.evaluate(found))

    def press(self, key: str) -> None:
        self._send({"type": "press", "key": key})

    def lend(self, number: str) -> None:
        """Ring from now on when somebody calls this number."""
        self._send({"type": "lend", "number": number})

    def answer(self) -> None:
        """Answer, as soon as it rings."""
        self._page.wait_for_function(
            "() => window.told.some((told) => told.type === 'state' && told.state === 'rung')"
        )
        self._send({"type": "answer"})

    def hang_up(self) -> None:
        self._send({"type": "hang_up"})

    def hears(self, text: str) -> None:
        """Wait until the caller has heard something."""
        self._page.wait_for_function(
            "(text) => window.told.some((told) => told.type === 'caption' && "
            "told.text.includes(text))",
            arg=text,
        )

    def is_over(self) -> None:
        """Wait until the line is quiet again."""
        self._page.wait_for_function(
            "() => window.told.some(({type}) => type === 'ended')", timeout=30_000
        )

    def told(self) -> list[dict[str, Any]]:
        told: list[dict[str, Any]] = self._page.evaluate("() => window.told")
        return told

    def close(self) -> None:
        self._page.context.close()

    def _send(self, message: dict[str, Any]) -> None:
        self._page.evaluate("(message) => window.line.send(JSON.stringify(message))", message)
