"""DisconnectParticipant: let the customer go; where there is nobody, end the flow.

Source: Administrator Guide, "Disconnect / hang up".
"""

from __future__ import annotations

from dataclasses import dataclass

from santral.engine.reader import ParameterReader
from santral.engine.registry import Transitions, action
from santral.engine.run import Run
from santral.engine.steps import DISCONNECT, Step


@dataclass(frozen=True, slots=True)
class DisconnectParticipant:
    transitions = Transitions(terminal=True)

    def start(self, run: Run) -> Step:
        return DISCONNECT


@action("DisconnectParticipant")
def read(reader: ParameterReader) -> DisconnectParticipant:
    return DisconnectParticipant()
