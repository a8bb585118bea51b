"""The index of recordings: which file S3 holds of which contact, and how long it is.

S3 tells of a change at least once and in any order; `sequencer` says which of two is the newer.
A recording that S3 deletes by a rule of its bucket, for its age, is gone as any other.
Objects that are not call recordings are counted and left alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote_plus

from functions.entry import takes_events
from functions.wiring import collaborators
from santral.stores import recordings
from santral.stores.recordings import Recording

# Source: S3 User Guide, "Event notification types and destinations".
_DELETIONS: Final = ("ObjectRemoved:", "LifecycleExpiration:")


@dataclass(frozen=True, slots=True)
class _Change:
    bucket: str
    key: str
    size_bytes: int
    sequencer: str
    is_deletion: bool


@takes_events("recordings")
def handler(event: Mapping[str, Any]) -> None:
    """Index every change that the event tells of; a failure fails the whole, which S3 repeats."""
    for record in event.get("Records", ()):  # s3:TestEvent has none
        _index(_change(record))


def _change(record: Mapping[str, Any]) -> _Change:
    named = record["s3"]["object"]
    return _Change(
        bucket=record["s3"]["bucket"]["name"],
        key=unquote_plus(named["key"], errors="replace"),
        size_bytes=int(named.get("size", 0)),
        sequencer=str(named.get("sequencer", "")),
        is_deletion=str(record["eventName"]).startswith(_DELETIONS),
    )


def _index(change: _Change) -> None:
    here = collaborators()
    named = recordings.parse_key(change.key)
    if named is None:
        here.count("ForeignObject", "")
        return
    duration_ms = None
    if not change.is_deletion:
        duration_ms = recordings.measured(
            here.clients.s3, change.bucket, change.key, change.size_bytes
        )
    recording = Recording(
        contact_id=named.contact_id,
        bucket=change.bucket,
        key=change.key,
        started_at=named.started_at,
        size_bytes=change.size_bytes,
        duration_ms=duration_ms,
    )
    recordings.index(recording, change.sequencer, deleted=change.is_deletion)
