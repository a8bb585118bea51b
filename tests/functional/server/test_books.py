"""The books of a centre in real time: written aside, and all there when it stops."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

from santral.local import businesses
from santral.local.laptop import Laptop
from santral.local.loop_time import LoopTime

MORNING = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)  # 10:30 in Istanbul


def test_calls_that_ended_just_before_the_stop_are_in_the_table() -> None:
    klima = replace(businesses.load("klima"), customers=())
    stored: list[object] = []

    async def story() -> None:
        laptop = Laptop([klima], start=MORNING, keep_records=False, real_time=lambda _: time)
        time = LoopTime(laptop.timeline, asyncio.get_running_loop())
        with laptop:
            time.start()
            calls = [
                time.act(lambda: laptop.call("+905550001122", "+902120000001")) for _ in range(3)
            ]
            for call in calls:
                assert call is not None
                time.act(lambda call=call: laptop.switchboard.hang_up(call))  # type: ignore[misc]
            laptop.books.flush()
            await time.hurry(6)
            time.close()
            stored.extend(
                laptop.stored_record(call.id, "klima")["DisconnectReason"]
                for call in calls
                if call is not None
            )

    asyncio.run(story())

    assert stored == ["CUSTOMER_DISCONNECT"] * 3
