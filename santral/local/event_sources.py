"""How Kinesis and S3 reach a function: batches, checkpoint, bisect, retries, duplicates.

Source: Lambda Developer Guide, "Using Lambda with Kinesis" (the lowest failed sequence number of a
partial answer is the checkpoint, a batch that fails whole is split in two) and "Asynchronous
invocation" (two more tries, after one and two minutes). Both deliver at least once, so a seeded
share is delivered twice here.
"""

from __future__ import annotations

import base64
import json
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Final, TypeAlias
from urllib.parse import quote_plus

from santral.engine.lambdas import EXCEPTION
from santral.engine.timeline import MINUTE, SECOND, Timeline
from santral.local.cloud import RECORDINGS_BUCKET, RECORDINGS_PREFIX, RECORDS_STREAM, Cloud
from santral.local.lambdas import HandlersInProcess
from santral.local.real_time import ONE_THREAD, Threads

POLL_US = SECOND
BATCH_SIZE = 100
RETRIES = 5
TWICE_EVERY = 50  # one delivery in so many is repeated
MOST_DEAD = 1_000  # are kept to be looked at
ASYNCHRONOUS_RETRIES_US = (MINUTE, 2 * MINUTE)


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """What no retry could deliver."""

    function: str
    event: Mapping[str, Any]


class StreamSource:
    """An event source mapping from the contact record stream to `contact_records`.

    Attributes:
        dead: what could not be delivered, the latest last.
        lost: how many could not.
    """

    def __init__(
        self,
        cloud: Cloud,
        timeline: Timeline,
        handlers: HandlersInProcess,
        random: Random,
        *,
        threads: Threads = ONE_THREAD,
    ) -> None:
        self._cloud, self._timeline = cloud, timeline
        self._handlers, self._random, self._threads = handlers, random, threads
        self.dead: deque[DeadLetter] = deque(maxlen=MOST_DEAD)
        self.lost = 0
        self.delivered = 0
        self._iterator: str | None = None
        self._poll_set = False
        self._failures = 0  # of polls, one after the other

    def wake(self) -> None:
        """Something was put into the stream: poll it a second from now."""
        self._poll_in(POLL_US)

    def hasten(self) -> bool:
        """Poll now what is to be polled; answer whether that was so."""
        if not self._poll_set or self._failures > RETRIES:
            return False
        self._poll()
        return True

    def _poll_in(self, wait_us: int) -> None:
        if not self._poll_set:
            self._poll_set = True
            self._timeline.after(wait_us, self._poll)

    def _poll(self, _: object = None) -> None:
        if self._poll_set:
            self._poll_set = False
            self._threads.aside(self._consume, self._consumed, failed=self._not_consumed)

    def _consumed(self, _: None) -> None:
        self._failures = 0

    def _not_consumed(self) -> None:
        """Poll again, from where the last batch ended that was delivered."""
        self._failures += 1
        self._poll_in(min(POLL_US * 2**self._failures, MINUTE))

    def _consume(self) -> None:
        while True:
            page = self._cloud.kinesis.get_records(
                ShardIterator=self._iterator or self._begin(), Limit=BATCH_SIZE
            )
            batch = [_stream_record(each) for each in page["Records"]]
            if batch:
                self._deliver(batch, RETRIES)
                if self._random.randrange(TWICE_EVERY) == 0:
                    self._deliver(batch, RETRIES)
            self._iterator = page["NextShardIterator"]  # not before it is delivered
            if not batch:
                return

    def _begin(self) -> str:
        shards = self._cloud.kinesis.list_shards(StreamName=RECORDS_STREAM)["Shards"]
        return self._cloud.kinesis.get_shard_iterator(
            StreamName=RECORDS_STREAM,
            ShardId=shards[0]["ShardId"],
            ShardIteratorType="TRIM_HORIZON",
        )["ShardIterator"]

    def _deliver(self, batch: Sequence[dict[str, Any]], tries: int) -> None:
        """Invoke with a batch, and again from its checkpoint, until it is through or given up."""
        while batch:
            answer, failure = self._handlers.call("contact_records", {"Records": list(batch)})
            rest = list(batch) if failure else _from_checkpoint(batch, answer)
            self.delivered += len(batch) - len(rest)
            if not rest:
                return
            if tries == 0:
                self.lost += len(rest)
                self.dead += [DeadLetter("contact_records", each) for each in rest]
                return
            if failure and len(rest) > 1:
                half = len(rest) // 2
                self._deliver(rest[:half], tries - 1)
                self._deliver(rest[half:], tries - 1)
                return
            batch, tries = rest, tries - 1


def _from_checkpoint(batch: Sequence[dict[str, Any]], answer: str) -> list[dict[str, Any]]:
    failed = {each["itemIdentifier"] for each in json.loads(answer)["batchItemFailures"]}
    for index, record in enumerate(batch):
        if record["kinesis"]["sequenceNumber"] in failed:
            return list(batch[index:])
    return []


def _stream_record(record: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "eventSource": "aws:kinesis",
        "eventName": "aws:kinesis:record",
        "kinesis": {
            "kinesisSchemaVersion": "1.0",
            "partitionKey": record["PartitionKey"],
            "sequenceNumber": record["SequenceNumber"],
            "data": base64.b64encode(record["Data"]).decode(),
        },
    }


_FOLDER: Final = f"{RECORDINGS_PREFIX}/"
_Delivery: TypeAlias = tuple[dict[str, Any], int]  # an event, and how often it was tried


class ObjectSource:
    """S3's notifications to `recordings`, of what is put into the bucket's folder of recordings.

    Attributes:
        dead: what could not be delivered, the latest last.
        lost: how many could not.
    """

    def __init__(
        self,
        cloud: Cloud,
        timeline: Timeline,
        handlers: HandlersInProcess,
        random: Random,
        *,
        threads: Threads = ONE_THREAD,
    ) -> None:
        self._timeline, self._handlers, self._random = timeline, handlers, random
        self._threads = threads
        self.dead: deque[DeadLetter] = deque(maxlen=MOST_DEAD)
        self.lost = 0
        self._number = self._sequence = 0
        self._waiting: dict[int, _Delivery] = {}  # by a running number
        self._under_way = 0
        cloud.s3.meta.events.register("provide-client-params.s3.PutObject", self._put)

    def _put(self, params: Mapping[str, Any], **_: Any) -> None:
        if params["Bucket"] != RECORDINGS_BUCKET or not params["Key"].startswith(_FOLDER):
            return
        self._sequence += 1
        event = {
            "Records": [
                {
                    "eventVersion": "2.1",
                    "eventSource": "aws:s3",
                    "eventName": "ObjectCreated:Put",
                    "s3": {
                        "bucket": {"name": params["Bucket"]},
                        "object": {
                            "key": quote_plus(params["Key"], safe="/"),
                            "size": len(params["Body"]),
                            "sequencer": f"{self._sequence:016X}",
                        },
                    },
                }
            ]
        }
        times = 2 if self._random.randrange(TWICE_EVERY) == 0 else 1
        # Who puts an object may do so on another thread than the timeline's.
        self._threads.come_back(lambda: self._set_out(event, times))

    def _set_out(self, event: dict[str, Any], times: int) -> None:
        for _ in range(times):
            self._notify_in(SECOND, (event, 0))

    @property
    def pending(self) -> int:
        """Say how many notifications are still to be delivered."""
        return len(self._waiting) + self._under_way

    def hasten(self) -> bool:
        """Deliver now what waits for its time; answer whether there was anything."""
        waiting = list(self._waiting)
        for number in waiting:
            self._notify(number)
        return bool(waiting)

    def _notify_in(self, wait_us: int, delivery: _Delivery) -> None:
        self._number += 1
        self._waiting[self._number] = delivery
        self._timeline.after(wait_us, self._notify, self._number)

    def _notify(self, number: int) -> None:
        delivery = self._waiting.pop(number, None)
        if delivery is None:
            return
        event, tried = delivery
        self._under_way += 1
        self._threads.aside(
            lambda: self._handlers.call("recordings", event)[1],
            lambda failure: self._notified(event, tried, failure),
            failed=lambda: self._notified(event, tried, EXCEPTION),
        )

    def _notified(self, event: dict[str, Any], tried: int, failure: str) -> None:
        self._under_way -= 1
        if failure and tried < len(ASYNCHRONOUS_RETRIES_US):
            self._notify_in(ASYNCHRONOUS_RETRIES_US[tried], (event, tried + 1))
        elif failure:
            self.lost += 1
            self.dead.append(DeadLetter("recordings", event))
