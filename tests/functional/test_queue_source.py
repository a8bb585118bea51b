"""Messages to our functions come by SQS, on the timeline: delays, retries, dead letters."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest
from moto import mock_aws

from functions.dry_run.handlers import HandlersInProcess, Stopwatch
from santral.engine.timeline import MINUTE, SECOND, Timeline
from santral.local.identifiers import REGION
from santral.local.queue_source import TRIES, QueueSource, queue_settings, queue_url
from santral.local.real_time import ONE_THREAD, OneThread, Threads
from santral.stores.clients import Clients
from santral.stores.queues import Queues

FUNCTION = "deliver_webhooks"  # 60 s: a message that fails is seen again after six times that


class Functions(HandlersInProcess):
    """Notes what it is invoked with; which messages fail is for a test to say."""

    def __init__(self, timeline: Timeline) -> None:
        super().__init__(Stopwatch(lambda: timeline.now_us), lambda: "id", 0)
        self.timeline = timeline
        self.seen: list[tuple[float, list[Any]]] = []
        self.failing: set[str] = set()
        self.breaks = False

    def call(self, name: str, event: Any) -> tuple[str, str]:
        bodies = [json.loads(each["body"]) for each in event["Records"]]
        self.seen.append((self.timeline.now_us / SECOND, bodies))
        if self.breaks:
            return "", "Unhandled"
        failed = [
            {"itemIdentifier": each["messageId"]}
            for each in event["Records"]
            if json.loads(each["body"])["n"] in self.failing
        ]
        return json.dumps({"batchItemFailures": failed}), ""


class NoTimeLost(OneThread):
    """A timeline that has gone on before the sender goes on, as it does beside a real one."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline

    def come_back(self, action: Callable[[], None]) -> None:
        action()
        self._timeline.advance_to(self._timeline.now_us + SECOND)


class Side:
    def __init__(
        self, seed: int, threads: Callable[[Timeline], Threads] = lambda _: ONE_THREAD
    ) -> None:
        self.timeline = Timeline(0)
        self.functions = Functions(self.timeline)
        clients = Clients(REGION)
        self.source = QueueSource(
            clients.sqs,
            self.timeline,
            self.functions,
            Random(seed),
            threads=threads(self.timeline),
        )
        self.queues = Queues(clients, queue_url)

    def send(self, n: str, *, delay_s: int = 0) -> None:
        self.queues.send(FUNCTION, {"n": n}, delay_s=delay_s)

    def seen(self) -> list[tuple[float, list[str]]]:
        return [(round(at), [each["n"] for each in some]) for at, some in self.functions.seen]


@pytest.fixture
def side() -> Iterator[Side]:
    with mock_aws():
        yield Side(seed=1)


def test_functions_find_their_queues_where_moto_has_them(side: Side) -> None:
    assert sorted(side.source.urls.values()) == sorted(queue_settings().values())


def test_what_is_sent_together_comes_in_one_batch(side: Side) -> None:
    for n in "abc":
        side.send(n)
    side.timeline.advance_to(SECOND)

    assert side.seen() == [(0, ["a", "b", "c"])]
    assert side.source.pending == 0


@mock_aws
def test_a_message_is_fetched_once_the_queue_has_it_and_no_sooner() -> None:
    side = Side(seed=1, threads=NoTimeLost)

    side.send("a")

    assert side.seen() == [(0, ["a"])]


def test_a_delayed_message_is_seen_when_its_time_has_come(side: Side) -> None:
    side.send("later", delay_s=90)
    side.send("now")
    side.timeline.advance_to(MINUTE)
    assert side.seen() == [(0, ["now"])]

    side.timeline.advance_to(2 * MINUTE)

    assert side.seen() == [(0, ["now"]), (90, ["later"])]


def test_only_what_failed_comes_again_after_its_visibility(side: Side) -> None:
    side.functions.failing = {"b"}
    side.send("a")
    side.send("b")
    side.timeline.advance_to(SECOND)

    side.functions.failing = set()
    side.timeline.advance_to(10 * MINUTE)

    assert [each for _, each in side.seen()] == [["a", "b"], ["b"]]
    assert side.seen()[1][0] >= 60


def test_what_always_fails_is_a_dead_letter(side: Side) -> None:
    side.functions.breaks = True
    side.send("a")
    side.timeline.advance_to(10_000 * SECOND)

    assert len(side.functions.seen) == TRIES
    assert side.source.lost == 1
    assert [each.function for each in side.source.dead] == [FUNCTION]


def test_what_waits_for_its_time_is_hastened_in_the_end(side: Side) -> None:
    side.functions.breaks = True
    side.send("a")
    side.timeline.advance_to(SECOND)

    side.functions.breaks = False
    hastened = side.source.hasten()

    assert hastened
    assert side.seen()[-1] == (1, ["a"])
    assert not side.source.hasten()


def test_now_and_then_a_batch_comes_twice() -> None:
    with mock_aws():
        side = Side(seed=3)
        for at in range(200):
            side.send(str(at))
            side.timeline.advance_to((at + 1) * SECOND)

        assert 200 < len(side.functions.seen) < 220
