"""Functions of a centre in real time: on threads, and what becomes of them when it stops."""

from __future__ import annotations

import asyncio
import io
import json
import threading
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from botocore.exceptions import EndpointConnectionError

from santral.engine.trace import Event
from santral.local import businesses
from santral.local.cloud import RECORDS_STREAM, Cloud
from santral.local.lambdas import HandlersInProcess
from santral.local.laptop import Laptop
from santral.local.loop_time import LoopTime

MORNING = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)  # 10:30 in Istanbul
KLIMA = replace(businesses.load("klima"), customers=())


def test_a_function_that_still_runs_at_the_stop_meets_the_cloud_it_began_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    runs, may_go_on = threading.Event(), threading.Event()
    answers: list[str] = []
    call = HandlersInProcess.call

    def slow(handlers: HandlersInProcess, name: str, event: object) -> tuple[str, str]:
        if name != "identify_contact":  # a clock has started it
            return call(handlers, name, event)
        runs.set()
        may_go_on.wait()
        answer, failure = call(handlers, name, event)
        answers.append(failure or name)
        return answer, failure

    monkeypatch.setattr(HandlersInProcess, "call", slow)

    async def story() -> None:
        laptop = Laptop([KLIMA], start=MORNING, keep_records=False, real_time=lambda _: time)
        time = LoopTime(laptop.timeline, asyncio.get_running_loop())
        with laptop:
            time.start()
            time.act(lambda: laptop.call("+905550001122", "+902120000001"))
            await asyncio.to_thread(runs.wait)
            await time.finish(laptop.hasten)
            threading.Timer(0.1, may_go_on.set).start()

    asyncio.run(story())

    assert answers == ["identify_contact"]


def test_a_function_that_cannot_be_run_is_told_of_and_the_flow_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    log, failures, failed = io.StringIO(), [], asyncio.Event()

    def trace(event: Event) -> None:
        if event[1] == "lambda":
            failures.append(event[6])
            failed.set()

    def fail(_handlers: HandlersInProcess, _name: str, _event: object) -> tuple[str, str]:
        raise LookupError("Ayşe")

    monkeypatch.setattr(HandlersInProcess, "call", fail)

    async def story() -> None:
        laptop = Laptop(
            [KLIMA],
            start=MORNING,
            keep_records=False,
            real_time=lambda _: time,
            log=log,
            trace=trace,
        )
        time = LoopTime(laptop.timeline, asyncio.get_running_loop())
        with laptop:
            time.start()
            time.act(lambda: laptop.call("+905550001122", "+902120000001"))
            await failed.wait()
            await time.finish(laptop.hasten)

    asyncio.run(story())

    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    assert failures[:1] == ["exception"]
    assert lines[0]["message"] == "a function could not be run"
    assert lines[0]["errors"][0]["type"] == "LookupError"
    assert "Ay" not in log.getvalue()


def test_a_cloud_that_is_gone_is_not_looked_for_elsewhere() -> None:
    with Cloud() as cloud:
        kinesis, s3 = cloud.kinesis, cloud.s3

    with pytest.raises(EndpointConnectionError):
        kinesis.describe_stream(StreamName=RECORDS_STREAM)
    with pytest.raises(EndpointConnectionError):
        s3.list_buckets()
