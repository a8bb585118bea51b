"""The two parts of `agent::update`: an agent with her contacts, and her settings.

Source: amazon-connect-streams, test/unit/sample-snapshots.js and what reads them; the aliases
(`status`, `queueId`, `routingProfileId`, `address`) are added by the real worker. Times are seconds
since 1970; the page makes dates of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from phonenumbers import SUPPORTED_REGIONS

from santral.engine.agent_events import states_in_hand
from santral.engine.contact import Contact
from santral.engine.routing.agents import Agent, AgentStatus, ContactState, StatusType
from santral.engine.timeline import SECOND
from santral.local.connect.ccp.contact_view import contact_view, queue_view, seconds
from santral.local.connect.ccp.seat import Seat
from santral.local.connect.operations.agent_statuses import AGENT_STATUS, status_of
from santral.local.connect.operations.security_profiles import SECURITY_PROFILE
from santral.local.connect.resources import by_order

if TYPE_CHECKING:
    from santral.local.connect.instance import Instance

Plain = dict[str, Any]

_STATUS_TYPES: Final = {
    StatusType.ROUTABLE: "routable",
    StatusType.CUSTOM: "not_routable",
    StatusType.OFFLINE: "offline",
}
# What Connect calls what she does, by the contact that decides: the first of these that she has.
_BUSY: Final[tuple[tuple[frozenset[ContactState], str], ...]] = (
    (frozenset({ContactState.CONNECTED, ContactState.ON_HOLD}), "Busy"),
    (frozenset({ContactState.PENDING}), "CallingCustomer"),
    (frozenset({ContactState.CONNECTING, ContactState.INCOMING}), "PendingBusy"),
    (frozenset({ContactState.ENDED}), "AfterCallWork"),
)
_FAILED: Final = {
    ContactState.MISSED: "MissedCallAgent",
    ContactState.ERROR: "MissedCallCustomer",
}
_PERMISSIONS: Final[Mapping[str, str]] = {"OutboundCallAccess": "outboundCall"}
_LANGUAGE: Final = "en_US"


# --- her, and what she has in hand ---


def snapshot(
    seat: Seat, cut_off: Iterable[Contact] = (), pending: AgentStatus | None = None
) -> Plain:
    """
    Args:
        cut_off: contacts that an earlier run was stopped under, and she has not closed yet.
        pending: the status that she goes to once she has closed those.
    """
    agent, activity = seat.agent, seat.instance.activity
    states = states_in_hand(agent)
    contacts = [
        (contact, state, activity.since_us(agent, contact)) for contact, state in states.items()
    ]
    contacts += [(contact, ContactState.ENDED, contact.disconnected_us or 0) for contact in cut_off]
    following = agent.next_status or pending
    return {
        "state": _state(agent, contacts),
        "nextState": None if following is None else status_view(following),
        "agentAvailabilityState": {
            "state": agent.status.name,
            "timeStamp": seconds(agent.status_since_us),
        },
        "contacts": [
            contact_view(seat.instance, each, agent, state, at) for each, state, at in contacts
        ],
        "snapshotTimestamp": seat.instance.timeline.now_us / SECOND,
    }


def status_view(status: AgentStatus, since_us: int | None = None) -> Plain:
    return {
        "agentStateARN": status.arn,
        "name": status.name,
        "type": _STATUS_TYPES[status.type],
        "startTimestamp": seconds(since_us),
    }


def _state(agent: Agent, contacts: list[tuple[Contact, ContactState, int]]) -> Plain:
    """Say what she does, by the names of Connect's own; what she has chosen where she is free."""
    for states, name in _BUSY:
        found = [each for each in contacts if each[1] in states]
        if found:
            contact, state, since_us = found[0]
            rings_out = contact.initiation_method == "OUTBOUND"
            if state is ContactState.CONNECTING and rings_out:
                name = "CallingCustomer"
            return _system(name, "system", since_us)
    for _, state, since_us in contacts:
        if state in _FAILED:
            return _system(_FAILED[state], "error", since_us)
    return status_view(agent.status, agent.status_since_us)


def _system(name: str, type_: str, since_us: int) -> Plain:
    return {
        "agentStateARN": None,
        "name": name,
        "type": type_,
        "startTimestamp": seconds(since_us),
    }


# --- her settings ---


def configuration(seat: Seat) -> Plain:
    """Of her own and her profile's resources alone: it changes with them, and at no other time."""
    agent, details = seat.agent, seat.user.details
    phone = details.get("PhoneConfig") or {}
    return {
        "name": f"{agent.first_name} {agent.last_name}".strip(),
        "username": agent.username,
        "agentARN": agent.arn,
        "extension": phone.get("DeskPhoneNumber") or "",
        "softphoneEnabled": phone.get("PhoneType", "SOFT_PHONE") == "SOFT_PHONE",
        "softphoneAutoAccept": agent.accepts_by_itself("VOICE"),
        "softphonePersistentConnection": bool(phone.get("PersistentConnection", False)),
        "agentPreferences": {"LANGUAGE": _LANGUAGE, **(details.get("AgentPreferences") or {})},
        "permissions": permissions(seat),
        "dialableCountries": list(dialable_countries()),
        "agentStates": [status_view(each) for each in statuses(seat.instance)],
        "routingProfile": _routing_profile(agent),
        "voiceEnhancementMode": "NONE",
    }


def permissions(seat: Seat) -> list[str]:
    """Name what she may do beside answering, as the library calls it."""
    table = seat.instance.table(SECURITY_PROFILE)
    profiles = [table.find(each) for each in seat.user.details["SecurityProfileIds"]]
    granted = {
        name
        for profile in profiles
        if profile is not None
        for name in profile.details.get("Permissions") or ()
    }
    return [shown for name, shown in _PERMISSIONS.items() if name in granted]


@cache
def dialable_countries() -> tuple[str, ...]:
    """The local instance may dial any number that there can be."""
    return tuple(sorted(each.lower() for each in SUPPORTED_REGIONS))


def statuses(instance: Instance) -> list[AgentStatus]:
    """List what she may choose, in the order in which the instance wants it shown."""
    enabled = [each for each in instance.table(AGENT_STATUS) if each.details["State"] == "ENABLED"]
    enabled.sort(key=lambda each: (each.details.get("DisplayOrder") or 1000, by_order(each)))
    return [status_of(each) for each in enabled]


def queues_of(agent: Agent) -> list[Plain]:
    """List the queues of her profile, each once, and her own."""
    found = {each.queue.arn: queue_view(each.queue) for each in agent.profile.served}
    found[agent.queue.arn] = queue_view(agent.queue)
    return [each for each in found.values() if each is not None]


def _routing_profile(agent: Agent) -> Plain:
    profile = agent.profile
    return {
        "name": profile.name,
        "routingProfileARN": profile.arn,
        "routingProfileId": profile.arn,
        "channelConcurrencyMap": {
            channel: each.at_most for channel, each in profile.concurrency.items()
        },
        "defaultOutboundQueue": queue_view(profile.default_outbound_queue),
        "queues": queues_of(agent),
    }
