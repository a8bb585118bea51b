"""The connections of a contact, as its agent sees them.

Source: amazon-connect-streams (release/connect-streams.js): getConnections and what reads them.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

from santral.engine.contact import Contact, Stage
from santral.engine.routing.agents import ContactState
from santral.local.connect.participation import AGENT, CUSTOMER, in_role
from santral.local.identifiers import resource_id

if TYPE_CHECKING:
    from santral.engine.routing.agents import Agent
    from santral.local.connect.instance import Instance

Plain = dict[str, Any]

CONNECTING, CONNECTED, HOLD, DISCONNECTED, INIT = (
    "connecting", "connected", "hold", "disconnected", "init",
)  # fmt: skip
_OVER: Final = (
    ContactState.ENDED,
    ContactState.MISSED,
    ContactState.REJECTED,
    ContactState.ERROR,
)
_OFFERED: Final = (ContactState.CONNECTING, ContactState.INCOMING)
# Begun by the centre: its customer was called, and did not call.
_OUTWARDS: Final = ("OUTBOUND", "CALLBACK", "API", "EXTERNAL_OUTBOUND")


class Party(Enum):
    """Whose connection it is; a contact has at most one of each."""

    AGENT = "agent"
    CUSTOMER = "customer"
    THIRD = "third party"
    SUPERVISOR = "supervisor"


Line = tuple[Party, Plain]
_ROLES: Final = {Party.AGENT: AGENT, Party.CUSTOMER: CUSTOMER}


def connection_id(instance: Instance, contact: Contact, party: Party) -> str:
    """Name a connection; in a chat by its participant, as who shows the chat compares them."""
    role = _ROLES.get(party)
    if contact.channel == "CHAT" and role is not None:
        here = in_role(instance, contact, role)
        if here:
            return here[0].id
    return resource_id("connection", f"{contact.id}/{party.value}")


def part_of(instance: Instance, contact: Contact, wanted: str) -> Party | None:
    return next((each for each in Party if connection_id(instance, contact, each) == wanted), None)


def endpoint(type_: str, **members: object) -> Plain:
    """Write an endpoint with all the members that the library knows."""
    return {
        "endpointARN": None,
        "endpointId": None,
        "type": type_,
        "name": None,
        "phoneNumber": None,
        "agentLogin": None,
        "queue": None,
        **members,
    }


def number(e164: str | None) -> Plain | None:
    return None if e164 is None else endpoint("phone_number", phoneNumber=e164)


def colleague(agent: Agent) -> Plain:
    return endpoint(
        "agent",
        endpointARN=agent.arn,
        endpointId=agent.arn,
        name=f"{agent.first_name} {agent.last_name}".strip(),
        agentLogin=agent.username,
    )


def connections(
    instance: Instance, contact: Contact, agent: Agent, state: ContactState, since_s: float
) -> list[Plain]:
    """List whose lines meet in a contact, the agent's own first.

    Args:
        state: in which she has it.
        since_s: when it came into that, in seconds since 1970.
    """
    found = [_agents(contact, agent, state, since_s), _customers(contact, state, since_s)]
    if state not in _OVER:
        found += _others(contact, since_s)
    return [
        {"connectionId": connection_id(instance, contact, party), **plain} for party, plain in found
    ]


def _connection(
    contact: Contact, party: Party, type_: str, state: str, since_s: float, **members: object
) -> Line:
    where = members.pop("endpoint", None)
    return party, {
        "type": type_,
        "initial": False,
        "state": {"type": state, "timestamp": since_s},
        "endpoint": where,
        "address": where,
        "softphoneMediaInfo": None,
        "chatMediaInfo": None,
        "monitoringInfo": None,
        "mute": party.value in contact.muted,
        "forcedMute": False,
        "quickConnectName": None,
        "monitorCapabilities": None,
        "monitorStatus": None,
        "capabilities": None,
        **members,
    }


def _agents(contact: Contact, agent: Agent, state: ContactState, since_s: float) -> Line:
    accepts = agent.accepts_by_itself(contact.channel)
    members: Plain = {"endpoint": colleague(agent)}
    if contact.channel == "VOICE":
        # The panel's own frame does the audio, so that nothing here is for the host page.
        members["softphoneMediaInfo"] = {
            "callType": "audio_only",
            "autoAccept": accepts,
            "mediaLegContextToken": None,
            "callContextToken": contact.id,
            "callConfigJson": '{"iceServers":[]}',
        }
    if contact.channel == "CHAT":
        # Without connectionData the library asks for a token by createTransport, when it wants one.
        members["chatMediaInfo"] = {
            "chatAutoAccept": accepts,
            "connectionData": None,
            "customerName": None,
        }
    if contact.stage is Stage.MONITORING:
        members["monitorStatus"] = contact.monitor_state
        members["monitorCapabilities"] = list(contact.monitor_capabilities)
    if state in _OVER:
        is_at = DISCONNECTED
    elif state in _OFFERED and contact.stage is not Stage.JOINING:
        is_at = CONNECTING
    else:
        is_at = CONNECTED
    return _connection(contact, Party.AGENT, "agent", is_at, since_s, **members)


def _customers(contact: Contact, state: ContactState, since_s: float) -> Line:
    transfer = contact.transfer
    members: Plain = {"initial": True}
    if transfer is not None and transfer.internal:
        members["endpoint"] = None if transfer.next.target is None else _target(contact)
        is_at = _of_next(contact) if state not in _OVER else DISCONNECTED
    else:
        members["endpoint"] = number(contact.customer_number)
        is_at = _of_customer(contact, state)
    if contact.channel == "CHAT":
        members["chatMediaInfo"] = {
            "chatAutoAccept": None,
            "connectionData": None,
            "customerName": contact.display_name,
        }
    type_ = "outbound" if contact.initiation_method in _OUTWARDS else "inbound"
    return _connection(contact, Party.CUSTOMER, type_, is_at, since_s, **members)


def _of_customer(contact: Contact, state: ContactState) -> str:
    if state in _OVER:
        return DISCONNECTED
    if state is ContactState.INCOMING:
        return INIT  # nobody has called her back yet
    if state is ContactState.ON_HOLD:
        return HOLD
    called = contact.connected_us is None
    return CONNECTING if called else CONNECTED


def _others(contact: Contact, since_s: float) -> Iterator[Line]:
    transfer, listened_to = contact.transfer, contact.monitored
    if transfer is not None and not transfer.internal:
        where = _target(contact)
        yield _connection(
            contact,
            Party.THIRD,
            "outbound",
            _of_next(contact),
            since_s,
            endpoint=where,
            quickConnectName=None if where is None else where["name"],
        )
    if listened_to is not None and listened_to.agent is not None:
        where = colleague(listened_to.agent)
        yield _connection(contact, Party.THIRD, "outbound", CONNECTED, since_s, endpoint=where)
    barging = next((each for each in contact.monitors if each.monitor_state == "BARGE"), None)
    if barging is not None and barging.agent is not None:
        # Who only listens is not seen.
        yield _connection(
            contact,
            Party.SUPERVISOR,
            "monitoring",
            CONNECTED,
            since_s,
            endpoint=colleague(barging.agent),
            monitorStatus=barging.monitor_state,
            monitorCapabilities=list(barging.monitor_capabilities),
        )


def _of_next(contact: Contact) -> str:
    transfer = contact.transfer
    if transfer is None:
        return DISCONNECTED
    if not transfer.reached:
        return CONNECTING
    return HOLD if transfer.on_hold else CONNECTED


def _target(contact: Contact) -> Plain | None:
    transfer = contact.transfer
    if transfer is None:
        return None
    following = transfer.next
    if following.initiation_method == "EXTERNAL_OUTBOUND":
        return number(following.transferred_to)
    agent = following.agent or (None if following.target is None else following.target.owner)
    if agent is not None:
        return colleague(agent)
    queue = following.queue or following.target
    if queue is None:
        return None
    return endpoint(
        "queue",
        endpointARN=queue.arn,
        endpointId=queue.arn,
        name=queue.name,
        queue={"queueARN": queue.arn, "queueId": queue.arn, "name": queue.name},
    )
