"""One tab's socket: what goes out waits here, and a tab that does not read keeps nobody waiting."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from aiohttp import WSCloseCode, WSMsgType, web

from santral.local.connect.ccp.frames import UPDATE

LARGEST_FRAME: Final = 64 * 1024
MOST_WAITING: Final = 256
PING_EVERY_S: Final = 5.0
# A page that takes nothing for so long is frozen; its place among the agent's tabs is free again.
TAKES_WITHIN_S: Final = 15.0
_LAST_WORDS_S: Final = 1.0


class Line:
    """
    Attributes:
        socket: prepared.
    """

    def __init__(self, id_: str, socket: web.WebSocketResponse, request: web.Request) -> None:
        self.id, self.socket, self._request = id_, socket, request
        self._waiting: deque[tuple[str, str]] = deque()
        self._wake = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._is_over = False

    def send(self, event: str, frame: str) -> None:
        """Put a frame behind what waits; of updates, which are whole, only the newest waits."""
        if self._is_over:
            return
        if event == UPDATE:
            for at, (other, _) in enumerate(self._waiting):
                if other == UPDATE:
                    del self._waiting[at]
                    break
        if len(self._waiting) >= MOST_WAITING:
            self._break_off()
            return
        self._waiting.append((event, frame))
        self._idle.clear()
        self._wake.set()

    async def write(self, still: Callable[[], bool]) -> None:
        """Send what waits, and a ping where nothing did for a while, until the socket is over.

        Args:
            still: asked now and then whether it may go on.
        """
        with suppress(ConnectionError):
            while not self._is_over and not self.socket.closed:
                if not self._waiting:
                    self._idle.set()
                    await self._more()
                    if not still():
                        await self.close(WSCloseCode.POLICY_VIOLATION)
                        return
                elif not self._is_over:
                    await self._next()

    async def _next(self) -> None:
        frame = self._waiting.popleft()[1]
        try:
            async with asyncio.timeout(TAKES_WITHIN_S):
                await self.socket.send_str(frame)
        except TimeoutError:
            self._break_off()

    async def _more(self) -> None:
        self._wake.clear()
        try:
            await asyncio.wait_for(self._wake.wait(), PING_EVERY_S)
        except TimeoutError:
            await self.socket.ping()

    async def read(self, heard: Callable[[str], bool], alive: Callable[[], None]) -> None:
        """Hand over what comes, until the socket is over.

        Args:
            heard: takes a frame's text; where it answers False there was too much.
            alive: told of every pong.
        """
        while not self._is_over:
            message = await self.socket.receive()
            if message.type is WSMsgType.TEXT:
                if not heard(message.data):
                    await self.close(WSCloseCode.POLICY_VIOLATION)
            elif message.type is WSMsgType.PONG:
                alive()
            elif message.type is WSMsgType.PING:
                await self.socket.pong(message.data)
            else:
                return

    async def finish(self) -> None:
        """Let what waits go out, for a moment, and close: the server stops."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._idle.wait(), _LAST_WORDS_S)
        await self.close(WSCloseCode.GOING_AWAY)

    async def close(self, code: int) -> None:
        self._is_over = True
        self._wake.set()
        with suppress(ConnectionError, TimeoutError):
            await asyncio.wait_for(self.socket.close(code=code), _LAST_WORDS_S)

    def _break_off(self) -> None:
        """Whoever reads so slowly is not waited for: not even a farewell would go through."""
        self._is_over = True
        self._waiting.clear()
        self._wake.set()
        if self._request.transport is not None:
            self._request.transport.abort()
