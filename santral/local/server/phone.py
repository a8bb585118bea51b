"""The socket of the page on which one rings the businesses. It exists on this computer alone.

Client and server send JSON objects as text, one a frame, told apart by `type`.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final

from aiohttp import WSCloseCode, WSMsgType, web

from santral.domain.business import Business
from santral.domain.customer import Customer
from santral.domain.errors import NotFoundError
from santral.domain.tenant import Tenant
from santral.local.connect.operations.prompts import PROMPT
from santral.local.laptop import Laptop
from santral.local.loop_time import LoopTime
from santral.local.phones import Message, Phone, Phones
from santral.local.server.application import SERVED, Served
from santral.local.voice.exchange import Exchange, VoiceError
from santral.stores import accounts, tenants
from santral.stores.phone_numbers import PhoneNumbersByMetadata
from santral.stores.tenant_guard import acting_for

PATH: Final = "/phone/socket"
MOST_PHONES: Final = 50
LARGEST_FRAME: Final = 64 * 1024
_UNSENT: Final = 1_000  # messages for a page that does not read
_FRAMES: Final = 60  # from one page, in a second
_SECOND: Final = 1.0
_MOST_BUSINESSES: Final = 100
_HEARTBEAT_S: Final = 20.0
# A page that does not answer a farewell is not waited for: the server may be stopping.
_FAREWELL_S: Final = 1.0
_KEYS: Final = frozenset("0123456789*#")


def add_phone(
    app: web.Application,
    laptop: Laptop,
    phones: Phones,
    exchange: Exchange,
    time: LoopTime,
    businesses: Iterable[Business],
) -> None:
    """Add the socket.

    Args:
        businesses: the samples, whose customers one may be. Numbers are offered of every business.
    """
    customers = {each.tenant.id: each.customers for each in businesses}
    open_sockets: set[web.WebSocketResponse] = set()

    async def serve(request: web.Request) -> web.StreamResponse:
        if request.headers.get("Origin") != f"http://{request.host}":
            raise web.HTTPForbidden(text="The phone answers its own page only.\n")
        if len(open_sockets) >= MOST_PHONES:
            raise web.HTTPServiceUnavailable(text="Too many phones are open.\n")
        socket = web.WebSocketResponse(
            timeout=_FAREWELL_S, max_msg_size=LARGEST_FRAME, heartbeat=_HEARTBEAT_S
        )
        open_sockets.add(socket)
        try:
            await socket.prepare(request)
            hello = _hello(await asyncio.to_thread(_tenants, laptop), customers)
            await _Conversation(request, socket, phones, exchange, time).hold(hello)
        finally:
            open_sockets.discard(socket)
        return socket

    async def close_all(_: web.Application) -> None:
        closing = [each.close(code=WSCloseCode.GOING_AWAY) for each in open_sockets]
        await asyncio.gather(*closing)

    app.router.add_get(PATH, serve)
    app.on_shutdown.append(close_all)
    app[SERVED].append(Served(PATH, "the socket of the phone page"))


def phone_names(laptop: Laptop) -> Mapping[str, str]:
    """Say what agents, queues and prompts are called."""
    names = {agent.username: agent.first_name for agent in laptop.directory.agents}
    for prompt in laptop.instance.table(PROMPT):
        names |= {prompt.arn: prompt.name.replace("_", " "), prompt.id: prompt.name}
    for tenant in laptop.tenants:
        names |= {f"{tenant.id}-{queue.name}": queue.name for queue in tenant.queues}
    return names


def _tenants(laptop: Laptop) -> list[Tenant]:
    """List the samples as they were opened, then whoever has signed up since."""
    samples = {each.id: each for each in laptop.tenants}
    listed = (each.id for each in accounts.listed(limit=_MOST_BUSINESSES).items)
    others = [each for each in listed if each not in samples]
    return [*samples.values(), *(found for each in others if (found := _tenant(each)) is not None)]


def _tenant(name: str) -> Tenant | None:
    with acting_for(name), suppress(NotFoundError):
        return tenants.load(name)
    return None


def _hello(opened: Iterable[Tenant], customers: Mapping[str, Sequence[Customer]]) -> Message:
    return {
        "type": "hello",
        "businesses": [
            {
                "id": tenant.id,
                "name": tenant.name,
                "timezone": tenant.timezone,
                "numbers": [{"e164": n.e164, "language": n.language} for n in tenant.numbers],
                "customers": [
                    {
                        "name": each.name,
                        "number": each.numbers[0],
                        "tier": each.tier,
                        "language": each.language,
                    }
                    for each in customers.get(tenant.id, ())
                    if each.numbers
                ],
            }
            for tenant in opened
            if tenant.numbers
        ],
    }


class _RefusedError(Exception):
    """A message that cannot be followed; the page is told why."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


class _Conversation:
    """One page and its telephone, until either is gone."""

    def __init__(
        self,
        request: web.Request,
        socket: web.WebSocketResponse,
        phones: Phones,
        exchange: Exchange,
        time: LoopTime,
    ) -> None:
        self._request, self._socket = request, socket
        self._exchange, self._time = exchange, time
        self._unsent: asyncio.Queue[Message | None] = asyncio.Queue(_UNSENT)
        self._phone: Phone = phones.open(self._send)
        self._numbers = PhoneNumbersByMetadata()
        self._offers: set[asyncio.Task[None]] = set()
        self._messages: dict[str, Callable[[Mapping[str, Any]], None]] = {
            "call": self._call,
            "press": self._press,
            "hang_up": lambda _: self._phone.hang_up(),
            "answer": lambda _: self._phone.answer(),
            "decline": lambda _: self._phone.decline(),
            "lend": self._lend,
        }

    async def hold(self, hello: Message) -> None:
        writing = asyncio.get_running_loop().create_task(self._write())
        try:
            self._send(hello)
            self._send(
                {"type": "state", "state": "idle", "contact": None, "from": None, "to": None}
            )
            await self._read()
        finally:
            for offer in list(self._offers):
                offer.cancel()
            self._exchange.phone_left(self._phone)
            self._time.act(self._phone.gone)
            writing.cancel()
            with suppress(asyncio.CancelledError):
                await writing

    def _send(self, message: Message) -> None:
        with suppress(asyncio.QueueFull):
            self._unsent.put_nowait(message)
            return
        # It does not read any more, not even a farewell. What it missed it would never know: it
        # has to begin anew.
        if self._request.transport is not None:
            self._request.transport.abort()

    async def _write(self) -> None:
        with suppress(ConnectionError):
            while not self._socket.closed:
                message = await self._unsent.get()
                await self._socket.send_str(json.dumps(message, ensure_ascii=False))

    async def _read(self) -> None:
        loop = asyncio.get_running_loop()
        since_s, frames = loop.time(), 0
        async for frame in self._socket:
            if frame.type is not WSMsgType.TEXT:
                await self._socket.close(code=WSCloseCode.UNSUPPORTED_DATA)
                return
            if loop.time() - since_s > _SECOND:
                since_s, frames = loop.time(), 0
            frames += 1
            if frames > _FRAMES:
                await self._socket.close(code=WSCloseCode.POLICY_VIOLATION)
                return
            try:
                self._follow(frame.data)
            except _RefusedError as refused:
                self._refuse(refused)

    def _refuse(self, refused: _RefusedError | VoiceError) -> None:
        self._send({"type": "error", "code": refused.code, "text": str(refused)})

    def _follow(self, text: str) -> None:
        message = _message(text)
        kind = message.get("type")
        if kind == "audio":
            # Whoever hangs up meanwhile is not to wait for it.
            offer = asyncio.get_running_loop().create_task(self._meet(_text(message, "sdp")))
            self._offers.add(offer)
            offer.add_done_callback(self._offers.discard)
            return
        act = self._messages.get(kind) if isinstance(kind, str) else None
        if act is None:
            raise _RefusedError(
                "bad_message", f"expected a type: audio, {', '.join(self._messages)}"
            )
        self._time.act(lambda: act(message))

    async def _meet(self, sdp: str) -> None:
        try:
            answer = await self._exchange.phone(self._phone, sdp)
        except VoiceError as refused:
            self._refuse(refused)
        else:
            self._send({"type": "audio", "sdp": answer})

    # --- messages ---

    def _call(self, message: Mapping[str, Any]) -> None:
        to = self._number(message, "to")
        from_ = None if message.get("from") is None else self._number(message, "from")
        if self._phone.state != "idle":
            raise _RefusedError("busy", "this phone is in a call, or rings")
        if not self._phone.call(from_, to):
            raise _RefusedError("nobody_there", "nobody here has the number that was dialled")

    def _press(self, message: Mapping[str, Any]) -> None:
        key = _text(message, "key")
        if key not in _KEYS:
            raise _RefusedError("bad_message", "key: expected one of 0-9, * and #")
        self._phone.press(key)

    def _lend(self, message: Mapping[str, Any]) -> None:
        given = message.get("number")
        number = None if given is None else self._number(message, "number")
        self._phone.lend(number)
        self._send({"type": "lent", "number": number})

    def _number(self, message: Mapping[str, Any], name: str) -> str:
        number = self._numbers.parse(_text(message, name), "ZZ")
        if number is None:
            raise _RefusedError("bad_number", f"{name}: expected a telephone number, as +90…")
        return number


def _message(text: str) -> Mapping[str, Any]:
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        raise _RefusedError("bad_message", "expected JSON") from None
    if not isinstance(message, dict):
        raise _RefusedError("bad_message", "expected a JSON object")
    return message


def _text(message: Mapping[str, Any], name: str) -> str:
    value = message.get(name)
    if not isinstance(value, str):
        raise _RefusedError("bad_message", f"{name}: expected a text")
    return value
