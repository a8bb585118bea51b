"""ListQueues: the standard queues, and the queue that each user has."""

from __future__ import annotations

from typing import Any

from santral.local.connect import paging
from santral.local.connect.instance import Instance
from santral.local.connect.operations.queues import QUEUE
from santral.local.connect.operations.users import USER
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.resources import Resource, by_order, summary


@operation("ListQueues")
def list_(instance: Instance, given: Given) -> Answer:
    types = given.get("QueueTypes") or ["STANDARD", "AGENT"]
    found: list[Resource] = []
    if "STANDARD" in types:
        found += instance.table(QUEUE).visible()
    if "AGENT" in types:
        found += instance.table(USER).visible()
    found.sort(key=by_order)  # one count for all resources of an instance
    return paging.page(
        given, "QueueSummaryList", found, lambda each: _row(instance, each), order=by_order
    )


def _row(instance: Instance, resource: Resource) -> dict[str, Any]:
    """Write a queue; an agent's has the agent's id, and no name."""
    if instance.table(QUEUE).find(resource.id) is resource:
        return {**summary(instance, resource), "QueueType": "STANDARD"}
    arn = f"{instance.arn}/queue/agent/{resource.id}"
    return {**summary(instance, resource), "Arn": arn, "Name": None, "QueueType": "AGENT"}
