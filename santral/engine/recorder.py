"""Recordings of conversations: begun by a flow or from outside, suspended, handed over.

Source: Administrator Guide, "Set up recording behavior"; API Reference, StartContactRecording,
StopContactRecording, SuspendContactRecording, ResumeContactRecording.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from santral.engine.contact import Contact, Recording, Stage
from santral.engine.refusals import Refusal
from santral.engine.timeline import SECOND

if TYPE_CHECKING:
    from santral.engine.switchboard import Switchboard


class Recorder:
    def __init__(self, switchboard: Switchboard) -> None:
        self.switchboard = switchboard
        self.timeline = switchboard.timeline

    def joined(self, contact: Contact) -> None:
        """Recording begins when the agent joins, if it was asked for."""
        if contact.recorded_participants and contact.channel == "VOICE":
            contact.recording_since_us = self.timeline.now_us

    def start(self, contact: Contact, participants: tuple[str, ...]) -> Refusal | None:
        """Record from now on, or from when an agent joins, whatever the flow asked for.

        Args:
            participants: who is recorded: Agent, Customer.

        Returns:
            None, else ENDED, WRONG_CHANNEL or WRONG_STAGE: it is recorded, or has been.
        """
        if contact.disconnected_us is not None:
            return Refusal.ENDED
        if contact.channel != "VOICE":
            return Refusal.WRONG_CHANNEL
        if contact.recording_since_us is not None or contact.recordings:
            return Refusal.WRONG_STAGE
        contact.recorded_participants = participants
        if contact.stage is Stage.WITH_AGENT:
            self.joined(contact)
        return None

    def stop(self, contact: Contact) -> Refusal | None:
        """Stop for good; answers None, else WRONG_STAGE: it is not being recorded."""
        if contact.recording_since_us is None:
            return Refusal.WRONG_STAGE
        self.finish(contact)
        return None

    def suspend(self, contact: Contact) -> Refusal | None:
        """Record silence for a while; answers None, else WRONG_STAGE: nothing is recorded now."""
        if contact.recording_since_us is None or contact.recording_paused_us is not None:
            return Refusal.WRONG_STAGE
        contact.recording_paused_us = self.timeline.now_us
        self.switchboard.tell(contact, "recording_paused", _username(contact))
        return None

    def resume(self, contact: Contact) -> Refusal | None:
        """Record what is said again; answers None, else WRONG_STAGE: it was not suspended."""
        if contact.recording_paused_us is None:
            return Refusal.WRONG_STAGE
        contact.recording_pauses += ((contact.recording_paused_us, self.timeline.now_us),)
        contact.recording_paused_us = None
        self.switchboard.tell(contact, "recording_resumed", _username(contact))
        return None

    def finish(self, contact: Contact) -> None:
        """Hand over what was recorded, if anything was."""
        since_us = contact.recording_since_us
        if since_us is None:
            return
        now_us = self.timeline.now_us
        if contact.recording_paused_us is not None:
            contact.recording_pauses += ((contact.recording_paused_us, now_us),)
            contact.recording_paused_us = None
        contact.recording_since_us = None
        recording = Recording(since_us, now_us, contact.recording_pauses)
        self.switchboard.tell(contact, "recording", since_us, (now_us - since_us) / SECOND)
        place = self.switchboard.books.recorded(contact, recording)
        if place is not None:
            contact.recordings += (replace(recording, place=place),)


def _username(contact: Contact) -> str | None:
    return None if contact.agent is None else contact.agent.username
