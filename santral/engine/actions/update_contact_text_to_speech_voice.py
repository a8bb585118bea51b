"""UpdateContactTextToSpeechVoice: choose who speaks the prompts from here on.

Source: Administrator Guide, "Set voice". Connect takes any engine and style here; a pair that
Polly does not have makes later prompts fail.
"""

from __future__ import annotations

from dataclasses import dataclass

from santral.engine.reader import ParameterReader
from santral.engine.references import Template
from santral.engine.registry import Transitions, action
from santral.engine.run import Run
from santral.engine.steps import FAILED, NEXT, Step


@dataclass(frozen=True, slots=True)
class UpdateContactTextToSpeechVoice:
    voice: Template

    transitions = Transitions(optional=("NoMatchingError",))

    def start(self, run: Run) -> Step:
        voice = self.voice.constant or self.voice.value(run)
        if not isinstance(voice, str) or not voice:
            return FAILED
        run.contact.voice = voice
        return NEXT


@action("UpdateContactTextToSpeechVoice")
def read(reader: ParameterReader) -> UpdateContactTextToSpeechVoice:
    voice = reader.dynamic("TextToSpeechVoice", required=True) or Template("")
    reader.dynamic("TextToSpeechEngine")
    reader.dynamic("TextToSpeechStyle")
    return UpdateContactTextToSpeechVoice(voice)
