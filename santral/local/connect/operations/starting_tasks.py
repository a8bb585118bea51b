"""Tasks that begin by the API, at once or later. Source: API Reference, StartTaskContact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from santral.engine.blocks import Flow
from santral.engine.instants import to_us
from santral.engine.routing.queues import Queue
from santral.engine.tasks import LIFE_US
from santral.engine.timeline import HOUR, MINUTE, SECOND
from santral.local.connect.beginnings import (
    INBOUND_FLOW,
    TRANSFER_FLOWS,
    begun,
    flow_of_type,
    particulars,
    refuse_over_quota,
)
from santral.local.connect.contacts import contact_of, life_minutes
from santral.local.connect.errors import invalid, refused
from santral.local.connect.instance import Instance
from santral.local.connect.operations.queues import QUICK_CONNECT, queue_of
from santral.local.connect.operations.task_templates import TASK_TEMPLATE, apply
from santral.local.connect.operations.users import agent_of
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.resources import Resource

FARTHEST_US: Final = 6 * 24 * HOUR  # from now, for a task that is scheduled
_WAYS: Final = ("ContactFlowId", "QuickConnectId", "TaskTemplateId")  # of a task to its flow


@operation("StartTaskContact")
def start_task(instance: Instance, given: Given) -> Answer:
    template = _template(instance, given)
    if template is not None:
        given = apply(instance, template.id, given)
    flow, target = _route(instance, given)
    said = particulars(instance, given)
    if template is not None:
        said = replace(said, template={"Arn": template.arn, "Name": template.name})
    previous = given.get("PreviousContactId")
    if previous is not None and said.related is not None:
        raise invalid("RelatedContactId", "expected without PreviousContactId")
    minutes = life_minutes(said.segment_attributes)
    scheduled_us = None
    if "ScheduledTime" in given:
        scheduled_us = scheduled(instance, to_us(given["ScheduledTime"]))
    before = None if previous is None else contact_of(instance, previous)
    refuse_over_quota(instance, "TASK")
    contact = instance.switchboard.tasks.start(
        flow,
        scheduled_us=scheduled_us,
        previous=before,
        target=target,
        life_us=LIFE_US if minutes is None else minutes * MINUTE,
        particulars=said,
    )
    return {"ContactId": begun(contact).id}


def _template(instance: Instance, given: Given) -> Resource | None:
    """Find the template of a task that is not given its flow or quick connect."""
    ways = {way for way in _WAYS if way in given}
    # A template may leave it to each task whom it is assigned to.
    if len(ways) != 1 and ways != {"QuickConnectId", "TaskTemplateId"}:
        raise refused(f"Expected one of {', '.join(_WAYS)}.")
    reference = given.get("TaskTemplateId")
    return None if reference is None else instance.table(TASK_TEMPLATE).get(reference)


def scheduled(instance: Instance, at_us: int) -> int:
    """Check when a task is to begin, to the second, as the service takes it.

    Raises:
        ConnectError: InvalidParameterException.
    """
    now_us = instance.timeline.now_us
    if at_us + SECOND <= now_us or at_us > now_us + FARTHEST_US:
        raise invalid("ScheduledTime", "expected a time to come, within 6 days")
    return at_us


def _route(instance: Instance, given: Given) -> tuple[Flow, Queue | None]:
    """Find the flow, and for a quick connect whom it leads to."""
    if "QuickConnectId" in given:
        return _quick_connect(instance, given["QuickConnectId"])
    return flow_of_type(instance, given["ContactFlowId"], INBOUND_FLOW), None


def _quick_connect(instance: Instance, reference: str) -> tuple[Flow, Queue | None]:
    config = instance.table(QUICK_CONNECT).get(reference).details["QuickConnectConfig"]
    if config["QuickConnectType"] == "QUEUE":
        to: Mapping[str, Any] = config["QueueConfig"]
        target = queue_of(instance, to["QueueId"])
    elif config["QuickConnectType"] == "USER":
        to = config["UserConfig"]
        target = agent_of(instance, to["UserId"]).queue
    else:
        raise invalid("QuickConnectId", "expected a quick connect of a user or a queue")
    return flow_of_type(instance, to["ContactFlowId"], TRANSFER_FLOWS), target
