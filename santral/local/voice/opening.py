"""Opens what this installation has of voices: all of it, or none."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol

from santral.engine.ports import EstimatedSpeech, Speech
from santral.local.voice.exchange import Exchange, NoExchange

if TYPE_CHECKING:
    from santral.engine.contact import Contact
    from santral.local.books import Tape


class Voices(Protocol):
    """
    Attributes:
        speech: tells the engine how long prompts last.
    """

    @property
    def speech(self) -> Speech: ...

    def take(self, contact: Contact) -> Tape | None:
        """Hand over the sound of a contact whose recording is over; the books ask."""
        ...

    def exchange(self, now_us: Callable[[], int]) -> Exchange:
        """Open the exchange.

        Args:
            now_us: the timeline's time, which the wall clock moves.
        """
        ...


class Silence:
    """Where no media library is installed."""

    def __init__(self) -> None:
        self.speech = EstimatedSpeech()

    def take(self, contact: Contact) -> Tape | None:
        return None

    def exchange(self, now_us: Callable[[], int]) -> Exchange:
        return NoExchange()


@asynccontextmanager
async def opened_voices() -> AsyncIterator[Voices]:
    """Open them until the block ends; importing what they need takes half a second."""
    if find_spec("aiortc") is None or find_spec("numpy") is None:
        yield Silence()
        return
    from santral.local.voice.sounding import Sounding

    async with Sounding.opened() as voices:
        yield voices
