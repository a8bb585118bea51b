"""Chromium, as the browser tests start it, and what every page of theirs is watched for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--autoplay-policy=no-user-gesture-required",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
)
OWN_HOSTS = ("localhost", "127.0.0.1")
WAITS_MS = 10_000


def find() -> str:
    """Find the browser; a test that needs it is skipped without one, and fails in CI."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium here, and this is CI")
        pytest.skip("no Chromium here (Debian, Ubuntu: apt install chromium)")
    return found


@contextmanager
def started(*more_flags: str) -> Iterator[Browser]:
    path = find()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, headless=True, args=[*FLAGS, *more_flags]
        )
        try:
            yield browser
        finally:
            browser.close()


@dataclass  # Playwright sets attributes on who listens: no slots
class Watch:
    """What no page of ours may do.

    Attributes:
        allowed: parts of errors that a test expects.
    """

    errors: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    allowed: Sequence[str] = ()

    def over(self, context: BrowserContext) -> None:
        context.on("request", lambda request: self._asked(request.url))
        context.on("page", self._page)

    def settle(self) -> None:
        """
        Raises:
            AssertionError: a script failed, a policy was broken, or a stranger was asked.
        """
        left = [each for each in self.errors if not any(part in each for part in self.allowed)]
        assert left == [], left
        assert self.strangers == [], self.strangers

    def _page(self, page: Page) -> None:
        page.set_default_timeout(WAITS_MS)
        page.on("pageerror", lambda error: self.errors.append(f"{page.url}: {error}"))
        page.on("console", self._console)

    def _console(self, message: ConsoleMessage) -> None:
        broken = "Content Security Policy" in message.text or "TrustedHTML" in message.text
        if broken and message.type in {"error", "warning"}:
            self.errors.append(message.text)

    def _asked(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in OWN_HOSTS:
            self.strangers.append(url)


def settle(page: Page) -> None:
    """Wait until nothing of a page is loading any more."""
    page.wait_for_load_state("networkidle")
    page.wait_for_function("() => document.querySelector('[class*=spinner]') === null")


def picture(page: Page, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path, full_page=True)
