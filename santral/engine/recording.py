"""Whose voice a block has recorded: read alike by both recording blocks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from santral.engine.reader import ParameterReader
    from santral.engine.run import Run

PARTICIPANTS = ("Agent", "Customer")


@dataclass(frozen=True, slots=True)
class Recorded:
    """What to change; None leaves it as it is, and no participants stop the recording."""

    participants: tuple[str, ...] | None = None
    ivr: bool = False

    def apply(self, run: Run) -> None:
        if self.participants is not None:
            run.contact.recorded_participants = self.participants
        if self.ivr:
            run.warn("the automated part of a call is not recorded here")


def read_recorded(behaviour: ParameterReader | None) -> Recorded:
    """Read RecordedParticipants and IVRRecordingBehavior; nothing changes where there are none."""
    if behaviour is None:
        return Recorded()
    participants = behaviour.texts("RecordedParticipants", required=True)
    for name in participants:
        if name not in PARTICIPANTS:
            behaviour.wrong("RecordedParticipants", f"{' and '.join(PARTICIPANTS)} are allowed")
    ivr = behaviour.choice("IVRRecordingBehavior", ("Enabled", "Disabled"))
    in_order = tuple(name for name in PARTICIPANTS if name in participants)
    return Recorded(in_order, ivr == "Enabled")
