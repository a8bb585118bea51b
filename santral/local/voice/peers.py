"""The audio of a page by WebRTC; aiortc does all of it.

Nothing is asked of any other machine: there is no STUN or TURN server, and the addresses that an
offer names are not tried, since a page might name any. The page finds this process, on this
computer's own addresses, and is known by its first check, which the answer's password signs.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from fractions import Fraction
from typing import Final

import aioice.ice
from aiortc import (
    InvalidAccessError,
    InvalidStateError,
    MediaStreamTrack,
    RTCConfiguration,
    RTCPeerConnection,
    RTCRtpCodecCapability,
    RTCSessionDescription,
)
from aiortc.exceptions import OperationError
from aiortc.mediastreams import MediaStreamError
from av import AudioFrame

from santral.local.voice.exchange import VoiceError
from santral.local.voice.sound import FRAME, Intake, Samples
from santral.local.wav import RATE

CONNECTS_S: Final = 10
_LONGEST: Final = 16 * 1024
_SETTLES_S: Final = 2.0  # of a page that is there; one that is gone will not connect
_STARTS_S: Final = 0.05  # sending and receiving, once there is a connection
_WAITING: Final = 10  # frames for a page that does not keep up
_MEDIA: Final = re.compile(r"^m=(\w+)", re.MULTILINE)
_CANDIDATE: Final = re.compile(r"^a=(?:candidate:|end-of-candidates).*\r?\n?", re.MULTILINE)
_REFUSED: Final = (
    ValueError, LookupError, TypeError, AttributeError, AssertionError, ArithmeticError,
    InvalidAccessError, InvalidStateError, OperationError,
)  # fmt: skip

_G711: Final = RTCRtpCodecCapability("audio/PCMU", clockRate=RATE, channels=1)

_elsewhere = aioice.ice.get_host_addresses


def _own_addresses(use_ipv4: bool, use_ipv6: bool) -> list[str]:  # noqa: FBT001 - aioice's
    """List this computer's addresses with the loopback, the one that is always there."""
    return ["127.0.0.1", *_elsewhere(use_ipv4=use_ipv4, use_ipv6=False)]


# aioice leaves the loopback out, and has no setting for it.
aioice.ice.get_host_addresses = _own_addresses


async def connect(sdp: str, lost: Callable[[], None]) -> tuple[Page, str]:
    """Take an offer of one audio stream.

    Args:
        lost: called once the page is gone, or has not come within ten seconds.

    Raises:
        VoiceError: `bad_offer`, or `failed`.
    """
    if len(sdp) > _LONGEST or _MEDIA.findall(sdp) != ["audio"]:
        raise VoiceError("bad_offer", "expected the SDP of one audio stream, and nothing else")
    page = Page(lost)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(page.close)
        answer = await _answer(page, _CANDIDATE.sub("", sdp))
        stack.pop_all()  # it stays
    return page, answer


async def _answer(page: Page, sdp: str) -> str:
    try:
        return await page.answer(sdp)
    except _REFUSED as error:
        raise VoiceError("bad_offer", "the SDP cannot be read, or has no G.711") from error
    except OSError as error:
        raise VoiceError("failed", "no port could be opened for it") from error


class Page:
    """One page's microphone and loudspeaker."""

    def __init__(self, lost: Callable[[], None]) -> None:
        self._lost = lost
        self._connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self._spoken, self._heard = Intake(), Heard()
        self._settled = asyncio.Event()
        self._listening: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._connection.on("track", self._track)
        self._connection.on("connectionstatechange", self._state_changed)

    async def answer(self, sdp: str) -> str:
        connection = self._connection
        # First what this side wants: an offer is matched with it as it is read.
        connection.addTrack(self._heard)
        (transceiver,) = connection.getTransceivers()
        transceiver.setCodecPreferences([_G711])
        await connection.setRemoteDescription(RTCSessionDescription(sdp, "offer"))
        await connection.setLocalDescription(await connection.createAnswer())
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(CONNECTS_S, self._look)
        return connection.localDescription.sdp

    # --- as a Peer of switching.py ---

    def take(self) -> Samples | None:
        return self._spoken.take()

    def give(self, frame: Samples) -> None:
        self._heard.put(frame)

    async def close(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._heard.stop()
        await self._settles()
        await self._connection.close()
        if self._listening is not None:
            self._listening.cancel()
            with suppress(asyncio.CancelledError):
                await self._listening

    async def _settles(self) -> None:
        """Wait for the end of connecting: closed in the midst of it, aiortc leaves tasks behind."""
        if self._connection.iceGatheringState == "new":
            return
        (transceiver,) = self._connection.getTransceivers()
        if not transceiver.sender.transport.transport.getRemoteCandidates():
            return  # nobody has come
        with suppress(TimeoutError):
            await asyncio.wait_for(self._settled.wait(), _SETTLES_S)
        await asyncio.sleep(_STARTS_S)

    # --- told by aiortc ---

    def _track(self, track: MediaStreamTrack) -> None:
        self._listening = asyncio.get_running_loop().create_task(self._listen(track))

    async def _listen(self, track: MediaStreamTrack) -> None:
        with suppress(MediaStreamError):  # the end of it
            while True:
                frame = await track.recv()
                if isinstance(frame, AudioFrame):
                    self._spoken.put(frame.to_ndarray()[0])

    def _state_changed(self) -> None:
        state = self._connection.connectionState
        if state in {"connected", "failed", "closed"}:
            self._settled.set()
        if state in {"failed", "closed"}:
            self._lost()

    def _look(self) -> None:
        if self._connection.connectionState != "connected":
            self._lost()


class Heard(MediaStreamTrack):
    """What a page is sent. The exchange sets the pace; aiortc asks for the next frame at once."""

    kind = "audio"

    def __init__(self) -> None:
        super().__init__()
        self._frames: asyncio.Queue[Samples] = asyncio.Queue(_WAITING)
        self._sent = 0

    def put(self, frame: Samples) -> None:
        if self._frames.full():
            self._frames.get_nowait()
        self._frames.put_nowait(frame)

    async def recv(self) -> AudioFrame:
        samples = await self._frames.get()
        frame = AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate, frame.time_base = RATE, Fraction(1, RATE)
        frame.pts, self._sent = self._sent, self._sent + FRAME
        return frame
