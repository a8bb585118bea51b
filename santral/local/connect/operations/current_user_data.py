"""GetCurrentUserData: what each agent who is logged in is doing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from santral.engine.agent_activity import HANDLING
from santral.engine.agent_events import slots, states_in_hand
from santral.engine.contact import Contact
from santral.engine.instants import to_datetime
from santral.engine.routing.agents import Agent, AgentStatus, ContactState, StatusType
from santral.local.connect import paging
from santral.local.connect.errors import invalid
from santral.local.connect.instance import Instance
from santral.local.connect.operations.agent_statuses import AGENT_STATUS
from santral.local.connect.operations.queues import QUEUE
from santral.local.connect.operations.routing_profiles import ROUTING_PROFILE
from santral.local.connect.operations.user_hierarchies import HIERARCHY_GROUP, LEVELS
from santral.local.connect.operations.users import USER
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.resources import by_order

# At most one of them. Source: API Reference, GetCurrentUserData, Filters.
_FILTERS: Final = ("Queues", "RoutingProfiles", "Agents", "UserHierarchyGroups")
# The API's ContactState has no state for a task that an agent has put aside.
_STATES: Final[Mapping[ContactState, str]] = {ContactState.PAUSED: "CONNECTED"}

Row = tuple[int, Agent]  # the user's order, by which pages are cut


@operation("GetCurrentUserData")
def get(instance: Instance, given: Given) -> Answer:
    filters = given["Filters"]
    if sum(1 for name in _FILTERS if filters.get(name)) > 1:
        raise invalid("Filters", f"expected at most one of {', '.join(_FILTERS)}")
    admits = _admitting(instance, filters)
    states = (filters.get("ContactFilter") or {}).get("ContactStates")
    rows: list[Row] = []
    for resource in instance.table(USER).visible():
        agent = instance.directory.agent(resource.arn)
        if agent is not None and _is_active(agent) and admits(agent):
            rows.append((by_order(resource), agent))
    found = [row for row in rows if not states or _has_one(row[1], states)]
    return {
        **paging.page(
            given,
            "UserDataList",
            found,
            lambda row: _user_data(instance, row[1]),
            order=lambda row: row[0],
        ),
        "ApproximateTotalCount": len(found),
    }


def _is_active(agent: Agent) -> bool:
    return agent.status.type is not StatusType.OFFLINE or bool(agent.contacts)


def _admitting(instance: Instance, filters: Mapping[str, Any]) -> Callable[[Agent], bool]:
    """
    Raises:
        ConnectError: ResourceNotFoundException.
    """
    if filters.get("Queues"):
        queues = {instance.table(QUEUE).get(each).arn for each in filters["Queues"]}
        return lambda agent: any(each.queue.arn in queues for each in agent.profile.served)
    if filters.get("RoutingProfiles"):
        table = instance.table(ROUTING_PROFILE)
        profiles = {table.get(each).arn for each in filters["RoutingProfiles"]}
        return lambda agent: agent.profile.arn in profiles
    if filters.get("Agents"):
        agents = {instance.table(USER).get(each).arn for each in filters["Agents"]}
        return lambda agent: agent.arn in agents
    if filters.get("UserHierarchyGroups"):
        group = instance.table(HIERARCHY_GROUP).get(filters["UserHierarchyGroups"][0]).arn
        return lambda agent: any(group == each["ARN"] for each in (agent.hierarchy or {}).values())
    return lambda agent: True


def _has_one(agent: Agent, states: list[str]) -> bool:
    return any(_state(each) in states for each in states_in_hand(agent).values())


def _state(state: ContactState) -> str:
    return _STATES.get(state, state.value)


def _user_data(instance: Instance, agent: Agent) -> dict[str, Any]:
    channels = agent.profile.concurrency
    in_hand = states_in_hand(agent)
    return {
        "User": _reference(agent.arn),
        "RoutingProfile": _reference(agent.profile.arn),
        "HierarchyPath": _path(agent) or None,
        "Status": {
            "StatusStartTimestamp": to_datetime(agent.status_since_us),
            "StatusArn": _status_arn(instance, agent.status),
            "StatusName": agent.status.name,
        },
        "AvailableSlotsByChannel": {
            each: slots(agent, each)[0] if agent.can_take(each) else 0 for each in channels
        },
        "MaxSlotsByChannel": {each: slots(agent, each)[1] for each in channels},
        "ActiveSlotsByChannel": {
            each: sum(
                contact.channel == each and state in HANDLING for contact, state in in_hand.items()
            )
            for each in channels
        },
        "Contacts": [
            _contact(instance, agent, contact, state) for contact, state in in_hand.items()
        ],
        "NextStatus": None if agent.next_status is None else agent.next_status.name,
    }


def _status_arn(instance: Instance, status: AgentStatus) -> str | None:
    """Name a status; the two that every instance has may have come without their ARN."""
    known = instance.table(AGENT_STATUS).named(status.name)
    return status.arn or (None if known is None else known.arn)


def _contact(
    instance: Instance, agent: Agent, contact: Contact, state: ContactState
) -> dict[str, Any]:
    part, queue = contact.part, contact.queue
    connected_us = part.connected_us if part is not None and part.agent is agent else None
    return {
        "ContactId": contact.id,
        "Channel": contact.channel,
        "InitiationMethod": contact.initiation_method,
        "AgentContactState": _state(state),
        "StateStartTimestamp": to_datetime(instance.activity.since_us(agent, contact)),
        "ConnectedToAgentTimestamp": None if connected_us is None else to_datetime(connected_us),
        "Queue": None if queue is None else _reference(queue.arn),
    }


def _path(agent: Agent) -> dict[str, Any]:
    groups = agent.hierarchy or {}
    return {
        level: _reference(group["ARN"])
        for level, (_, group) in zip(LEVELS, sorted(groups.items()), strict=False)
    }


def _reference(arn: str) -> dict[str, str]:
    return {"Id": arn.rpartition("/")[2], "Arn": arn}
