"""A page as the exchange sees it: it says a tone, and measures what it hears."""

from __future__ import annotations

import asyncio
from fractions import Fraction
from types import TracebackType
from typing import Self

import numpy as np
from aiortc import (
    MediaStreamTrack,
    RTCConfiguration,
    RTCPeerConnection,
    RTCSessionDescription,
)
from av import AudioFrame
from numpy.typing import NDArray

from santral.local.wav import RATE

FRAME = RATE // 50
LOUDNESS = 8_000
# What is on its way when something changes is still heard: the jitter buffer's share is 80 ms.
ON_ITS_WAY = 20


class Tone(MediaStreamTrack):
    kind = "audio"

    def __init__(self, hertz: float) -> None:
        super().__init__()
        self._hertz, self._at = hertz, 0
        self._began_s: float | None = None

    async def recv(self) -> AudioFrame:
        loop = asyncio.get_running_loop()
        if self._began_s is None:
            self._began_s = loop.time()
        due = asyncio.Event()
        loop.call_at(self._began_s + self._at / RATE, due.set)
        await due.wait()
        at = np.arange(self._at, self._at + FRAME) / RATE
        samples = (np.sin(2 * np.pi * self._hertz * at) * LOUDNESS).astype(np.int16)
        frame = AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate, frame.time_base, frame.pts = RATE, Fraction(1, RATE), self._at
        self._at += FRAME
        return frame


class TestPage:
    """Entered, it may make an offer."""

    __test__ = False

    def __init__(self, hertz: float) -> None:
        self._connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self._connection.addTrack(Tone(hertz))
        self._heard: asyncio.Queue[NDArray[np.int16]] = asyncio.Queue()
        self._listening: asyncio.Task[None] | None = None
        self._connection.on("track", self._track)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if self._listening is not None:
            self._listening.cancel()
        await self._connection.close()

    async def offer(self) -> str:
        await self._connection.setLocalDescription(await self._connection.createOffer())
        return self._connection.localDescription.sdp

    async def accept(self, answer: str) -> None:
        await self._connection.setRemoteDescription(RTCSessionDescription(answer, "answer"))

    async def hears(self, frames: int = 15) -> NDArray[np.int16]:
        """Listen for a while; what is on its way already does not count."""
        while not self._heard.empty():
            self._heard.get_nowait()
        async with asyncio.timeout(20):
            for _ in range(ON_ITS_WAY):
                await self._heard.get()
            return np.concatenate([await self._heard.get() for _ in range(frames)])

    def _track(self, track: MediaStreamTrack) -> None:
        self._listening = asyncio.ensure_future(self._listen(track))

    async def _listen(self, track: MediaStreamTrack) -> None:
        while True:
            frame = await track.recv()
            assert isinstance(frame, AudioFrame)
            self._heard.put_nowait(frame.to_ndarray()[0])


def strength(samples: NDArray[np.int16], hertz: float) -> float:
    """Say how loud a tone is in it: about LOUDNESS where it is there, about 0 where not.

    Frame by frame, of which each has whole periods: a frame that was lost on a busy computer does
    not count for more than itself.
    """
    frames = samples[: len(samples) // FRAME * FRAME].reshape(-1, FRAME)
    wave = np.exp(-2j * np.pi * hertz * np.arange(FRAME) / RATE)
    return float(np.mean(2 * np.abs(frames @ wave) / FRAME))
