"""What the library can ask for and the local panel has not: told at once, and by name."""

from __future__ import annotations

from typing import Final

from santral.local.connect.ccp.registry import METHODS, Answer
from santral.local.connect.ccp.seat import UNKNOWN, CcpError, Params, Seat

_NAMES: Final = (
    "AgentAppService.VoiceId.getSpeakerId",
    "AgentAppService.VoiceId.startSession",
    "AgentAppService.VoiceId.evaluateSession",
    "AgentAppService.VoiceId.describeSpeaker",
    "AgentAppService.VoiceId.enrollBySession",
    "AgentAppService.VoiceId.optOutSpeaker",
    "AgentAppService.VoiceId.updateSession",
    "AgentAppService.VoiceId.syncSpeakerId",
    "AgentAppService.VoiceId.describeSession",
    "createTemplatedTask",
    "getTaskTemplate",
    "getNewAuthToken",
    "listTaskTemplates",
    "qrIntegrationExists",
    "qrSearchQuickResponses",
    "startScreenSharing",
    "stopScreenSharing",
    "updateTemplatedTask",
)


def _enter(name: str) -> None:
    def refuse(_: Seat, __: Params) -> Answer:
        raise CcpError(UNKNOWN, f"{name} is not supported by the local panel.", 404)

    METHODS[name] = refuse


for _name in _NAMES:
    _enter(_name)
