"""The library's second channel, of the Amazon Connect SDK: answered at once, also where it is no.

A request that nobody answers costs the host page 30 s.
Source: @amazon-connect/{core,contact,voice,activity}, lib/routes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from santral.engine.agent_events import states_in_hand
from santral.local.connect.ccp.snapshot import configuration, status_view, statuses

if TYPE_CHECKING:
    from santral.local.connect.ccp.seat import Seat

Plain = dict[str, Any]


def answer(seat: Seat, request: Mapping[str, Any]) -> Plain:
    """Answer a request {requestId, namespace, command, data}, in the form that the page passes on.

    Returns:
        {requestId, isError: False, data}, else {requestId, isError: True, errorKey, …}.
    """
    request_id, command = request.get("requestId"), request.get("command")
    data = _data(seat, command, request.get("data"))
    if data is None:
        return {
            "requestId": request_id,
            "isError": True,
            "namespace": request.get("namespace"),
            "reason": "The local panel has no such command.",
            "errorKey": "handlerNotFound",
            "details": {"command": command},
        }
    return {"requestId": request_id, "isError": False, "data": data}


def _data(seat: Seat, command: object, data: object) -> Any:
    match command:
        case "contact/getInstanceDetails":
            return {"instanceId": seat.instance.id, "region": seat.instance.region}
        case "contact/getContactRegion":
            return {"region": seat.instance.region}
        case "contact/isPreviewMode":
            return {"isPreviewMode": False}
        case "agent/getNetworkConnectionStatus":
            return {"status": "connected"}
        case "voice/canResumeParticipant" | "voice/canResumeSelf":
            return {"result": True}
        case "sendActivity" | "voice/setVoiceEnhancementMode":
            return {}
        case "contact/getAttributes":
            return _attributes(seat, data)
    return _of_agent(seat, command)


def _of_agent(seat: Seat, command: object) -> Any:
    match command:
        case "agent/getName":
            return {"name": configuration(seat)["name"]}
        case "agent/getARN":
            return {"agentARN": seat.agent.arn}
        case "agent/getExtension":
            return {"extension": configuration(seat)["extension"]}
        case "agent/getRoutingProfile":
            return configuration(seat)["routingProfile"]
        case "agent/getChannelConcurrency":
            return configuration(seat)["routingProfile"]["channelConcurrencyMap"]
        case "agent/listAvailabilityStates":
            return [status_view(each) for each in statuses(seat.instance)]
    return None


def _attributes(seat: Seat, data: object) -> Any:
    wanted = data.get("contactId") if isinstance(data, Mapping) else None
    found = next((each for each in states_in_hand(seat.agent) if each.id == wanted), None)
    return None if found is None else dict(found.attributes)
