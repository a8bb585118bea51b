"""The phone page's socket: who may open it, what it says, and what is refused."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from santral.engine.answering import EverybodyAnswers
from santral.local import businesses
from santral.local.phones import Phones
from santral.local.server.application import new_application
from santral.local.server.phone import _UNSENT, LARGEST_FRAME, add_phone
from santral.local.server.serving import Plan, Served, opened
from santral.local.voice.exchange import NoExchange
from santral.local.voice.parties import Line

AYSE, SHOP = "+905321112233", "+902120000001"
MONDAY_MORNING = datetime(2026, 11, 30, 8, tzinfo=UTC)


class Page:
    """A page of the phone."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.told: list[dict[str, Any]] = []

    async def say(self, type_: str, **more: object) -> None:
        await self.socket.send_json({"type": type_, **more})

    async def hears(self, type_: str, **more: object) -> dict[str, Any]:
        """Wait until it is told something of this type, with these members."""
        while True:
            message: dict[str, Any] = await self.socket.receive_json(timeout=10)
            self.told.append(message)
            if message["type"] == type_ and message.items() >= more.items():
                return message


Open = Callable[[], Awaitable[Page]]


def story(tell: Callable[[Served, Open], Awaitable[None]]) -> None:
    async def told() -> None:
        plan = Plan([businesses.load("klima")], port=0, start=MONDAY_MORNING)
        async with opened(plan) as centre, aiohttp.ClientSession(centre.address) as session:

            async def open_page() -> Page:
                headers = {"Origin": centre.address}
                return Page(await session.ws_connect("/phone/socket", headers=headers))

            await tell(centre, open_page)

    asyncio.run(told())


def test_a_call_by_the_page_from_the_greeting_to_the_end() -> None:
    async def tell(centre: Served, open_page: Open) -> None:
        page = await open_page()
        hello = await page.hears("hello")
        (klima,) = hello["businesses"]
        assert (klima["id"], klima["timezone"]) == ("klima", "Europe/Istanbul")
        assert {"e164": SHOP, "language": "tr"} in klima["numbers"]
        ayse = {"name": "Ayşe Yılmaz", "number": AYSE, "tier": "vip", "language": "en"}
        assert ayse in klima["customers"]
        assert (await page.hears("state"))["state"] == "idle"

        await page.say("call", **{"from": AYSE, "to": "+90 212 000 00 01"})
        state = await page.hears("state", state="connected")
        assert (state["from"], state["to"]) == (AYSE, SHOP)
        caption = await page.hears("caption")
        assert caption["text"].startswith("Welcome to Serin Klima. Hello Ayşe")
        assert (caption["who"], caption["language"]) == ("flow", "en-GB")
        blocks = [each for each in page.told if each["type"] == "block"]
        assert {"inbound", "identify"} <= {each["flow"] for each in blocks}
        assert any(each["type"] == "event" and each["label"] == "function" for each in page.told)

        await page.say("call", **{"from": None, "to": SHOP})
        assert (await page.hears("error"))["code"] == "busy"
        await page.say("hang_up")
        assert (await page.hears("ended"))["reason"] == "CUSTOMER_DISCONNECT"
        assert (await page.hears("state"))["state"] == "idle"

        other = await open_page()
        await other.hears("state")
        await other.say("call", **{"from": None, "to": SHOP})
        contact = (await other.hears("state", state="connected"))["contact"]
        board = centre.laptop.switchboard
        await other.socket.close()
        while contact in board.contacts:
            await asyncio.wait_for(page.socket.ping(), 1)
            await other_turn()
        assert len(board.contacts) == 0

    story(tell)


def test_a_page_that_does_not_read_is_hung_up_on() -> None:
    async def tell(centre: Served, open_page: Open) -> None:
        page = await open_page()
        await page.say("call", **{"from": None, "to": SHOP})
        contact = (await page.hears("state", state="connected"))["contact"]
        board = centre.laptop.switchboard
        for _ in range(_UNSENT + 1):  # its writer has no turn meanwhile
            board.tell(board.contacts[contact], "left", "agent")

        assert await closed(page) == aiohttp.WSCloseCode.ABNORMAL_CLOSURE
        while contact in board.contacts:
            await other_turn()

    story(tell)


async def other_turn() -> None:
    """Let the server's tasks go on; it is on this loop as well."""
    turn = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_later(0.01, turn.set_result, None)
    await turn


def test_what_cannot_be_followed_is_refused_and_the_page_stays() -> None:
    async def tell(centre: Served, open_page: Open) -> None:
        page = await open_page()
        refusals = [
            ("x", "bad_message"),
            ("[" * 20_000, "bad_message"),
            ("[]", "bad_message"),
            ('{"type": "dance"}', "bad_message"),
            ('{"type": ["call"]}', "bad_message"),
            ('{"type": "press", "key": "12"}', "bad_message"),
            ('{"type": "press"}', "bad_message"),
            ('{"type": "call", "to": 1}', "bad_message"),
            ('{"type": "call", "to": "110"}', "bad_number"),
            ('{"type": "call", "from": "me", "to": "+902120000001"}', "bad_number"),
            ('{"type": "call", "to": "+902129999999"}', "nobody_there"),
            ('{"type": "lend", "number": "me"}', "bad_number"),
            ('{"type": "audio"}', "bad_message"),
            (json.dumps({"type": "audio", "sdp": "v=0"}), None),
        ]
        for text, code in refusals:
            await page.socket.send_str(text)
            refused = await page.hears("error")
            assert code in {None, refused["code"]}, text
        for harmless in ("answer", "decline", "hang_up"):
            await page.say(harmless)

        for origin in (
            None,
            "http://evil.example",
            "null",
            centre.address.replace("http", "https"),
        ):
            headers = {} if origin is None else {"Origin": origin}
            async with aiohttp.ClientSession() as session:
                with pytest.raises(aiohttp.WSServerHandshakeError) as answer:
                    await session.ws_connect(f"{centre.address}/phone/socket", headers=headers)
                assert answer.value.status == 403

        await page.socket.send_str("x" * (LARGEST_FRAME + 1))
        assert await closed(page) == aiohttp.WSCloseCode.MESSAGE_TOO_BIG
        flood = await open_page()
        for _ in range(200):
            await flood.say("press", key="1")
        assert await closed(flood) == aiohttp.WSCloseCode.POLICY_VIOLATION
        octets = await open_page()
        await octets.socket.send_bytes(b"x")
        assert await closed(octets) == aiohttp.WSCloseCode.UNSUPPORTED_DATA

    story(tell)


class NeverAnswers(NoExchange):
    """An exchange at which offers wait for ever."""

    def __init__(self) -> None:
        self.waiting = 0

    async def phone(self, line: Line, sdp: str) -> str:
        self.waiting += 1
        try:
            never: asyncio.Future[str] = asyncio.get_running_loop().create_future()
            return await never
        finally:
            self.waiting -= 1


def test_nothing_waits_for_an_offer_which_ends_with_its_page() -> None:
    async def tell(centre: Served, _: Open) -> None:
        app, exchange = new_application(raises), NeverAnswers()
        phones = Phones(EverybodyAnswers(), soon=asyncio.get_running_loop().call_soon)
        add_phone(app, centre.laptop, phones, exchange, centre.time, ())
        async with TestServer(app) as server, aiohttp.ClientSession() as session:
            origin = str(server.make_url("/")).removesuffix("/")
            address = f"{origin}/phone/socket"
            page = Page(await session.ws_connect(address, headers={"Origin": origin}))
            await page.say("audio", sdp="v=0")
            await page.say("lend", number="+90 532 999 00 11")
            assert (await page.hears("lent"))["number"] == "+905329990011"
            assert exchange.waiting == 1

            await page.socket.close()
            while exchange.waiting:
                await other_turn()

    story(tell)


def raises(error: Exception) -> None:
    raise error


async def closed(page: Page) -> int | None:
    while not page.socket.closed:
        await page.socket.receive(timeout=10)
    return page.socket.close_code
