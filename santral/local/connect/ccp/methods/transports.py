"""By what a contact's media come: a token for a chat; the panel's own frame for a call."""

from __future__ import annotations

from typing import Any

from santral.engine.instants import to_datetime
from santral.engine.timeline import SECOND
from santral.local.connect.ccp.registry import Answer, method
from santral.local.connect.ccp.seat import VALIDATION, CcpError, Params, Seat, invalid_state
from santral.local.connect.participant.agents import agent_token


@method("createTransport")
def create(seat: Seat, params: Params) -> Answer:
    kind = params.get("transportType")
    if kind == "chat_token":
        return {"chatTokenTransport": _chat_token(seat, params)}
    if kind == "softphone":
        # The frame of the panel has the audio; a softphone in the host page needs no relay here.
        return {"softphoneTransport": {"softphoneMediaConnections": []}}
    raise CcpError(VALIDATION, "transportType: expected chat_token or softphone")


def _chat_token(seat: Seat, params: Params) -> dict[str, Any]:
    contact = seat.contact(params)
    if contact.channel != "CHAT":
        raise invalid_state("contactId: expected a chat")
    token, lasts_s = agent_token(seat.instance, contact, seat.agent)
    expires = to_datetime(seat.instance.timeline.now_us + lasts_s * SECOND)
    return {"participantToken": token, "expiry": f"{expires:%Y-%m-%dT%H:%M:%S.000Z}"}


@method(
    "notifyContactIssue",
    "sendClientLogs",
    "sendSoftphoneCallMetrics",
    "sendSoftphoneCallReport",
)
def take_note(_: Seat, __: Params) -> Answer:
    """Reports for AWS's own eyes: nobody reads them here."""
    return {}
