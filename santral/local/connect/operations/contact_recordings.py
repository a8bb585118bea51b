"""Recordings of calls, begun and suspended from outside.

Source: API Reference, StartContactRecording, StopContactRecording, SuspendContactRecording,
ResumeContactRecording.
"""

from __future__ import annotations

from typing import Final

from santral.engine.contact import Contact
from santral.local.connect.contacts import live_contact, raise_if
from santral.local.connect.errors import UNSUPPORTED, ConnectError, invalid, not_found, refused
from santral.local.connect.instance import Instance
from santral.local.connect.places import place_of_recordings
from santral.local.connect.registry import Answer, Given, operation

_TRACKS: Final = {
    "FROM_AGENT": ("Agent",),
    "TO_AGENT": ("Customer",),
    "ALL": ("Agent", "Customer"),
}
_OTHERS: Final = ("IVR", "SCREEN")  # recordings that nobody makes here


@operation("StartContactRecording")
def start(instance: Instance, given: Given) -> Answer:
    contact = _contact(instance, given)
    tracks = given["VoiceRecordingConfiguration"]
    if len(tracks) != 1:
        raise invalid("VoiceRecordingConfiguration", "expected one track")
    if "IvrRecordingTrack" in tracks:
        raise ConnectError(UNSUPPORTED, "IvrRecordingTrack: only conversations are recorded here.")
    if not place_of_recordings(instance):
        raise refused("The instance has no storage config for CALL_RECORDINGS.")
    participants = _TRACKS[tracks["VoiceRecordingTrack"]]
    raise_if(instance.switchboard.recorder.start(contact, participants))
    return None


@operation("StopContactRecording")
def stop(instance: Instance, given: Given) -> Answer:
    contact = _recorded(instance, given)
    raise_if(instance.switchboard.recorder.stop(contact))
    return None


@operation("SuspendContactRecording")
def suspend(instance: Instance, given: Given) -> Answer:
    contact = _recorded(instance, given)
    raise_if(instance.switchboard.recorder.suspend(contact))
    return None


@operation("ResumeContactRecording")
def resume(instance: Instance, given: Given) -> Answer:
    contact = _recorded(instance, given)
    raise_if(instance.switchboard.recorder.resume(contact))
    return None


def _recorded(instance: Instance, given: Given) -> Contact:
    contact = _contact(instance, given)
    if given.get("ContactRecordingType") in _OTHERS:
        raise refused("There is no recording of this type.")
    return contact


def _contact(instance: Instance, given: Given) -> Contact:
    """
    Raises:
        ConnectError: ResourceNotFoundException, InvalidRequestException.
    """
    contact = live_contact(instance, given["ContactId"])
    if given["InitialContactId"] != contact.chain.initial_id:
        raise not_found("initial contact")
    return contact
