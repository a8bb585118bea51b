"""Queues: standard ones, as the API makes and changes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from santral.engine.routing.queues import Queue
from santral.local.connect.errors import invalid, not_found, refused
from santral.local.connect.flows.editions import flow_of, lasting
from santral.local.connect.instance import Instance
from santral.local.connect.operations.hours_of_operation import HOURS
from santral.local.connect.operations.phone_numbers import PHONE_NUMBER
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.resources import Kind, Resource, by_order, modified, renaming
from santral.local.connect.searching import USUAL_TEXTS, search
from santral.local.connect.uses import refuse_if_used

ENABLED = "ENABLED"
_NUMBER = "OutboundCallerIdNumberId"


def _bind(instance: Instance, resource: Resource) -> None:
    """Let the engine have it; a queue that is there is changed, with those who wait in it."""
    details = resource.details
    directory = instance.directory
    queue = directory.queue(resource.arn) or Queue(resource.name, resource.arn)
    queue.name = resource.name
    queue.capacity = details.get("MaxContacts")
    queue.enabled = details.get("Status", ENABLED) == ENABLED
    queue.hours = instance.table(HOURS).get(details["HoursOfOperationId"]).arn
    queue.outbound_number = _outbound_number(instance, details)
    queue.outbound_flow = (details.get("OutboundCallerConfig") or {}).get("OutboundFlowId")
    directory.add_queue(queue)


def _unbind(instance: Instance, resource: Resource) -> None:
    queue = instance.directory.queue(resource.arn)
    live = instance.switchboard.contacts.values()
    if queue is not None and not instance.directory.remove_queue(queue, live):
        raise refused("QueueId: expected a queue in which nobody waits, and to which nobody comes")


QUEUE = Kind("queue", "queue", quota="queues", bind=_bind, unbind=_unbind, rank=20)
# Here since the two name each other.
QUICK_CONNECT = Kind("quick connect", "transfer-destination", quota="quick-connects", rank=80)


def queue_of(instance: Instance, reference: str) -> Queue:
    """Find what the engine has for a queue's id or ARN.

    Raises:
        ConnectError: ResourceNotFoundException.
    """
    queue = instance.directory.queue(instance.table(QUEUE).get(reference).arn)
    if queue is None:
        raise LookupError("the engine has no such queue")
    return queue


@operation("CreateQueue")
def create(instance: Instance, given: Given) -> Answer:
    hours = instance.table(HOURS).get(given["HoursOfOperationId"])
    if given.get("EmailAddressesConfig"):
        raise not_found("email address")  # the local Connect has none
    details = {
        "Description": given.get("Description"),
        "HoursOfOperationId": hours.id,
        "MaxContacts": given.get("MaxContacts"),
        "Status": ENABLED,
        "OutboundCallerConfig": _caller_config(instance, given.get("OutboundCallerConfig")),
        "OutboundEmailConfig": given.get("OutboundEmailConfig"),
        "QuickConnectIds": quick_connect_ids(instance, given),
    }
    resource = instance.table(QUEUE).create(given["Name"], details, given.get("Tags"))
    return {"QueueArn": resource.arn, "QueueId": resource.id}


@operation("DescribeQueue")
def describe(instance: Instance, given: Given) -> Answer:
    return {"Queue": _described(instance, instance.table(QUEUE).get(given["QueueId"]))}


@operation("UpdateQueueName")
def update_name(instance: Instance, given: Given) -> Answer:
    _change(instance, given, **renaming(given))
    return None


@operation("UpdateQueueHoursOfOperation")
def update_hours(instance: Instance, given: Given) -> Answer:
    hours = instance.table(HOURS).get(given["HoursOfOperationId"])
    _change(instance, given, HoursOfOperationId=hours.id)
    return None


@operation("UpdateQueueMaxContacts")
def update_max_contacts(instance: Instance, given: Given) -> Answer:
    """Set the capacity; without MaxContacts there is no limit any more."""
    _change(instance, given, MaxContacts=given.get("MaxContacts"))
    return None


@operation("UpdateQueueStatus")
def update_status(instance: Instance, given: Given) -> Answer:
    _change(instance, given, Status=given["Status"])
    return None


@operation("UpdateQueueOutboundCallerConfig")
def update_outbound_caller(instance: Instance, given: Given) -> Answer:
    config = _caller_config(instance, given["OutboundCallerConfig"])
    _change(instance, given, OutboundCallerConfig=config)
    return None


@operation("UpdateQueueOutboundEmailConfig")
def update_outbound_email(instance: Instance, given: Given) -> Answer:
    _change(instance, given, OutboundEmailConfig=given["OutboundEmailConfig"])
    return None


@operation("DeleteQueue")
def delete(instance: Instance, given: Given) -> Answer:
    table = instance.table(QUEUE)
    resource = table.get(given["QueueId"])
    for user in ("routing profile", QUICK_CONNECT.name):
        refuse_if_used(instance, resource, QUEUE.name, user)
    table.delete(resource)
    return None


@operation("SearchQueues")
def search_queues(instance: Instance, given: Given) -> Answer:
    return search(
        given,
        "Queues",
        instance.table(QUEUE).visible(),
        lambda each: _described(instance, each),
        texts=USUAL_TEXTS,
        tags=lambda each: each.tags,
        # Agents' queues cannot be searched.
        conditions={"QueueTypeCondition": lambda _wanted: lambda _each: True},
        order=by_order,
    )


def quick_connect_ids(instance: Instance, given: Given) -> list[str]:
    """Give the ids of the quick connects that a request names, each once.

    Raises:
        ConnectError: ResourceNotFoundException.
    """
    table = instance.table(QUICK_CONNECT)
    return list(dict.fromkeys(table.get(each).id for each in given.get("QuickConnectIds") or ()))


def _change(instance: Instance, given: Given, *, name: str | None = None, **details: Any) -> None:
    table = instance.table(QUEUE)
    table.change(table.get(given["QueueId"]), name=name, **details)


def _caller_config(instance: Instance, given: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Check what an OutboundCallerConfig refers to, and keep ids in the place of ARNs."""
    if given is None:
        return None
    config = dict(given)
    if config.get(_NUMBER):
        config[_NUMBER] = instance.table(PHONE_NUMBER).get(config[_NUMBER]).id
    if config.get("OutboundFlowId"):
        config["OutboundFlowId"] = flow_id(
            instance,
            config["OutboundFlowId"],
            "OutboundCallerConfig.OutboundFlowId",
            "OUTBOUND_WHISPER",
        )
    return config


def flow_id(instance: Instance, reference: str, where: str, type_: str | None) -> str:
    """Give the id of a flow that contacts can be sent to, with the qualifier that is to be kept.

    Args:
        where: the reference's path in the request.
        type_: of the flow; None for any.

    Raises:
        ConnectError: ResourceNotFoundException, InvalidRequestException, or
            InvalidParameterException for a flow of another type.
    """
    flow = flow_of(instance, reference)
    if type_ is not None and flow.details["Type"] != type_:
        raise invalid(where, f"expected a flow of the type {type_}")
    return lasting(instance, reference).rpartition("/")[2]


def _outbound_number(instance: Instance, details: Mapping[str, Any]) -> str | None:
    config = details.get("OutboundCallerConfig") or {}
    number_id = config.get(_NUMBER)
    number = instance.table(PHONE_NUMBER).find(number_id) if number_id else None
    return None if number is None else number.name


def _described(instance: Instance, resource: Resource) -> dict[str, Any]:
    details = resource.details
    return {
        "Name": resource.name,
        "QueueArn": resource.arn,
        "QueueId": resource.id,
        **{
            name: details.get(name)
            for name in (
                "Description",
                "OutboundCallerConfig",
                "OutboundEmailConfig",
                "HoursOfOperationId",
                "MaxContacts",
            )
        },
        "Status": details.get("Status", ENABLED),
        "Tags": resource.tags,
        **modified(instance, resource),
    }
