"""The built pages as files: what is served, from nowhere else, and for how long it is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from yarl import URL

from santral.local.server.application import new_application
from santral.local.server.pages import add_pages

HTML = {"Accept": "text/html"}
Client = TestClient[Any, Any]


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """Pages, beside a file that is none of them."""
    (tmp_path / "secret.txt").write_text("secret")
    dist = tmp_path / "dist"
    (dist / "assets").mkdir(parents=True)
    (dist / "index.html").write_text("<!doctype html>start")
    (dist / "widget.js").write_text("widget")
    (dist / "assets" / "page-1a2b.js").write_text("page")
    (dist / "assets" / "link.js").symlink_to(tmp_path / "secret.txt")
    return dist


def story(built: Path, tell: Callable[[Client], Awaitable[None]]) -> None:
    def fails(error: Exception) -> None:
        raise error

    async def told() -> None:
        app = new_application(fails)
        add_pages(app, built)
        async with TestClient(TestServer(app)) as client:
            await tell(client)

    asyncio.run(told())


def test_only_files_whose_names_change_with_them_are_kept_for_ever(built: Path) -> None:
    async def tell(client: Client) -> None:
        for path, text, kept in (
            ("/assets/page-1a2b.js", "page", "public, max-age=31536000, immutable"),
            ("/widget.js", "widget", "no-cache"),
            ("/agent", "<!doctype html>start", "no-cache"),
            ("/assets/%2e%2e/index.html", "<!doctype html>start", "no-cache"),
        ):
            answer = await client.get(URL(path, encoded=True), headers=HTML)
            assert (await answer.text(), answer.headers["Cache-Control"]) == (text, kept), path

    story(built, tell)


@pytest.mark.parametrize(
    "path",
    [
        "/assets/%2e%2e/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/%2fetc/passwd",
        "/assets/link.js",
        "/a%00b",
        "/%ff",
        f"/{'a' * 300}",
        f"/{'a/' * 2000}",
    ],
)
def test_a_path_that_leads_nowhere_leads_to_the_start(built: Path, path: str) -> None:
    async def tell(client: Client) -> None:
        page = await client.get(URL(path, encoded=True), headers=HTML)
        assert (page.status, await page.text()) == (200, "<!doctype html>start")
        file = await client.get(URL(path, encoded=True))
        assert file.status == 404

    story(built, tell)
