"""The books of a centre in real time: written aside, and all there when it stops."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

from santral.engine.contact import Stage
from santral.engine.timeline import SECOND
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
            await time.finish(laptop.hasten)
            stored.extend(
                laptop.stored_record(call.id, "klima")["DisconnectReason"]
                for call in calls
                if call is not None
            )

    asyncio.run(story())

    assert stored == ["CUSTOMER_DISCONNECT"] * 3


def test_a_call_that_goes_on_at_the_stop_stays_as_it_is() -> None:
    klima = replace(businesses.load("klima"), customers=())
    stages: list[Stage] = []

    async def story() -> None:
        laptop = Laptop([klima], start=MORNING, keep_records=False, real_time=lambda _: time)
        time = LoopTime(laptop.timeline, asyncio.get_running_loop())
        with laptop:
            time.start()
            call = time.act(lambda: laptop.call("+905550001122", "+902120000001"))
            assert call is not None
            laptop.timeline.after(SECOND, lambda _: laptop.switchboard.hang_up(call))
            await time.finish(laptop.hasten)
            stages.append(call.stage)

    asyncio.run(story())

    assert stages == [Stage.IN_FLOW]
