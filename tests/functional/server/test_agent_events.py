"""The agent event stream of a centre in real time; a simulated day has none."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime

from santral.local import businesses
from santral.local.cloud import AGENT_EVENTS_STREAM
from santral.local.laptop import Laptop
from santral.local.loop_time import LoopTime

MORNING = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)  # 10:30 in Istanbul
KLIMA = replace(businesses.load("klima"), customers=())


def _types(laptop: Laptop) -> list[str]:
    kinesis = laptop.cloud.kinesis
    shards = kinesis.list_shards(StreamName=AGENT_EVENTS_STREAM)["Shards"]
    iterator = kinesis.get_shard_iterator(
        StreamName=AGENT_EVENTS_STREAM,
        ShardId=shards[0]["ShardId"],
        ShardIteratorType="TRIM_HORIZON",
    )["ShardIterator"]
    records = kinesis.get_records(ShardIterator=iterator)["Records"]
    return [json.loads(each["Data"])["EventType"] for each in records]


def test_who_logs_in_is_told_of() -> None:
    told: list[str] = []

    async def story() -> None:
        laptop = Laptop([KLIMA], start=MORNING, keep_records=False, real_time=lambda _: time)
        time = LoopTime(laptop.timeline, asyncio.get_running_loop())
        with laptop:
            time.start()
            time.act(lambda: laptop.log_in(laptop.directory.agents[0]))
            await time.finish(laptop.hasten)
            told.extend(_types(laptop))

    asyncio.run(story())

    assert told == ["LOGIN"]


def test_a_simulated_day_tells_nothing_of_agents() -> None:
    with Laptop([KLIMA], start=MORNING) as laptop:
        laptop.log_in(laptop.directory.agents[0])
        laptop.drain()

        assert _types(laptop) == []
