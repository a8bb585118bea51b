"""UpdateContactRecordingAndAnalyticsBehavior: whose voice is recorded once an agent is there.

Analytics and screen recording are read and have no effect here: nothing analyses, no screen is.
Source: Administrator Guide, "Set recording, analytics and processing behavior"; that it takes one
behaviour at a time, attempts to publish showed.
"""

from __future__ import annotations

from dataclasses import dataclass

from santral.engine.reader import ParameterReader
from santral.engine.recording import Recorded, read_recorded
from santral.engine.registry import Transitions, action
from santral.engine.run import Run
from santral.engine.steps import NEXT, Failed, Step

BEHAVIOURS = (
    "VoiceBehavior",
    "ChatBehavior",
    "ScreenRecordingBehavior",
    "TaskBehavior",
    "EmailBehavior",
)
# A screen is recorded whatever the channel.
CHANNELS = {
    "VoiceBehavior": "VOICE",
    "ChatBehavior": "CHAT",
    "TaskBehavior": "TASK",
    "EmailBehavior": "EMAIL",
}
MISMATCH = Failed("ChannelMismatch")


@dataclass(frozen=True, slots=True)
class UpdateContactRecordingAndAnalyticsBehavior:
    behaviour: str
    recorded: Recorded

    @property
    def transitions(self) -> Transitions:
        errors: tuple[str, ...] = ("NoMatchingError", "ChannelMismatch")
        if self.behaviour == "ChatBehavior":
            errors += ("InFlightRedactionConfigurationFailed",)
        return Transitions(required=errors)

    def start(self, run: Run) -> Step:
        contact = run.contact
        if CHANNELS.get(self.behaviour, contact.channel) != contact.channel:
            return MISMATCH
        self.recorded.apply(run)
        return NEXT


@action("UpdateContactRecordingAndAnalyticsBehavior")
def read(reader: ParameterReader) -> UpdateContactRecordingAndAnalyticsBehavior:
    name = reader.exactly_one(*BEHAVIOURS)
    if name != "VoiceBehavior":
        if name is not None:
            reader.raw(name)
        return UpdateContactRecordingAndAnalyticsBehavior(name or "", Recorded())
    voice = reader.object(name, required=True)
    if voice is None:
        return UpdateContactRecordingAndAnalyticsBehavior(name, Recorded())
    voice.raw("VoiceAnalyticsBehavior")
    recorded = read_recorded(voice.object("VoiceRecordingBehavior"))
    return UpdateContactRecordingAndAnalyticsBehavior(name, recorded)
