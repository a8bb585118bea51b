"""UpdateContactCallbackNumber: where a callback will ring; else it rings the caller's own number.

Source: Administrator Guide, "Set callback number".
"""

from __future__ import annotations

from dataclasses import dataclass

from santral.domain.phone import is_e164
from santral.engine.reader import ParameterReader
from santral.engine.references import Reader
from santral.engine.registry import VOICE, Transitions, action
from santral.engine.run import Run
from santral.engine.steps import NEXT, Failed, Step

INVALID = Failed("InvalidCallbackNumber")
NOT_DIALABLE = Failed("CallbackNumberNotDialable")


@dataclass(frozen=True, slots=True)
class UpdateContactCallbackNumber:
    number: Reader

    transitions = Transitions(required=("InvalidCallbackNumber", "CallbackNumberNotDialable"))

    def start(self, run: Run) -> Step:
        number = self.number(run)
        if not isinstance(number, str) or not is_e164(number):
            return INVALID
        if not run.switchboard.dialable(number):
            return NOT_DIALABLE
        run.contact.callback_number = number
        return NEXT


@action("UpdateContactCallbackNumber", channels=VOICE)
def read(reader: ParameterReader) -> UpdateContactCallbackNumber:
    return UpdateContactCallbackNumber(reader.path("CallbackNumber") or (lambda _run: None))
