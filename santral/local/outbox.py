"""What is on its way to Kinesis, EventBridge and S3: sent in batches, again where it fails."""

from __future__ import annotations

import warnings
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias, TypeVar

from botocore.exceptions import BotoCoreError, ClientError

from santral.domain.errors import DependencyError
from santral.engine.timeline import SECOND, Timeline
from santral.local.real_time import Threads
from santral.local.wav import silent_recording

if TYPE_CHECKING:
    from types_boto3_events.client import EventBridgeClient
    from types_boto3_kinesis.client import KinesisClient
    from types_boto3_s3.client import S3Client

# Source: Kinesis API Reference, PutRecords; EventBridge API Reference, PutEvents.
PUT_RECORDS_LIMIT: Final = 500
PUT_RECORDS_BYTES: Final = 5_000_000
PUT_EVENTS_LIMIT: Final = 10
PUT_EVENTS_BYTES: Final = 256_000
ATTEMPTS: Final = 5
RETRY_US: Final = 2 * SECOND  # doubled after each attempt
MOST_GIVEN_UP: Final = 1_000  # the latest of them are kept to be looked at


class Reach(Protocol):
    """The services that things are sent to.

    Attributes:
        reachable: whether anybody is there at all; where not, nothing is sent, and nothing kept.
    """

    @property
    def reachable(self) -> bool: ...
    @property
    def kinesis(self) -> KinesisClient: ...
    @property
    def events(self) -> EventBridgeClient: ...
    @property
    def s3(self) -> S3Client: ...


@dataclass(frozen=True, slots=True)
class Line:
    """One record of a Kinesis stream."""

    stream: str
    key: str
    data: bytes
    attempts: int = 0

    @property
    def target(self) -> str:
        return f"the stream {self.stream}"

    @property
    def size(self) -> int:
        return len(self.data) + len(self.key)


@dataclass(frozen=True, slots=True)
class BusEvent:
    """One event of EventBridge's default bus."""

    entry: dict[str, object]
    attempts: int = 0

    @property
    def target(self) -> str:
        return "EventBridge"

    @property
    def size(self) -> int:
        return len(str(self.entry).encode())


@dataclass(frozen=True, slots=True)
class Audio:
    """One recording; its sound is made when it is sent.

    Attributes:
        sound: makes the file; None where nobody's voice was heard.
    """

    bucket: str
    key: str
    contact_id: str
    seconds: float
    sound: Callable[[], bytes] | None = None
    attempts: int = 0

    @property
    def target(self) -> str:
        return f"the bucket {self.bucket}"


@dataclass(frozen=True, slots=True)
class Document:
    """One JSON file."""

    bucket: str
    key: str
    body: bytes
    attempts: int = 0

    @property
    def target(self) -> str:
        return f"the bucket {self.bucket}"


Parcel: TypeAlias = Line | BusEvent | Audio | Document


class Outbox:
    """Keeps what could not be sent until it can be, for a while.

    Whoever reads a stream that is not there would wait for ever: the first loss of each target is
    told.

    Attributes:
        given_up: what was not sent in so many attempts, the latest last.
        lost: how many were given up.
    """

    def __init__(
        self,
        reach: Reach,
        timeline: Timeline,
        threads: Threads,
        *,
        sent: Callable[[Sequence[Parcel]], None],
        warn: Callable[[str], None] = warnings.warn,
    ) -> None:
        """
        Args:
            threads: where requests are made.
            sent: is told what has arrived.
            warn: is told of each target to which nothing can be sent, once.
        """
        self._reach, self._timeline, self._threads = reach, timeline, threads
        self._sent, self._warn = sent, warn
        self._told_of: set[str] = set()
        self.given_up: deque[Parcel] = deque(maxlen=MOST_GIVEN_UP)
        self.lost = 0
        self._number = 0
        self._waiting: dict[int, Sequence[Parcel]] = {}  # to be sent again, by a running number

    def send(self, parcels: Sequence[Parcel]) -> None:
        if not self._reach.reachable:
            return

        def arrived(failed: Sequence[Parcel]) -> None:
            ids = set(map(id, failed))
            self._sent([each for each in parcels if id(each) not in ids])
            self._later(failed)

        self._threads.aside(
            lambda: self._try(parcels), arrived, failed=lambda: self._later(parcels)
        )

    def hasten(self) -> bool:
        """Send now what waits to be sent again; answer whether there was anything."""
        waiting, self._waiting = self._waiting, {}
        for parcels in waiting.values():
            self.send(parcels)
        return bool(waiting)

    def _later(self, failed: Sequence[Parcel]) -> None:
        """Try again; what has failed equally often goes together."""
        again: dict[int, list[Parcel]] = {}
        for each in failed:
            attempts = each.attempts + 1
            if attempts >= ATTEMPTS:
                self._give_up(each)
            else:
                again.setdefault(attempts, []).append(replace(each, attempts=attempts))
        for attempts, parcels in again.items():
            wait_us = RETRY_US * 2 ** (attempts - 1)
            self._number += 1
            self._waiting[self._number] = parcels
            self._timeline.after(wait_us, self._send_again, self._number)

    def _give_up(self, parcel: Parcel) -> None:
        self.lost += 1
        self.given_up.append(parcel)
        if parcel.target not in self._told_of:
            self._told_of.add(parcel.target)
            # On its own, since a warning may be an error, and the others are to be sent again.
            self._timeline.after(0, self._tell, parcel.target)

    def _tell(self, target: str) -> None:
        self._warn(f"{target} cannot be written to: what Amazon Connect sends there is lost")

    def _send_again(self, number: int) -> None:
        parcels = self._waiting.pop(number, None)
        if parcels is not None:
            self.send(parcels)

    # --- on another thread, perhaps ---

    def _try(self, parcels: Sequence[Parcel]) -> list[Parcel]:
        """Send all, and give back what has failed."""
        failed: list[Parcel] = []
        streams: dict[str, list[Line]] = {}
        events: list[BusEvent] = []
        for each in parcels:
            if isinstance(each, Line):
                streams.setdefault(each.stream, []).append(each)
            elif isinstance(each, BusEvent):
                events.append(each)
            elif isinstance(each, Document):
                failed += _attempt(self._put_document, [each])
            else:
                failed += _attempt(self._put_object, [each])
        for lines in streams.values():
            for batch in _batches(lines, PUT_RECORDS_LIMIT, PUT_RECORDS_BYTES):
                failed += _attempt(self._put_records, batch)
        for some in _batches(events, PUT_EVENTS_LIMIT, PUT_EVENTS_BYTES):
            failed += _attempt(self._put_events, some)
        return failed

    def _put_object(self, audio: Sequence[Audio]) -> list[Audio]:
        for each in audio:
            self._reach.s3.put_object(
                Bucket=each.bucket,
                Key=each.key,
                Body=each.sound() if each.sound else silent_recording(each.seconds),
                ContentType="audio/wav",
                Metadata={"contact-id": each.contact_id},
            )
        return []

    def _put_document(self, documents: Sequence[Document]) -> list[Document]:
        for each in documents:
            self._reach.s3.put_object(
                Bucket=each.bucket, Key=each.key, Body=each.body, ContentType="application/json"
            )
        return []

    def _put_records(self, lines: Sequence[Line]) -> list[Line]:
        answer = self._reach.kinesis.put_records(
            StreamName=lines[0].stream,
            Records=[{"Data": each.data, "PartitionKey": each.key} for each in lines],
        )
        return _refused(lines, answer.get("FailedRecordCount", 0), answer["Records"])

    def _put_events(self, events: Sequence[BusEvent]) -> list[BusEvent]:
        entries: list[Any] = [each.entry for each in events]
        answer = self._reach.events.put_events(Entries=entries)
        return _refused(events, answer["FailedEntryCount"], answer["Entries"])


T = TypeVar("T", Line, BusEvent)


def _batches(parcels: Sequence[T], count: int, size: int) -> Iterator[list[T]]:
    """Cut into what one request may hold, by number and by bytes; a larger one goes alone."""
    batch: list[T] = []
    left = size
    for each in parcels:
        if batch and (len(batch) == count or each.size > left):
            yield batch
            batch, left = [], size
        batch.append(each)
        left -= each.size
    if batch:
        yield batch


def _attempt(put: Callable[[Any], Sequence[Parcel]], parcels: Sequence[Parcel]) -> list[Parcel]:
    try:
        return list(put(parcels))
    except (BotoCoreError, ClientError, DependencyError):
        return list(parcels)


def _refused(parcels: Sequence[Any], count: int, results: Sequence[Any]) -> list[Any]:
    """Pick those that a request has not taken, though it has taken others."""
    if not count:
        return []
    return [each for each, result in zip(parcels, results, strict=True) if "ErrorCode" in result]
