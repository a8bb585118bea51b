"""Voices that sound: speech, tapes and the exchange, put together."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager

from santral.engine.contact import Contact
from santral.local.voice.exchange import Exchange
from santral.local.voice.peers import connect
from santral.local.voice.speech import open_speech
from santral.local.voice.switching import Switching
from santral.local.voice.tapes import Tape, Tapes


class Sounding:
    """The Voices of an installation with a media library."""

    def __init__(self, stack: AsyncExitStack) -> None:
        self._stack = stack
        self.speech = open_speech()
        stack.callback(self.speech.close)
        self._tapes = Tapes()

    @classmethod
    @asynccontextmanager
    async def opened(cls) -> AsyncIterator[Sounding]:
        async with AsyncExitStack() as stack:
            yield cls(stack)

    def take(self, contact: Contact) -> Tape | None:
        return self._tapes.take(contact)

    def exchange(self, now_us: Callable[[], int]) -> Exchange:
        exchange = Switching(connect, self.speech, self._tapes, now_us)
        self._stack.push_async_callback(exchange.close)
        return exchange
