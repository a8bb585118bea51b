"""Agent statuses: Available and Offline, which every instance has, and an instance's own."""

from __future__ import annotations

from typing import Any

from santral.engine.routing.agents import AVAILABLE, OFFLINE, AgentStatus, StatusType
from santral.local.connect import paging
from santral.local.connect.errors import refused
from santral.local.connect.instance import Instance
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.resources import Kind, Resource, by_order, describing, modified, summary
from santral.local.connect.searching import USUAL_TEXTS, search


def _bind(instance: Instance, resource: Resource) -> None:
    """Rename the status of whoever is in it, or goes to it next; nobody changes her status."""
    status = status_of(resource)
    for agent in instance.directory.agents:
        if agent.status.arn == status.arn and agent.status != status:
            agent.status = status
            agent.tell()
        if agent.next_status is not None and agent.next_status.arn == status.arn:
            agent.next_status = status
            agent.tell()


AGENT_STATUS = Kind("agent status", "agent-state", quota="agent-statuses", bind=_bind, rank=30)


def add_standard_statuses(instance: Instance) -> None:
    """Make the two that every instance has."""
    table = instance.table(AGENT_STATUS)
    for status in (AVAILABLE, OFFLINE):
        table.create(status.name, {"Type": status.type.value, "State": "ENABLED"})


def status_of_type(instance: Instance, type_: StatusType) -> AgentStatus:
    """Give Available or Offline, whatever they are called by now."""
    found = (each for each in instance.table(AGENT_STATUS) if each.details["Type"] == type_.value)
    resource = next(found, None)
    if resource is None:
        return AVAILABLE if type_ is StatusType.ROUTABLE else OFFLINE
    return status_of(resource)


def status_of(resource: Resource) -> AgentStatus:
    """Give the engine's value of a status."""
    return AgentStatus(resource.name, StatusType(resource.details["Type"]), resource.arn)


@operation("CreateAgentStatus")
def create(instance: Instance, given: Given) -> Answer:
    resource = instance.table(AGENT_STATUS).create(
        given["Name"],
        {
            "Type": StatusType.CUSTOM.value,
            "Description": given.get("Description"),
            "State": given["State"],
            "DisplayOrder": given.get("DisplayOrder"),
        },
        given.get("Tags"),
    )
    return {"AgentStatusId": resource.id, "AgentStatusARN": resource.arn}


@operation("DescribeAgentStatus")
def describe(instance: Instance, given: Given) -> Answer:
    return {
        "AgentStatus": _described(
            instance, instance.table(AGENT_STATUS).get(given["AgentStatusId"])
        )
    }


@operation("UpdateAgentStatus")
def update(instance: Instance, given: Given) -> Answer:
    table = instance.table(AGENT_STATUS)
    resource = table.get(given["AgentStatusId"])
    # Source: Administrator Guide, "Add a custom agent status": the two that every instance has can
    # be renamed. Of disabling them it says nothing; an agent could not even log out.
    if given.get("State") == "DISABLED" and resource.details["Type"] != StatusType.CUSTOM.value:
        raise refused("State: expected ENABLED for a status that every instance has")
    details = {
        **describing(given),
        **{name: given[name] for name in ("State", "DisplayOrder") if name in given},
    }
    if given.get("ResetOrderNumber"):
        details["DisplayOrder"] = None
    table.change(resource, name=given.get("Name"), **details)
    return None


@operation("ListAgentStatuses")
def list_(instance: Instance, given: Given) -> Answer:
    types = given.get("AgentStatusTypes")
    statuses = [
        each
        for each in instance.table(AGENT_STATUS).visible()
        if not types or each.details["Type"] in types
    ]
    return paging.page(
        given,
        "AgentStatusSummaryList",
        statuses,
        lambda each: {**summary(instance, each), "Type": each.details["Type"]},
        order=by_order,
    )


@operation("SearchAgentStatuses")
def search_statuses(instance: Instance, given: Given) -> Answer:
    return search(
        given,
        "AgentStatuses",
        instance.table(AGENT_STATUS).visible(),
        lambda each: _described(instance, each),
        texts={
            **USUAL_TEXTS,
            "state": lambda each: each.details["State"],
            "type": lambda each: each.details["Type"],
            "displayOrder": lambda each: str(each.details.get("DisplayOrder") or ""),
        },
        tags=lambda each: each.tags,
        order=by_order,
    )


def _described(instance: Instance, resource: Resource) -> dict[str, Any]:
    return {
        "AgentStatusARN": resource.arn,
        "AgentStatusId": resource.id,
        "Name": resource.name,
        **resource.details,
        "Tags": resource.tags,
        **modified(instance, resource),
    }
