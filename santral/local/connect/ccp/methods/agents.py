"""The agent herself: her state, her settings, and what she may choose from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from santral.engine.routing.agents import AgentStatus, ContactState
from santral.local.connect.ccp.registry import Answer, method
from santral.local.connect.ccp.seat import (
    VALIDATION,
    CcpError,
    Params,
    Seat,
    invalid_state,
    object_in,
    text_in,
)
from santral.local.connect.ccp.snapshot import (
    configuration,
    dialable_countries,
    permissions,
    queues_of,
    snapshot,
    status_view,
    statuses,
)
from santral.local.connect.operations.users import USER

_LIVE: Final = (
    ContactState.PENDING,
    ContactState.CONNECTING,
    ContactState.INCOMING,
    ContactState.CONNECTED,
    ContactState.ON_HOLD,
)


def status_asked_for(seat: Seat, params: Params) -> AgentStatus:
    """Find the status that a request names, by ARN or, as the library allows, by name.

    Raises:
        CcpError: the instance has none such.
    """
    wanted = object_in(params, "state")
    for each in statuses(seat.instance):
        if wanted.get("agentStateARN") == each.arn or wanted.get("name") == each.name:
            return each
    raise CcpError(VALIDATION, "state: expected one of the agent's states")


@method("putAgentState")
def put_state(seat: Seat, params: Params) -> Answer:
    """Source: amazon-connect-streams, Documentation.md, agent.setState: it "can only be performed
    if the agent is not handling a live contact", except with enqueueNextState."""
    status = status_asked_for(seat, params)
    live = any(state in _LIVE for state in seat.agent.contacts.values())
    if live and not params.get("enqueueNextState"):
        raise invalid_state("state: expected enqueueNextState while a contact is live")
    seat.board.set_status(seat.agent, status)
    return {}


@method("getAgentSnapshot")
def get_snapshot(seat: Seat, _: Params) -> Answer:
    return {"snapshot": snapshot(seat), "nextToken": None}


@method("getAgentConfiguration")
def get_configuration(seat: Seat, _: Params) -> Answer:
    return {"configuration": configuration(seat)}


@method("getAgentPermissions")
def get_permissions(seat: Seat, _: Params) -> Answer:
    return {"permissions": permissions(seat), "nextToken": None}


@method("getAgentStates")
def get_states(seat: Seat, _: Params) -> Answer:
    return {"states": [status_view(each) for each in statuses(seat.instance)], "nextToken": None}


@method("getDialableCountryCodes")
def get_countries(_: Seat, __: Params) -> Answer:
    return {"countryCodes": list(dialable_countries()), "nextToken": None}


@method("getRoutingProfileQueues")
def get_queues(seat: Seat, _: Params) -> Answer:
    return {"queues": queues_of(seat.agent), "nextToken": None}


@method("updateAgentConfiguration")
def update_configuration(seat: Seat, params: Params) -> Answer:
    """Set what an agent may set of her own telephone, and her language."""
    wanted, user = object_in(params, "configuration"), seat.user
    phone = {**(user.details.get("PhoneConfig") or {})}
    if "softphoneEnabled" in wanted:
        phone["PhoneType"] = "SOFT_PHONE" if wanted["softphoneEnabled"] else "DESK_PHONE"
    if "softphoneAutoAccept" in wanted:
        phone["AutoAccept"] = bool(wanted["softphoneAutoAccept"])
    if wanted.get("extension"):
        phone["DeskPhoneNumber"] = text_in(wanted, "extension")
    seat.operate("UpdateUserPhoneConfig", {"UserId": user.id, "PhoneConfig": phone})
    preferences = wanted.get("agentPreferences")
    language = preferences.get("LANGUAGE") if isinstance(preferences, Mapping) else None
    if isinstance(language, str):
        seat.instance.table(USER).change(user, AgentPreferences={"LANGUAGE": language[:10]})
    return {}
