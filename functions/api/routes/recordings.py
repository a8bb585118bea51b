"""Recordings of contacts: which there are, and a link to listen to one for a minute."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

from pydantic import Field

from functions.api.call import Call
from functions.api.contact_access import contact_of
from functions.api.endpoint import Routes
from functions.api.permissions import SUPERVISES
from functions.api.profile import profile_of
from functions.api.replies import Listed, all_of
from functions.api.shapes import Id, Shape
from santral.domain.errors import NotFoundError
from santral.stores import recordings
from santral.stores.links import LINK_EXPIRES_S
from santral.stores.recordings import Recording

routes = Routes("Recordings")

_WAV = "audio/wav"


class RecordingView(Shape):
    id: str
    started_at: Annotated[datetime, Field(description="to the minute")]
    duration_ms: Annotated[int | None, Field(description="null where it could not be read")]
    size_bytes: int
    consent: Annotated[
        str, Field(description="what the caller said of it: granted, refused; else empty")
    ]


class LinkBody(Shape):
    download: Annotated[
        bool, Field(description="to keep the file, and not only to listen to it")
    ] = False


class LinkView(Shape):
    url: Annotated[str, Field(description="whoever has it may listen: pass it on to nobody")]
    expires_in_s: int


@routes.get("/v1/contacts/{contact_id}/recordings", roles=SUPERVISES)
def list_recordings(call: Call, contact_id: Id) -> Listed[RecordingView]:
    """List the recordings of a contact, the oldest first."""
    summary = contact_of(call, profile_of(call), contact_id)
    consent = summary.attributes.get("recording", "")
    return all_of(views_of(call, contact_id, consent))


@routes.post(
    "/v1/contacts/{contact_id}/recordings/{recording_id}/links",
    roles=SUPERVISES,
    secret=True,
    audited=True,
    after_trial=True,
)
def link_recording(call: Call, contact_id: Id, recording_id: Id, body: LinkBody) -> LinkView:
    """Make a link to a recording that is good for a minute.

    Every link is in the audit log.
    """
    recording = _recording(call, contact_id, recording_id)
    place = {"bucket": recording.bucket, "content_type": _WAV}
    if body.download:
        name = f"{contact_id}.wav"
        url = call.here.links.download(recording.key, name=name, **place)
    else:
        url = call.here.links.listen(recording.key, **place)
    call.notes.update(contact=contact_id, recording=recording_id)
    return LinkView(url=url, expires_in_s=LINK_EXPIRES_S)


def views_of(call: Call, contact_id: str, consent: str) -> Iterator[RecordingView]:
    for each in recordings.of_contact(call.tenant, contact_id):
        yield _view(each, consent)


def _recording(call: Call, contact_id: str, recording_id: str) -> Recording:
    """
    Raises:
        NotFoundError: this business has no such recording, whoever else may.
    """
    for each in recordings.of_contact(call.tenant, contact_id):
        if _id(each) == recording_id:
            return each
    raise NotFoundError("there is no such recording")


def _view(recording: Recording, consent: str) -> RecordingView:
    return RecordingView(
        id=_id(recording),
        started_at=recording.started_at,
        duration_ms=recording.duration_ms,
        size_bytes=recording.size_bytes,
        consent=consent,
    )


def _id(recording: Recording) -> str:
    """Return a name for it that stays when another one of the contact is deleted."""
    return hashlib.sha256(f"{recording.bucket}/{recording.key}".encode()).hexdigest()[:16]
