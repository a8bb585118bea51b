"""What could not be sent is sent again, later each time, and given up in the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from santral.engine.timeline import SECOND, Timeline
from santral.local.outbox import Audio, BusEvent, Line, Outbox, Parcel
from santral.local.real_time import ONE_THREAD

FIRST, SECOND_LINE = Line("records", "a", b"1"), Line("records", "b", b"2")


class Services:
    """Kinesis, EventBridge and S3 that refuse what the test says, and note when they were asked.

    Attributes:
        refuses: keys that are refused one by one.
        fails: raised instead of an answer.
    """

    reachable = True

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self.refuses: set[str] = set()
        self.fails: Exception | None = None
        self.asked: list[tuple[float, tuple[str, ...]]] = []

    def _answer(self, keys: Sequence[str]) -> list[dict[str, str]]:
        self.asked.append((self._timeline.now_us / SECOND, tuple(keys)))
        if self.fails is not None:
            raise self.fails
        return [{"ErrorCode": "Throttled"} if key in self.refuses else {} for key in keys]

    def put_records(self, *, StreamName: str, Records: list[dict[str, Any]]) -> Any:  # noqa: N803
        results = self._answer([each["PartitionKey"] for each in Records])
        return {"FailedRecordCount": sum(map(bool, results)), "Records": results}

    def put_events(self, *, Entries: list[dict[str, Any]]) -> Any:  # noqa: N803
        results = self._answer([each["Detail"] for each in Entries])
        return {"FailedEntryCount": sum(map(bool, results)), "Entries": results}

    def put_object(self, *, Key: str, **_: object) -> None:  # noqa: N803
        self._answer([Key])

    @property
    def kinesis(self) -> Any:
        return self

    @property
    def events(self) -> Any:
        return self

    @property
    def s3(self) -> Any:
        return self


class Story:
    def __init__(self) -> None:
        self.timeline = Timeline(0)
        self.services = Services(self.timeline)
        self.arrived: list[Parcel] = []
        self.told: list[str] = []
        self.outbox = Outbox(
            self.services,
            self.timeline,
            ONE_THREAD,
            sent=self.arrived.extend,
            warn=self.told.append,
        )


def test_only_what_was_refused_is_sent_again() -> None:
    story = Story()
    story.services.refuses = {"b"}

    story.outbox.send([FIRST, SECOND_LINE])
    story.services.refuses = set()
    story.timeline.advance_to(60 * SECOND)

    assert story.services.asked == [(0, ("a", "b")), (2, ("b",))]
    assert [cast("Line", each).key for each in story.arrived] == ["a", "b"]
    assert story.outbox.lost == 0


def test_an_event_that_was_refused_is_sent_again() -> None:
    story = Story()
    story.services.refuses = {"two"}

    story.outbox.send([BusEvent({"Detail": "one"}), BusEvent({"Detail": "two"})])
    story.timeline.advance_to(SECOND)
    story.services.refuses = set()
    story.timeline.advance_to(60 * SECOND)

    assert story.services.asked == [(0, ("one", "two")), (2, ("two",))]


def test_five_attempts_are_made_each_after_a_longer_wait() -> None:
    story = Story()
    story.services.fails = ClientError({"Error": {"Code": "NoSuchBucket"}}, "PutObject")

    story.outbox.send([Audio("bucket", "key", "contact", 1.0)])
    story.timeline.advance_to(3_600 * SECOND)

    assert [at_s for at_s, _ in story.services.asked] == [0, 2, 6, 14, 30]
    assert story.outbox.lost == 1
    assert [cast("Audio", each).key for each in story.outbox.given_up] == ["key"]
    assert story.arrived == []


def test_a_service_that_cannot_be_reached_for_a_while_loses_nothing() -> None:
    story = Story()
    story.services.fails = EndpointConnectionError(endpoint_url="https://kinesis")

    story.outbox.send([FIRST, BusEvent({"Detail": "one"})])
    story.timeline.advance_to(5 * SECOND)
    story.services.fails = None
    story.timeline.advance_to(60 * SECOND)

    assert len(story.arrived) == 2
    assert story.outbox.lost == 0


def test_nothing_is_sent_or_kept_where_nobody_is() -> None:
    story = Story()
    story.services.reachable = False

    story.outbox.send([FIRST])
    story.timeline.advance_to(60 * SECOND)

    assert story.services.asked == []
    assert story.outbox.lost == 0


def test_a_request_has_at_most_ten_events_and_five_hundred_records() -> None:
    story = Story()

    story.outbox.send([BusEvent({"Detail": str(n)}) for n in range(11)])
    story.outbox.send([Line("records", str(n), b"") for n in range(501)])

    assert [len(keys) for _, keys in story.services.asked] == [10, 1, 500, 1]


def test_each_target_that_takes_nothing_is_told_of_once() -> None:
    story = Story()
    story.services.fails = EndpointConnectionError(endpoint_url="https://kinesis")
    everything: list[Parcel] = [FIRST, SECOND_LINE, Audio("voices", "a.wav", "c-1", 1)]

    story.outbox.send(everything)
    story.timeline.advance_to(60 * SECOND)

    assert story.told == [
        "the bucket voices cannot be written to: what Amazon Connect sends there is lost",
        "the stream records cannot be written to: what Amazon Connect sends there is lost",
    ]
    assert story.outbox.lost == 3


def test_large_records_go_in_requests_that_kinesis_takes() -> None:
    story = Story()
    records = [Line("records", f"c-{number}", b"x" * 31_000) for number in range(220)]

    story.outbox.send(records)

    sizes = [len(keys) for _, keys in story.services.asked]
    assert sum(sizes) == 220
    assert max(sizes) == 161  # of 31,004 to 31,005 bytes each, in 5,000,000
    assert story.outbox.lost == 0


def test_a_record_larger_than_a_request_goes_alone() -> None:
    story = Story()
    large = Line("records", "large", b"x" * 6_000_000)

    story.outbox.send([FIRST, large, SECOND_LINE])

    assert [keys for _, keys in story.services.asked] == [("a",), ("large",), ("b",)]


def test_what_fails_as_nobody_expected_is_sent_again_as_well() -> None:
    story = Story()
    story.services.fails = LookupError("a defect")

    with pytest.raises(LookupError):
        story.outbox.send([FIRST])
    story.services.fails = None
    story.timeline.advance_to(60 * SECOND)

    assert story.services.asked == [(0, ("a",)), (2, ("a",))]
    assert story.arrived == [replace(FIRST, attempts=1)]


def test_in_the_end_nobody_waits_for_the_next_attempt() -> None:
    story = Story()
    story.services.refuses = {"a"}
    story.outbox.send([FIRST])

    hastened = [story.outbox.hasten() for _ in range(5)]

    assert hastened == [True, True, True, True, False]
    assert story.outbox.lost == 1
    assert [at_s for at_s, _ in story.services.asked] == [0] * 5
