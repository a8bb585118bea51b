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
from santral.local import event_sources, moto_memory
from santral.local.cloud import RECORDINGS_BUCKET, RECORDINGS_PREFIX, RECORDS_STREAM, Cloud
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
    assert source.lost == 0


def test_a_batch_that_fails_whole_is_split_until_the_poison_is_alone(cloud: Cloud) -> None:
    function = Function(lambda texts: ("", EXCEPTION) if "c" in texts else (NOTHING_FAILED, ""))

    source = deliver(cloud, function, "abcd")

    assert function.batches[:4] == [["a", "b", "c", "d"], ["a", "b"], ["c", "d"], ["c"]]
    assert ["d"] in function.batches
    [dead] = source.dead
    assert base64.b64decode(dead.event["kinesis"]["data"]) == b"c"
    assert source.delivered == 3


def test_the_latest_that_died_are_kept_and_all_are_counted(
    cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_sources, "MOST_DEAD", 2)

    source = deliver(cloud, Function(lambda _texts: ("", EXCEPTION)), "abc")

    dead = [base64.b64decode(each.event["kinesis"]["data"]) for each in source.dead]
    assert dead == [b"b", b"c"]
    assert source.lost == 3


def test_a_stream_forgets_its_oldest_records(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moto_memory, "MOST_RECORDS", 2)
    function = Function(lambda _texts: (NOTHING_FAILED, ""))

    deliver(cloud, function, "abc")
    deliver(cloud, function, "d")

    assert function.batches == [["b", "c"], ["c", "d"]]


def test_a_batch_that_nothing_came_of_is_delivered_again(cloud: Cloud) -> None:
    answers = iter(["not JSON", NOTHING_FAILED])
    function = Function(lambda _texts: (next(answers), ""))
    timeline = Timeline(0)
    source = StreamSource(cloud, timeline, function, Never())  # type: ignore[arg-type]
    cloud.kinesis.put_record(StreamName=RECORDS_STREAM, Data=b"a", PartitionKey="a")
    source.wake()

    with pytest.raises(ValueError, match="Expecting value"):
        timeline.run()
    timeline.run()

    assert function.batches == [["a"], ["a"]]
    assert source.delivered == 1


def put_object(cloud: Cloud, function: Function) -> tuple[ObjectSource, Timeline]:
    timeline = Timeline(0)
    source = ObjectSource(cloud, timeline, function, Never())  # type: ignore[arg-type]
    cloud.s3.put_object(Bucket=RECORDINGS_BUCKET, Key=f"{RECORDINGS_PREFIX}/a b:c.wav", Body=b"x")
    return source, timeline


def test_a_new_object_reaches_its_function_with_its_key_encoded(cloud: Cloud) -> None:
    function = Function(lambda _texts: ("", ""))

    source, timeline = put_object(cloud, function)
    timeline.run()

    assert function.batches == [[f"{RECORDINGS_PREFIX}/a+b%3Ac.wav"]]
    assert source.pending == 0


def test_of_files_beside_the_recordings_no_function_is_told(cloud: Cloud) -> None:
    source = ObjectSource(cloud, Timeline(0), Function(lambda _: ("", "")), Never())  # type: ignore[arg-type]

    cloud.s3.put_object(Bucket=RECORDINGS_BUCKET, Key="connect/a/ChatTranscripts/b", Body=b"x")

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


def test_a_notification_that_cannot_be_made_is_tried_again_and_given_up(cloud: Cloud) -> None:
    def fail(_texts: list[str]) -> tuple[str, str]:
        raise LookupError("a defect")

    source, timeline = put_object(cloud, Function(fail))
    assert source.pending == 1

    for _ in range(3):
        with pytest.raises(LookupError):
            timeline.run()

    assert source.pending == 0
    assert [letter.function for letter in source.dead] == ["recordings"]


def test_nothing_waits_any_more_once_it_was_hastened(cloud: Cloud) -> None:
    function = Function(lambda _texts: ("", EXCEPTION))
    source, timeline = put_object(cloud, function)

    hastened = [source.hasten() for _ in range(4)]
    timeline.run()

    assert hastened == [True, True, True, False]
    assert len(function.batches) == 3
    assert len(source.dead) == 1
