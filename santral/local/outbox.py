"""What is on its way to Kinesis, EventBridge and S3: sent in batches, again where it fails."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias

from botocore.exceptions import BotoCoreError, ClientError

from santral.domain.errors import DependencyError
from santral.engine.timeline import SECOND, Timeline
from santral.local.real_time import Threads
from santral.local.wav import silent_recording

if TYPE_CHECKING:
    from types_boto3_events.client import EventBridgeClient
    from types_boto3_kinesis.client import KinesisClient
    from types_boto3_s3.client import S3Client

PUT_RECORDS_LIMIT: Final = 500
PUT_EVENTS_LIMIT: Final = 10
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


@dataclass(frozen=True, slots=True)
class BusEvent:
    """One event of EventBridge's default bus."""

    entry: dict[str, object]
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class Audio:
    """One recording; its sound is made when it is sent."""

    bucket: str
    key: str
    contact_id: str
    seconds: float
    attempts: int = 0


Parcel: TypeAlias = Line | BusEvent | Audio


class Outbox:
    """Keeps what could not be sent until it can be, for a while, and never raises.

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
    ) -> None:
        """
        Args:
            threads: where requests are made.
            sent: is told what has arrived.
        """
        self._reach, self._timeline, self._threads = reach, timeline, threads
        self._sent = sent
        self.given_up: deque[Parcel] = deque(maxlen=MOST_GIVEN_UP)
        self.lost = 0

    def send(self, parcels: Sequence[Parcel]) -> None:
        if not self._reach.reachable:
            return

        def arrived(failed: Sequence[Parcel]) -> None:
            ids = set(map(id, failed))
            self._sent([each for each in parcels if id(each) not in ids])
            self._later(failed)

        self._threads.aside(lambda: self._try(parcels), arrived)

    def _later(self, failed: Sequence[Parcel]) -> None:
        """Try again; what has failed equally often goes together."""
        again: dict[int, list[Parcel]] = {}
        for each in failed:
            attempts = each.attempts + 1
            if attempts >= ATTEMPTS:
                self.lost += 1
                self.given_up.append(each)
            else:
                again.setdefault(attempts, []).append(replace(each, attempts=attempts))
        for attempts, parcels in again.items():
            wait_us = RETRY_US * 2 ** (attempts - 1)
            self._timeline.after(wait_us, self._send_again, parcels)

    def _send_again(self, parcels: Sequence[Parcel]) -> None:
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
            else:
                failed += _attempt(self._put_object, [each])
        for lines in streams.values():
            for start in range(0, len(lines), PUT_RECORDS_LIMIT):
                failed += _attempt(self._put_records, lines[start : start + PUT_RECORDS_LIMIT])
        for start in range(0, len(events), PUT_EVENTS_LIMIT):
            failed += _attempt(self._put_events, events[start : start + PUT_EVENTS_LIMIT])
        return failed

    def _put_object(self, audio: Sequence[Audio]) -> list[Audio]:
        for each in audio:
            self._reach.s3.put_object(
                Bucket=each.bucket,
                Key=each.key,
                Body=silent_recording(each.seconds),
                ContentType="audio/wav",
                Metadata={"contact-id": each.contact_id},
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
