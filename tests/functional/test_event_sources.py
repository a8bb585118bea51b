"""How Kinesis and S3 hand things to functions: checkpoint, bisect, retries, dead letters."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest

from santral.engine.lambdas import EXCEPTION
from santral.engine.timeline import MINUTE, SECOND, Timeline
from santral.local.cloud import RECORDINGS_BUCKET, RECORDS_STREAM, Cloud
from santral.local.event_sources import ObjectSource, StreamSource

NOTHING_FAILED = json.dumps({"batchItemFailures": []})


class Never(Random):
    """Draws so that nothing is delivered twice."""

    def randrange(self, *_: Any, **__: Any) -> int:
        return 1


class Function:
    """A scripted function: `answer` is asked for each batch of texts, or for each event."""

    def __init__(self, answer: Callable[[list[str]], tuple[str, str]]) -> None:
        self.batches: list[list[str]] = []
        self._answer = answer

    def call(self, _name: str, event: Any) -> tuple[str, str]:
        texts = [self._text(record) for record in event["Records"]]
        self.batches.append(texts)
        return self._answer(texts)

    def _text(self, record: Any) -> str:
        if "kinesis" in record:
            return base64.b64decode(record["kinesis"]["data"]).decode()
        return str(record["s3"]["object"]["key"])


@pytest.fixture
def cloud() -> Iterator[Cloud]:
    with Cloud() as cloud:
        yield cloud


def deliver(cloud: Cloud, function: Function, texts: str) -> StreamSource:
    timeline = Timeline(0)
    source = StreamSource(cloud, timeline, function, Never())  # type: ignore[arg-type]
    cloud.kinesis.put_records(
        StreamName=RECORDS_STREAM,
        Records=[{"Data": text.encode(), "PartitionKey": text} for text in texts],
    )
    source.wake()
    timeline.run()
    return source


def test_a_batch_is_delivered_once_and_in_order(cloud: Cloud) -> None:
    function = Function(lambda _texts: (NOTHING_FAILED, ""))

    source = deliver(cloud, function, "abc")

    assert function.batches == [["a", "b", "c"]]
    assert source.delivered == 3


def test_a_batch_goes_on_from_the_first_record_that_failed(cloud: Cloud) -> None:
    numbers: list[str] = []

    def fail_once_at_c(texts: list[str]) -> tuple[str, str]:
        return (NOTHING_FAILED, "") if texts[0] == "c" else (failing_at(2), "")

    def failing_at(index: int) -> str:
        return json.dumps({"batchItemFailures": [{"itemIdentifier": numbers[index]}]})

    function = Function(fail_once_at_c)
    call = function.call

    def noting(_name: str, event: Any) -> tuple[str, str]:
        numbers[:] = [record["kinesis"]["sequenceNumber"] for record in event["Records"]]
        return call(_name, event)

    function.call = noting  # type: ignore[method-assign]

    source = deliver(cloud, function, "abcd")

    assert function.batches == [["a", "b", "c", "d"], ["c", "d"]]
    assert source.dead == []


def test_a_batch_that_fails_whole_is_split_until_the_poison_is_alone(cloud: Cloud) -> None:
    function = Function(lambda texts: ("", EXCEPTION) if "c" in texts else (NOTHING_FAILED, ""))

    source = deliver(cloud, function, "abcd")

    assert function.batches[:4] == [["a", "b", "c", "d"], ["a", "b"], ["c", "d"], ["c"]]
    assert ["d"] in function.batches
    [dead] = source.dead
    assert base64.b64decode(dead.event["kinesis"]["data"]) == b"c"
    assert source.delivered == 3


def put_object(cloud: Cloud, function: Function) -> tuple[ObjectSource, Timeline]:
    timeline = Timeline(0)
    source = ObjectSource(cloud, timeline, function, Never())  # type: ignore[arg-type]
    cloud.s3.put_object(Bucket=RECORDINGS_BUCKET, Key="connect/a b:c.wav", Body=b"x")
    return source, timeline


def test_a_new_object_reaches_its_function_with_its_key_encoded(cloud: Cloud) -> None:
    function = Function(lambda _texts: ("", ""))

    source, timeline = put_object(cloud, function)
    timeline.run()

    assert function.batches == [["connect/a+b%3Ac.wav"]]
    assert source.pending == 0


def test_a_failing_function_is_tried_again_after_one_and_two_minutes(cloud: Cloud) -> None:
    function = Function(lambda _texts: ("", EXCEPTION))

    source, timeline = put_object(cloud, function)
    timeline.advance_to(SECOND)
    assert len(function.batches) == 1
    timeline.advance_to(SECOND + MINUTE)
    assert len(function.batches) == 2
    timeline.advance_to(SECOND + 3 * MINUTE)

    assert len(function.batches) == 3
    assert [letter.function for letter in source.dead] == ["recordings"]
