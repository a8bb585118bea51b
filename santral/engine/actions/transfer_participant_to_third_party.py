"""TransferParticipantToThirdParty: call an outside number and join the customer to it.

With ContinueFlowExecution the flow goes on when the third party has hung up; without, the flow
ends as the call is put through, and every failure is a NoMatchingError.
Source: Administrator Guide, "Transfer to phone number"; the mandatory keys as attempts showed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from santral.domain.phone import is_e164
from santral.engine.reader import Amount, ParameterReader
from santral.engine.references import Template
from santral.engine.registry import VOICE, Transitions, action
from santral.engine.run import Run
from santral.engine.steps import FAILED, NEXT, Dial, DialEnded, Failed, Step, Wake
from santral.engine.timeline import SECOND

LONGEST_S, USUAL_S = 600, 60
_DIGITS = re.compile(r"[0-9,*#]{0,50}")
CALL_FAILED = Failed("CallFailed")
ENDS: Mapping[str, Step] = {
    "ended": NEXT,
    "failed": CALL_FAILED,
    "unanswered": Failed("ConnectionTimeLimitExceeded"),
}


@dataclass(frozen=True, slots=True)
class TransferParticipantToThirdParty:
    number: Template
    limit: Amount
    resumes: bool
    digits: Template | None
    caller_id: Template | None

    @property
    def transitions(self) -> Transitions:
        if not self.resumes:
            return Transitions(required=("NoMatchingError",), next_taken=False)
        return Transitions(
            required=("NoMatchingError", "CallFailed", "ConnectionTimeLimitExceeded")
        )

    def start(self, run: Run) -> Step:
        number = self.number.value(run)
        limit_s = self.limit.resolve(run)
        if not isinstance(number, str) or not is_e164(number) or limit_s is None:
            return FAILED
        if not run.switchboard.dialable(number):
            return CALL_FAILED
        digits = "" if self.digits is None else self.digits.text(run)
        if not _DIGITS.fullmatch(digits):
            return FAILED
        caller_id = "" if self.caller_id is None else self.caller_id.text(run)
        return Dial(number, limit_s * SECOND, self.resumes, digits, caller_id)

    def resume(self, run: Run, wake: Wake) -> Step:
        return ENDS.get(wake.outcome, FAILED) if isinstance(wake, DialEnded) else FAILED


@action("TransferParticipantToThirdParty", channels=VOICE)
def read(reader: ParameterReader) -> TransferParticipantToThirdParty:
    number = reader.phone_number("ThirdPartyPhoneNumber", required=True) or Template("")
    for name in ("ThirdPartyConnectionTimeLimitSeconds", "ContinueFlowExecution"):
        if not reader.has(name):
            reader.refused(name, "missing; its page calls it optional, Connect demands it")
    limit = reader.whole_or_path(
        "ThirdPartyConnectionTimeLimitSeconds", 0, LONGEST_S, default=USUAL_S
    )
    resumes = reader.flag("ContinueFlowExecution", default=True)
    digits = reader.static_or_path("ThirdPartyDTMFDigits")
    if digits is not None and digits.constant and not _DIGITS.fullmatch(digits.constant):
        reader.wrong("ThirdPartyDTMFDigits", "up to fifty of 0-9, comma, * and # are needed")
    caller_id: Template | None = None
    shown = reader.object("CallerId")
    if shown is not None:
        caller_id = shown.static_or_path("Number")
        shown.dynamic("Name")
    return TransferParticipantToThirdParty(number, limit, resumes, digits, caller_id)
