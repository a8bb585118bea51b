"""The centre's books on a laptop: contact records, contact events and recordings, as Connect
delivers them to Kinesis, EventBridge and S3.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random

from santral.engine.contact import Contact, Recording
from santral.engine.instants import to_datetime
from santral.engine.ports import Settings
from santral.engine.records import contact_event, contact_record, recording_key
from santral.engine.timeline import SECOND, Timeline
from santral.local.cloud import RECORDINGS_BUCKET, RECORDS_STREAM, Cloud
from santral.local.identifiers import INSTANCE_ALIAS
from santral.local.wav import silent_recording

RECORDINGS_PREFIX = f"connect/{INSTANCE_ALIAS}"
# Nobody waits for the books, and every request to moto costs some milliseconds.
BATCH_WINDOW_US = 30 * SECOND
PUT_RECORDS_LIMIT = 500
PUT_EVENTS_LIMIT = 10


class CloudBooks:
    """Collects for half a minute, then writes in batches.

    Attributes:
        records: contact records in the order in which they were published, when they are kept.
        recordings: how many were made.
        unrecorded: how many were only counted: those of all but one call in `record_every`.
    """

    def __init__(
        self,
        cloud: Cloud,
        timeline: Timeline,
        settings: Settings,
        random: Random,
        *,
        record_every: int,
        keep_records: bool,
        published: Callable[[], None],
    ) -> None:
        self._cloud, self._timeline, self._settings = cloud, timeline, settings
        self._random, self._record_every = random, record_every
        self._keep_records, self._published = keep_records, published
        self.records: list[dict[str, object]] = []
        self.published = 0
        self.recordings = self.unrecorded = 0
        self._lines: list[tuple[str, bytes]] = []
        self._events: list[dict[str, object]] = []
        self._flush_set = False

    # --- told by the switchboard ---

    def record(self, contact: Contact) -> None:
        record = contact_record(contact, self._settings, f"{RECORDINGS_BUCKET}/{RECORDINGS_PREFIX}")
        if self._keep_records:
            self.records.append(record)
        self._lines.append((contact.id, json.dumps(record, ensure_ascii=False).encode()))
        self._flush_soon()

    def contact_event(self, contact: Contact, event_type: str) -> None:
        now_us = self._timeline.now_us
        detail = contact_event(contact, event_type, now_us, self._settings)
        self._events.append(
            {
                "Source": "aws.connect",
                "DetailType": "Amazon Connect Contact Event",
                "Detail": json.dumps(detail, ensure_ascii=False),
                "Resources": [self._settings.instance_arn],
                "Time": to_datetime(now_us),
            }
        )
        self._flush_soon()

    def recorded(self, contact: Contact, recording: Recording) -> None:
        if self._record_every > 1 and self._random.randrange(self._record_every):
            contact.recordings = contact.recordings[:-1]
            self.unrecorded += 1
            return
        self.recordings += 1
        seconds = (recording.stopped_us - recording.started_us) / SECOND
        self._cloud.s3.put_object(
            Bucket=RECORDINGS_BUCKET,
            Key=f"{RECORDINGS_PREFIX}/{recording_key(contact, recording)}",
            Body=silent_recording(seconds),
            ContentType="audio/wav",
            Metadata={"contact-id": contact.id},
        )

    # --- writing ---

    def _flush_soon(self) -> None:
        if not self._flush_set:
            self._flush_set = True
            self._timeline.after(BATCH_WINDOW_US, self.flush)

    def flush(self, _: object = None) -> None:
        """Write what has been collected."""
        self._flush_set = False
        lines, self._lines = self._lines, []
        for start in range(0, len(lines), PUT_RECORDS_LIMIT):
            self._cloud.kinesis.put_records(
                StreamName=RECORDS_STREAM,
                Records=[
                    {"Data": data, "PartitionKey": key}
                    for key, data in lines[start : start + PUT_RECORDS_LIMIT]
                ],
            )
        events, self._events = self._events, []
        for start in range(0, len(events), PUT_EVENTS_LIMIT):
            self._cloud.events.put_events(
                Entries=events[start : start + PUT_EVENTS_LIMIT]  # type: ignore[arg-type]
            )
        self.published += len(lines)
        if lines:
            self._published()
