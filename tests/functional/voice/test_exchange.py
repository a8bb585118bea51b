"""Voices through the exchange, as real media: an agent and a customer, and their recording."""

from __future__ import annotations

import asyncio
import io
import wave
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from santral.engine.contact import Contact, Recording
from santral.engine.timeline import SECOND
from santral.local.testing.participants import Desk
from santral.local.testing.small import SmallCentre

pytest.importorskip("aiortc", reason="voices need the media library (pip install 'santral[voice]')")

from santral.local.voice.exchange import VoiceError
from santral.local.voice.parties import Customer
from santral.local.voice.peers import connect
from santral.local.voice.speech import Music
from santral.local.voice.switching import OFFERS, Switching
from santral.local.voice.tapes import Tapes
from santral.local.wav import RATE
from tests.functional.voice.peer import TestPage, strength
from tests.scenario.api_centre import available, open_centre

AGENT_HZ, CUSTOMER_HZ = 1_000.0, 400.0
HEARD, SILENT = 3_000.0, 1.0


@dataclass(eq=False)
class Telephone:
    """A line on which the customer of a contact is."""

    contact: Contact | None = None

    @property
    def party(self) -> Customer | None:
        return None if self.contact is None else Customer(self.contact.chain)


class Live:
    """A small centre that keeps to the wall clock, and its exchange."""

    def __init__(self) -> None:
        self.centre = open_centre(SmallCentre())
        self.tapes = Tapes()
        loop = asyncio.get_running_loop()
        start_us, began_s = self.centre.timeline.now_us, loop.time()

        def now_us() -> int:
            return start_us + int((loop.time() - began_s) * SECOND)

        self.now_us = now_us
        self.exchange = Switching(connect, Music(), self.tapes, self.now_us)

    def now(self) -> SmallCentre:
        self.centre.wait_until_us(self.now_us())
        return self.centre

    async def connected(self, page: TestPage, who: Desk | Telephone) -> None:
        offer = await page.offer()
        if isinstance(who, Desk):
            answer = await self.exchange.agent(who.agent, offer)
        else:
            answer = await self.exchange.phone(who, offer)
        await page.accept(answer)


@asynccontextmanager
async def live() -> AsyncIterator[Live]:
    opened = Live()
    try:
        yield opened
    finally:
        await opened.exchange.close()


def sides(octets: bytes) -> tuple[NDArray[np.int16], NDArray[np.int16]]:
    with wave.open(io.BytesIO(octets)) as file:
        both = np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, 2)
    return both[:, 0], both[:, 1]


def test_they_hear_each_other_but_not_on_hold_nor_muted_and_both_are_recorded() -> None:
    async def story() -> None:
        line = Telephone()
        async with live() as here, TestPage(AGENT_HZ) as desk, TestPage(CUSTOMER_HZ) as phone:
            ada = available(here.centre, "Ada")
            await here.connected(desk, ada)
            await here.connected(phone, line)
            contact = here.now().waiting("sales").contact
            contact.recorded_participants = ("Agent", "Customer")
            line.contact = contact
            ada.accepts()
            joined_us = here.centre.timeline.now_us

            desk_heard, phone_heard = await asyncio.gather(desk.hears(), phone.hears())
            assert strength(desk_heard, CUSTOMER_HZ) > HEARD
            assert strength(desk_heard, AGENT_HZ) < HEARD / 5
            assert strength(phone_heard, AGENT_HZ) > HEARD
            assert strength(phone_heard, CUSTOMER_HZ) < HEARD / 5

            here.exchange.mute(ada.agent, muted=True)
            desk_heard, phone_heard = await asyncio.gather(desk.hears(), phone.hears())
            assert strength(desk_heard, CUSTOMER_HZ) > HEARD
            assert strength(phone_heard, AGENT_HZ) < SILENT

            here.exchange.mute(ada.agent, muted=False)
            here.now()
            ada.hold()
            held_us = here.centre.timeline.now_us
            desk_heard, phone_heard = await asyncio.gather(desk.hears(), phone.hears())
            assert strength(desk_heard, CUSTOMER_HZ) < SILENT
            assert strength(phone_heard, AGENT_HZ) < SILENT

            here.now()
            ada.resume()
            ada.pause_recording()
            paused_us = here.centre.timeline.now_us
            desk_heard, phone_heard = await asyncio.gather(desk.hears(), phone.hears())
            assert strength(desk_heard, CUSTOMER_HZ) > HEARD
            assert strength(phone_heard, AGENT_HZ) > HEARD

            here.now()
            ada.resume_recording()
            await desk.hears()
            resumed_us = contact.recording_pauses[-1][1]
            here.now()
            ada.hang_up()
            (recording,) = contact.recordings
            tape = here.tapes.take(contact)
            assert tape is not None
            customer, agent = sides(tape.wav(recording))

        check(recording, customer, agent, joined_us, held_us, paused_us, resumed_us)

    asyncio.run(story())


def check(
    recording: Recording,
    customer: NDArray[np.int16],
    agent: NDArray[np.int16],
    joined_us: int,
    held_us: int,
    paused_us: int,
    resumed_us: int,
) -> None:
    def part(side: NDArray[np.int16], from_us: int, to_us: int) -> NDArray[np.int16]:
        begins, ends = ((each - joined_us) * RATE // SECOND for each in (from_us, to_us))
        return side[begins:ends]

    lasted_us = recording.stopped_us - recording.started_us
    assert len(customer) == len(agent) == lasted_us * RATE // SECOND
    talked = (joined_us + SECOND // 4, joined_us + SECOND // 2)
    assert strength(part(customer, *talked), CUSTOMER_HZ) > HEARD
    assert strength(part(agent, *talked), AGENT_HZ) > HEARD
    assert strength(part(customer, *talked), AGENT_HZ) < HEARD / 5
    # The agent is recorded while her customer waits, and the customer is not.
    held = (held_us + SECOND // 4, paused_us)
    assert strength(part(agent, *held), AGENT_HZ) > HEARD
    assert not part(customer, *held).any()
    for side in (customer, agent):
        assert not part(side, paused_us, resumed_us).any()
        assert part(side, resumed_us + SECOND // 10, resumed_us + SECOND // 2).any()


def test_nothing_is_left_of_pages_that_have_gone() -> None:
    async def story() -> None:
        async with live() as here:
            before = asyncio.all_tasks()
            async with TestPage(CUSTOMER_HZ) as first, TestPage(CUSTOMER_HZ) as second:
                line = Telephone()
                await here.connected(first, line)
                await here.connected(second, line)  # the page was loaded again
                await second.hears(1)
                here.exchange.phone_left(line)
            await here.exchange.close()
            left = asyncio.all_tasks() - before
            await asyncio.wait(left, timeout=2) if left else None
            assert asyncio.all_tasks() == before

    asyncio.run(story())


async def offer_of_a_page() -> str:
    async with TestPage(CUSTOMER_HZ) as page:
        return await page.offer()


async def is_refused(offer: str) -> bool:
    try:
        page, _ = await connect(offer, lambda: None)
    except VoiceError:
        return True
    await page.close()
    return False


def test_an_offer_that_is_broken_is_refused_and_the_next_one_is_taken() -> None:
    async def story() -> None:
        offer = await offer_of_a_page()
        lines = offer.splitlines(keepends=True)
        broken = [
            "", "v=0", "x" * 20_000, "m=audio", offer.replace("m=audio", "m=video"),
            offer + offer, offer.replace("PCMU", "none").replace(" 0 ", " "),
            offer.replace("sha-256", "sha-999"), offer.replace(" ", "\0"),
            *("".join(lines[:end]) for end in range(len(lines))),
            *("".join(lines[:at] + lines[at + 1 :]) for at in range(len(lines))),
            *("".join([*lines[:at], lines[at][: len(lines[at]) // 2], "\r\n", *lines[at + 1 :]])
              for at in range(len(lines))),
        ]  # fmt: skip
        refused = 0
        before = asyncio.all_tasks()
        for each in broken:
            refused += await is_refused(each)
        assert refused > len(lines)
        page, answer = await connect(offer, lambda: None)
        await page.close()
        assert "a=candidate" in answer
        assert " 127.0.0.1 " in answer
        left = asyncio.all_tasks() - before
        if left:
            await asyncio.wait(left, timeout=2)
        assert asyncio.all_tasks() == before

    asyncio.run(story())


def test_no_address_that_an_offer_names_is_tried() -> None:
    async def story() -> None:
        offer = (await offer_of_a_page()).replace("127.0.0.1", "192.0.2.77")
        offer += "a=candidate:1 1 udp 2130706431 93ad7e4c.local 50000 typ host\r\n"
        page, _ = await connect(offer, lambda: None)

        transceiver = page._connection.getTransceivers()[0]
        ice = transceiver.sender.transport.transport
        assert ice.getRemoteCandidates() == []
        await page.close()

    asyncio.run(story())


def test_a_page_that_makes_offer_after_offer_has_to_wait() -> None:
    async def story() -> None:
        async with live() as here:
            line = Telephone()
            for _ in range(OFFERS):
                with pytest.raises(VoiceError) as refused:
                    await here.exchange.phone(line, "v=0")
                assert refused.value.code == "bad_offer"

            with pytest.raises(VoiceError) as refused:
                await here.exchange.phone(line, await offer_of_a_page())
            assert refused.value.code == "too_many"

    asyncio.run(story())
