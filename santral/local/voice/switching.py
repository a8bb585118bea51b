"""The exchange at work: every 20 ms what each one says goes to those who hear her.

Source of the division into sides: tapes.py.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Final, Protocol

from santral.engine.contact import Contact
from santral.engine.routing.agents import Agent
from santral.engine.run import Purpose, Sound
from santral.engine.timeline import SECOND
from santral.local.voice.exchange import VoiceError
from santral.local.voice.parties import (
    Line,
    Party,
    Room,
    around,
    hearing,
    rooms,
    sounding,
    waiting,
)
from santral.local.voice.sound import FRAME_US, RINGING, SILENCE, Samples, cut, mixed, samples_of
from santral.local.voice.speech import Sounds
from santral.local.voice.tapes import Tapes

OFFERS: Final = 6  # of one page, in so many seconds
OFFERS_S: Final = 10
MOST_PEERS: Final = 200
# A tick that is late is made up for, unless the process slept: nobody wants to hear that.
_MADE_UP_FOR: Final = 25


class Peer(Protocol):
    """The audio of one page."""

    def take(self) -> Samples | None:
        """Return the next 20 ms of what was said; None for nothing."""
        ...

    def give(self, frame: Samples) -> None: ...

    async def close(self) -> None: ...


# Takes an offer; calls its argument once the page is gone. Answers the page and the answer's SDP.
Connect = Callable[[str, Callable[[], None]], Awaitable[tuple[Peer, str]]]
Key = Agent | Line


class Switching:
    """An Exchange; see there."""

    def __init__(
        self,
        connect: Connect,
        sounds: Sounds,
        tapes: Tapes,
        now_us: Callable[[], int],
    ) -> None:
        """
        Args:
            now_us: the timeline's time, which the wall clock moves.
        """
        self._connect, self._sounds, self._tapes, self._now_us = connect, sounds, tapes, now_us
        self._loop = asyncio.get_running_loop()
        self._peers: dict[Key, Peer] = {}
        self._offers: dict[Key, deque[float]] = {}
        self._asked: dict[Key, int] = {}  # the number of the latest offer
        self._muted: set[Agent] = set()
        self._closing: set[asyncio.Task[None]] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._at_us = 0
        self._number = 0

    # --- pages come and go ---

    async def agent(self, agent: Agent, sdp: str) -> str:
        return await self._meet(agent, sdp)

    async def phone(self, line: Line, sdp: str) -> str:
        return await self._meet(line, sdp)

    def agent_left(self, agent: Agent) -> None:
        self._muted.discard(agent)
        self._leave(agent)

    def phone_left(self, line: Line) -> None:
        self._leave(line)

    def mute(self, agent: Agent, muted: bool) -> None:  # noqa: FBT001 - a switch by nature
        (self._muted.add if muted else self._muted.discard)(agent)

    async def close(self) -> None:
        """Let everybody go."""
        for key in list(self._peers):
            self._leave(key)
        if self._timer is not None:
            self._timer.cancel()
        await asyncio.gather(*self._closing)

    async def _meet(self, key: Key, sdp: str) -> str:
        self._count(key)
        self._number += 1
        number = self._asked[key] = self._number
        peer: Peer | None = None

        def lost() -> None:
            if peer is not None and self._peers.get(key) is peer:
                self._leave(key)

        peer, answer = await self._connect(sdp, lost)
        if self._asked.get(key) != number:
            self._close(peer)
            raise VoiceError("failed", "the page has left, or has made another offer")
        earlier = self._peers.get(key)
        if earlier is not None:
            self._close(earlier)
        self._peers[key] = peer
        self._begin()
        return answer

    def _count(self, key: Key) -> None:
        """
        Raises:
            VoiceError: too many offers, or pages.
        """
        now_s = self._loop.time()
        made = self._offers.setdefault(key, deque(maxlen=OFFERS))
        often = len(made) == OFFERS and now_s - made[0] < OFFERS_S
        if often or (len(self._peers) >= MOST_PEERS and key not in self._peers):
            raise VoiceError("too_many", "too many offers at once; try again in some seconds")
        made.append(now_s)

    def _leave(self, key: Key) -> None:
        self._asked.pop(key, None)
        self._offers.pop(key, None)
        peer = self._peers.pop(key, None)
        if peer is not None:
            self._close(peer)

    def _close(self, peer: Peer) -> None:
        task = self._loop.create_task(peer.close())
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    # --- time ---

    def _begin(self) -> None:
        if self._timer is None:
            self._at_us = self._now_us()
            self._wait()

    def _wait(self) -> None:
        late_s = (self._now_us() - self._at_us) / SECOND
        self._timer = self._loop.call_later(max(0.0, FRAME_US / SECOND - late_s), self._due)

    def _due(self) -> None:
        self._timer = None
        if not self._peers:
            return
        try:
            late = (self._now_us() - self._at_us) // FRAME_US
            if late > _MADE_UP_FOR:
                self._at_us += (late - 1) * FRAME_US
                late = 1
            for _ in range(late):
                self._at_us += FRAME_US
                self.tick(self._at_us)
        finally:
            self._wait()

    def tick(self, at_us: int) -> None:
        """Pass 20 ms on, those that end at this instant of the timeline."""
        contacts = around(
            contact
            for key in self._peers
            for contact in (key.contacts if isinstance(key, Agent) else [key.contact])
            if contact is not None
        )
        said = self._said()
        together = rooms(contacts)
        heard = hearing(together)
        played = self._played(contacts, heard, at_us)
        for key, peer in self._peers.items():
            party = key if isinstance(key, Agent) else key.party
            ears = []
            if party is not None:
                ears = [said[each] for each in heard.get(party, ()) if each in said]
                if party in played:
                    ears.append(played[party])
            peer.give(mixed(ears))
        for room in together:
            self._record(room, at_us, said)

    def _played(
        self,
        contacts: Sequence[Contact],
        heard: Mapping[Party, frozenset[Party]],
        at_us: int,
    ) -> dict[Party, Samples]:
        """Say what is played to whom: the prompt of a flow, or the ringing of another telephone."""
        rings = cut(RINGING, samples_of(at_us) % len(RINGING))
        played: dict[Party, Samples] = {}
        if rings is not None:
            played = dict.fromkeys(waiting(contacts), rings)
        for party, sound, purpose in sounding(contacts):
            # Her own hold flow is for an agent who has nobody else to listen to.
            if purpose is Purpose.AGENT_HOLD and (heard.get(party) or party in played):
                continue
            frame = self._play(sound, at_us)
            if frame is not None:
                played[party] = frame
        return played

    def _said(self) -> dict[Party, Samples]:
        """Take what each one has said; what is said where nobody hears it is gone."""
        said: dict[Party, Samples] = {}
        for key, peer in self._peers.items():
            frame = peer.take()
            party = key if isinstance(key, Agent) else key.party
            if frame is not None and party is not None and party not in self._muted:
                said[party] = frame
        return said

    def _play(self, sound: Sound, at_us: int) -> Samples | None:
        samples = self._sounds.samples(sound.prompt, sound.language)
        if samples is None:
            return None
        return cut(samples, samples_of(at_us - FRAME_US - sound.began_us + sound.from_us))

    def _record(self, room: Room, at_us: int, said: Mapping[Party, Samples]) -> None:
        contact, agent = room.contact, room.contact.agent
        if contact.recording_since_us is None or agent is None:
            return
        recorded, audible = contact.recorded_participants, room.speakers - room.muted
        incoming, outgoing = SILENCE, SILENCE
        if "Customer" in recorded:
            incoming = mixed(said[each] for each in audible if each is not agent and each in said)
        if "Agent" in recorded and agent in audible:
            outgoing = said.get(agent, SILENCE)
        if incoming is not SILENCE or outgoing is not SILENCE:
            self._tapes.write(contact, at_us - FRAME_US, incoming, outgoing)
