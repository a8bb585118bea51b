"""UpdateContactRecordingBehavior: whose voice is recorded once an agent is there (older block).

Source: flow language reference, UpdateContactRecordingBehavior. Analytics settings are read and
have no effect here: nothing analyses.
"""

from __future__ import annotations

from dataclasses import dataclass

from santral.engine.reader import ParameterReader
from santral.engine.recording import Recorded, read_recorded
from santral.engine.registry import Transitions, action
from santral.engine.run import Run
from santral.engine.steps import NEXT, Step


@dataclass(frozen=True, slots=True)
class UpdateContactRecordingBehavior:
    recorded: Recorded

    transitions = Transitions()

    def start(self, run: Run) -> Step:
        self.recorded.apply(run)
        return NEXT


@action("UpdateContactRecordingBehavior", channels=frozenset({"VOICE", "CHAT"}))
def read(reader: ParameterReader) -> UpdateContactRecordingBehavior:
    behaviour = reader.object("RecordingBehavior")
    analytics = reader.raw("AnalyticsBehavior")
    if behaviour is None and analytics is None:
        reader.wrong("", "one of RecordingBehavior and AnalyticsBehavior is needed")
    return UpdateContactRecordingBehavior(read_recorded(behaviour))
