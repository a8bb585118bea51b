"""The panel over HTTP and sockets: who may come in, and what is refused."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any, TypeVar

import pytest
from aiohttp import ClientWebSocketResponse, WSMsgType, WSServerHandshakeError, web
from aiohttp.test_utils import TestClient, TestServer

from santral.engine.contact import Stage
from santral.local.connect.ccp.login import ATTEMPTS
from santral.local.connect.ccp.worker import MESSAGES_AT_ONCE
from santral.local.server import ccp_line
from santral.local.server.application import new_application
from santral.local.server.ccp import PROTOCOL, add_ccp
from santral.local.server.ccp_line import LARGEST_FRAME, MOST_WAITING, Line
from santral.local.server.cognito_keys import new_key
from tests.functional.ccp.panel import Panel
from tests.functional.connect.furnishing import PASSWORD

T = TypeVar("T")
KEY = new_key()


class Acts:
    def act(self, work: Callable[[], T]) -> T:
        return work()


def application(panel: Panel) -> web.Application:
    failures: list[Exception] = []
    app = new_application(failures.append)
    laptop = SimpleNamespace(instance=panel.instance, connect=panel.account.connect)
    add_ccp(app, laptop, Acts(), KEY)  # type: ignore[arg-type]
    return app


class Browser:
    """A page of the panel in a browser."""

    def __init__(self, client: TestClient[Any, Any]) -> None:
        self.client = client
        self.origin = f"http://127.0.0.1:{client.port}"

    async def post(self, path: str, origin: str = "", **form: str) -> Any:
        headers = {"Origin": origin or self.origin}
        return await self.client.post(path, data=form, headers=headers, allow_redirects=False)

    async def signs_in(self, username: str = "deniz", password: str = PASSWORD) -> int:
        answer = await self.post("/ccp-v2/login", username=username, password=password)
        return int(answer.status)

    async def ticket(self) -> str:
        answer = await self.post("/ccp-v2/ticket")
        assert answer.status == 200
        return str((await answer.json())["ticket"])

    async def opens(self, ticket: str = "", origin: str = "") -> ClientWebSocketResponse:
        return await self.client.ws_connect(
            "/ccp-v2/socket",
            protocols=(PROTOCOL, ticket or await self.ticket()),
            headers={"Origin": origin or self.origin},
        )

    async def refused(self, ticket: str = "", origin: str = "") -> int:
        with pytest.raises(WSServerHandshakeError) as refusal:
            await self.opens(ticket, origin)
        return refusal.value.status


@asynccontextmanager
async def browsing(panel: Panel) -> AsyncIterator[Browser]:
    async with TestClient(TestServer(application(panel))) as client:
        yield Browser(client)


def run(panel: Panel, story: Callable[[Browser], Awaitable[T]]) -> T:
    async def told() -> T:
        async with browsing(panel) as browser:
            return await story(browser)

    return asyncio.run(told())


async def frames(socket: ClientWebSocketResponse, number: int) -> list[str]:
    return [str((await socket.receive_json(timeout=2))["event"]) for _ in range(number)]


async def ends_with(socket: ClientWebSocketResponse) -> int | None:
    """Read to the end; answers the code with which the server closed."""
    while True:
        message = await socket.receive(timeout=2)
        if message.type in (WSMsgType.CLOSE, WSMsgType.CLOSED, WSMsgType.ERROR):
            return socket.close_code


# --- signing in ---


def test_who_signs_in_opens_a_socket_and_is_told_how_she_is(panel: Panel) -> None:
    async def story(browser: Browser) -> list[str]:
        assert await browser.signs_in() == 303
        return await frames(await browser.opens(), 3)

    assert run(panel, story) == ["acknowledge", "update_connected_ccps", "agent::update"]


def test_a_wrong_password_and_an_unknown_name_look_the_same(panel: Panel) -> None:
    async def story(browser: Browser) -> set[tuple[int, str]]:
        answers = [
            await browser.post("/ccp-v2/login", username=username, password="wrong")
            for username in ("deniz", "nobody")
        ]
        return {(answer.status, await answer.text()) for answer in answers}

    [(status, page)] = run(panel, story)

    assert status == 401
    assert "This user name and password are not known." in page


def test_a_name_that_is_tried_too_often_has_to_wait(panel: Panel) -> None:
    async def story(browser: Browser) -> list[int]:
        tried = [await browser.signs_in(password="wrong") for _ in range(ATTEMPTS)]
        return [tried[-1], await browser.signs_in()]

    assert run(panel, story) == [401, 429]


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(panel: Panel) -> None:
    async def story(browser: Browser) -> str:
        answer = await browser.post("/ccp-v2/login", username="deniz", password=PASSWORD)
        return str(answer.headers["Set-Cookie"])

    cookie = run(panel, story)

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_cookie_outlives_a_restart_with_the_same_key(panel: Panel) -> None:
    async def first(browser: Browser) -> str:
        await browser.signs_in()
        return str(
            browser.client.session.cookie_jar.filter_cookies(browser.client.make_url("/"))[
                "santral-ccp"
            ].value
        )

    cookie = run(panel, first)

    async def second(browser: Browser) -> int:
        headers = {"Origin": browser.origin, "Cookie": f"santral-ccp={cookie}"}
        answer = await browser.client.post("/ccp-v2/ticket", headers=headers)
        return answer.status

    assert run(panel, second) == 200


@pytest.mark.parametrize("path", ["/logout", "/connect/logout", "/ccp-v2/logout"])
def test_who_signs_out_has_her_sockets_closed_and_is_offline(panel: Panel, path: str) -> None:
    async def story(browser: Browser) -> tuple[int | None, int]:
        await browser.signs_in()
        socket = await browser.opens()
        panel.becomes("Available")
        leaving = browser.client.get(path, allow_redirects=False)
        code, _ = await asyncio.gather(ends_with(socket), leaving)
        return code, (await browser.post("/ccp-v2/ticket")).status

    assert run(panel, story) == (1008, 401)
    assert panel.agent.status == "Offline"


# --- what is refused ---


def test_pages_of_other_origins_get_nothing(panel: Panel) -> None:
    async def story(browser: Browser) -> list[int]:
        foreign = "http://evil.example"
        login = await browser.post("/ccp-v2/login", foreign, username="deniz", password=PASSWORD)
        await browser.signs_in()
        ticket = await browser.post("/ccp-v2/ticket", foreign)
        return [login.status, ticket.status, await browser.refused(origin=foreign)]

    assert run(panel, story) == [403, 403, 403]


def test_a_ticket_opens_one_socket(panel: Panel) -> None:
    async def story(browser: Browser) -> list[int]:
        await browser.signs_in()
        ticket = await browser.ticket()
        await browser.opens(ticket)
        return [await browser.refused(ticket), await browser.refused("made-up")]

    assert run(panel, story) == [403, 403]


def test_a_ticket_without_its_cookie_opens_nothing(panel: Panel) -> None:
    async def story(browser: Browser) -> int:
        await browser.signs_in()
        ticket = await browser.ticket()
        browser.client.session.cookie_jar.clear()
        return await browser.refused(ticket)

    assert run(panel, story) == 403


def test_a_frame_that_is_too_long_ends_the_socket(panel: Panel) -> None:
    async def story(browser: Browser) -> int | None:
        await browser.signs_in()
        socket = await browser.opens()
        await socket.send_str("x" * (LARGEST_FRAME + 1024))
        return await ends_with(socket)

    assert run(panel, story) == 1009


def test_a_flood_ends_the_socket(panel: Panel) -> None:
    async def story(browser: Browser) -> int | None:
        await browser.signs_in()
        socket = await browser.opens()
        for _ in range(MESSAGES_AT_ONCE + 10):
            await socket.send_json({"event": "nothing"})
        return await ends_with(socket)

    assert run(panel, story) == 1008


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "[]",
        "{}",
        "[" * 5000,
        '"event"',
        "1",
        # Not for her other tabs either: no browser reads it.
        '{"event": "broadcast", "data": {"event": "x", "data": NaN}}',
        '{"event": "broadcast", "data": {"event": "x", "data": 1e999}}',
    ],
)
def test_what_is_no_frame_ends_the_socket(panel: Panel, text: str) -> None:
    async def story(browser: Browser) -> int | None:
        await browser.signs_in()
        socket = await browser.opens()
        await socket.send_str(text)
        return await ends_with(socket)

    assert run(panel, story) == 1008


# --- pages ---


@pytest.mark.parametrize("path", ["/ccp-v2", "/ccp-v2/", "/connect/ccp-v2/"])
def test_the_page_says_who_may_frame_it_and_runs_no_script_of_others(
    panel: Panel, path: str
) -> None:
    async def story(browser: Browser) -> tuple[int, str, str]:
        answer = await browser.client.get(path)
        policy = answer.headers["Content-Security-Policy"]
        return answer.status, policy, await answer.text()

    status, policy, page = run(panel, story)

    assert status == 200
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'self' http://localhost:* http://127.0.0.1:*" in policy
    assert "<style" not in page
    assert 'src="/ccp-v2/page/ccp.js"' in page


@pytest.mark.parametrize(
    "path", ["/ccp-v2/request-storage-access", "/connect/ccp-v2//request-storage-access"]
)
def test_older_releases_find_the_page_that_asks_for_cookies(panel: Panel, path: str) -> None:
    async def story(browser: Browser) -> str:
        return await (await browser.client.get(path)).text()

    assert "storage-access.js" in run(panel, story)


@pytest.mark.parametrize("name", ["..%2fseat.py", "../seat.py", "none.js", ".", "%00"])
def test_only_files_of_the_page_are_sent(panel: Panel, name: str) -> None:
    async def story(browser: Browser) -> int:
        return (await browser.client.get(f"/ccp-v2/page/{name}")).status

    assert run(panel, story) in {403, 404}


# --- slow readers, and the end ---


class Stuck:
    """A socket that takes nothing."""

    closed = False

    async def send_str(self, _: str) -> None:
        await asyncio.Event().wait()


def line() -> Line:
    request = SimpleNamespace(transport=SimpleNamespace(abort=lambda: None))
    return Line("1", Stuck(), request)  # type: ignore[arg-type]


def test_of_updates_only_the_newest_waits_for_a_slow_reader() -> None:
    slow = line()
    for number in range(10_000):
        slow.send("agent::update", str(number))
    slow.send("acknowledge", "a")
    slow.send("agent::update", "newest")

    assert list(slow._waiting) == [("acknowledge", "a"), ("agent::update", "newest")]


def test_who_reads_nothing_is_not_waited_for() -> None:
    slow = line()
    for _ in range(MOST_WAITING + 1):
        slow.send("acknowledge", "{}")

    assert slow._is_over
    assert not slow._waiting


def test_a_frozen_page_gives_its_place_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ccp_line, "TAKES_WITHIN_S", 0.01)
    frozen = line()
    frozen.send("agent::update", "newest")  # alone it waits for ever, and is not too much

    asyncio.run(frozen.write(lambda: True))

    assert frozen._is_over


def test_a_stop_shows_every_agent_that_her_call_has_ended(panel: Panel) -> None:
    contact_id = ""

    async def story(browser: Browser) -> tuple[list[str], int | None]:
        nonlocal contact_id
        await browser.signs_in()
        socket = await browser.opens()
        panel.becomes("Available")
        contact_id = panel.rings()
        panel.agent.accepts()
        panel.wait()
        stopping = asyncio.create_task(browser.client.server.close())
        seen: list[str] = []
        while True:
            message = await socket.receive(timeout=2)
            if message.type is not WSMsgType.TEXT:
                await stopping
                return seen, socket.close_code
            frame = json.loads(message.data)
            if frame["event"] == "agent::update":
                seen = [each["state"]["type"] for each in frame["data"]["snapshot"]["contacts"]]

    assert run(panel, story) == (["ended"], 1001)
    contact = panel.instance.switchboard.contacts[contact_id]
    assert (contact.disconnect_reason, contact.stage) == ("OTHER", Stage.WRAP_UP)
