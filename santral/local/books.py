"""The centre's books: contact records, contact events, agent events and recordings, as Connect
delivers them to Kinesis, EventBridge and S3.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from random import Random
from typing import Protocol

from santral.engine.contact import Contact, Recording
from santral.engine.instants import to_datetime
from santral.engine.ports import Settings
from santral.engine.records import contact_event, contact_record, recording_key
from santral.engine.timeline import SECOND, Timeline
from santral.local.outbox import Audio, BusEvent, Line, Outbox, Parcel, Reach
from santral.local.real_time import ONE_THREAD, Threads

# In a simulated day nobody waits for the books, and every request to moto costs some milliseconds.
BATCH_WINDOW_US = 30 * SECOND


class Places(Protocol):
    """Where things go; asked each time, since it may change.

    Attributes:
        records: stream of contact records, None for none.
        agent_events: stream of agent events, None for none.
        recordings: `<bucket>/<prefix>`, "" where nothing is recorded.
    """

    @property
    def records(self) -> str | None: ...
    @property
    def agent_events(self) -> str | None: ...
    @property
    def recordings(self) -> str: ...


class Tape(Protocol):
    def wav(self, recording: Recording) -> bytes:
        """Return the file of a recording, exactly as long as it."""
        ...


class CloudBooks:
    """Collects for a while, then writes in batches.

    Attributes:
        records: contact records in the order in which they were written, when they are kept.
        events: contact events, likewise.
        agent_events: those of the agent event stream, likewise.
        published: how many contact records are in the stream.
        recordings: how many were made.
        unrecorded: how many were only counted: those of all but one call in `record_every`.
        outbox: what could not be sent is found there.
        tape_of: hands over the sound of a contact whose recording is over; None where voices were
            not heard.
    """

    tape_of: Callable[[Contact], Tape | None] | None = None

    def __init__(
        self,
        cloud: Reach,
        timeline: Timeline,
        settings: Settings,
        random: Random,
        *,
        record_every: int,
        keep_records: bool,
        published: Callable[[], None],
        places: Places,
        batch_window_us: int = BATCH_WINDOW_US,
        threads: Threads = ONE_THREAD,
        warn: Callable[[str], None] = warnings.warn,
    ) -> None:
        """
        Args:
            published: called once contact records are in the stream.
            threads: where requests to the cloud are made.
            warn: is told of a stream or bucket that takes nothing.
        """
        self._timeline, self._settings = timeline, settings
        self._random, self._record_every = random, record_every
        self._keep_records, self._published = keep_records, published
        self._places = places
        self._batch_window_us = batch_window_us
        self.outbox = Outbox(cloud, timeline, threads, sent=self._written, warn=warn)
        self.records: list[dict[str, object]] = []
        self.events: list[dict[str, object]] = []
        self.agent_events: list[Mapping[str, object]] = []
        self.published = 0
        self.recordings = self.unrecorded = 0
        self._waiting: list[Parcel] = []
        self._flush_set = False

    # --- told by the switchboard ---

    def record(self, contact: Contact) -> None:
        record = contact_record(contact, self._settings)
        if self._keep_records:
            self.records.append(record)
        self._stream(self._places.records, contact.id, record)

    def contact_event(self, contact: Contact, event_type: str) -> None:
        self._event(contact, event_type)

    def contact_updated(self, contact: Contact, properties: Sequence[str]) -> None:
        if properties:
            self._event(contact, "CONTACT_DATA_UPDATED", properties)

    def agent_event(self, event: Mapping[str, object]) -> None:
        if self._keep_records:
            self.agent_events.append(event)
        self._stream(self._places.agent_events, str(event["AgentARN"]), event)

    def _event(self, contact: Contact, event_type: str, updated: Sequence[str] = ()) -> None:
        now_us = self._timeline.now_us
        detail = contact_event(contact, event_type, now_us, self._settings, updated)
        if self._keep_records:
            self.events.append(detail)
        entry: dict[str, object] = {
            "Source": "aws.connect",
            "DetailType": "Amazon Connect Contact Event",
            "Detail": json.dumps(detail, ensure_ascii=False),
            "Resources": [
                f"{self._settings.instance_arn}/contact/{contact.id}",
                self._settings.instance_arn,
            ],
            "Time": to_datetime(now_us),
        }
        self._send_soon(BusEvent(entry))

    def recorded(self, contact: Contact, recording: Recording) -> str | None:
        tape = None if self.tape_of is None else self.tape_of(contact)
        place = self._places.recordings
        bucket, _, prefix = place.partition("/")
        if not bucket:
            return None
        if self._record_every > 1 and self._random.randrange(self._record_every):
            self.unrecorded += 1
            return None
        self.recordings += 1
        seconds = (recording.stopped_us - recording.started_us) / SECOND
        key = f"{prefix}/{recording_key(contact, recording)}"
        sound = None if tape is None else partial(tape.wav, recording)
        self.outbox.send([Audio(bucket, key, contact.id, seconds, sound)])
        return place

    # --- writing ---

    def _stream(self, stream: str | None, key: str, told: Mapping[str, object]) -> None:
        if stream is not None:
            self._send_soon(Line(stream, key, json.dumps(told, ensure_ascii=False).encode()))

    def _send_soon(self, parcel: Parcel) -> None:
        self._waiting.append(parcel)
        if not self._flush_set:
            self._flush_set = True
            self._timeline.after(self._batch_window_us, self.flush)

    def flush(self, _: object = None) -> None:
        """Write what has been collected."""
        self._flush_set = False
        waiting, self._waiting = self._waiting, []
        if waiting:
            self.outbox.send(waiting)

    def hasten(self) -> bool:
        """Write now what waits to be written; answer whether there was anything."""
        waited = bool(self._waiting)
        self.flush()
        return self.outbox.hasten() or waited

    def _written(self, parcels: Sequence[Parcel]) -> None:
        stream = self._places.records
        lines = sum(1 for each in parcels if isinstance(each, Line) and each.stream == stream)
        self.published += lines
        if lines:
            self._published()
