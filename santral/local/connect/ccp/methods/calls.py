"""What an agent begins herself: calls, and tasks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from santral.engine.contact import Contact
from santral.engine.refusals import Refusal
from santral.engine.routing.queues import Queue
from santral.local.connect.ccp.quick_connects import destination
from santral.local.connect.ccp.registry import Answer, method
from santral.local.connect.ccp.seat import (
    DENIED,
    VALIDATION,
    CcpError,
    Params,
    Seat,
    invalid_state,
    text_in,
)
from santral.local.connect.ccp.snapshot import permissions
from santral.local.connect.operations.instance_attributes import OUTBOUND_CALLS, attribute


@method("createOutboundContact")
def call(seat: Seat, params: Params) -> Answer:
    """Ring a number, or a colleague by his quick connect."""
    to = destination(seat, params)
    if to.queue:
        raise CcpError(VALIDATION, "endpoint: expected a number or an agent")
    contact = _ring_colleague(seat, to.agent, to.flow) if to.agent else None
    if contact is None:
        contact = _ring_number(seat, to.number, params)
    if isinstance(contact, Refusal):
        raise invalid_state(f"It cannot be done: {contact.value}.")
    return {"contactId": contact.id}


def _ring_colleague(seat: Seat, arn: str, flow: Any) -> Contact | Refusal:
    target = seat.board.directory.agent(arn)
    if target is None or target is seat.agent:
        raise CcpError(VALIDATION, "endpoint: expected another agent")
    return seat.board.transfers.ring(seat.agent, target, flow)


def _ring_number(seat: Seat, number: str, params: Params) -> Contact | Refusal:
    if not attribute(seat.instance, OUTBOUND_CALLS) or "outboundCall" not in permissions(seat):
        raise CcpError(DENIED, "Neither instance nor agent may be without outbound calls.", 403)
    queue = _queue(seat, params)
    if queue.outbound_number is None:
        raise invalid_state("queueARN: expected a queue with an outbound caller ID number")
    return seat.board.outbound.call(
        seat.agent, number, system_number=queue.outbound_number, queue=queue
    )


def _queue(seat: Seat, params: Params) -> Queue:
    """Take the queue whose call it is: the one named, else her profile's."""
    arn = params.get("queueARN")
    queue = seat.agent.profile.default_outbound_queue
    if isinstance(arn, str) and arn:
        queue = seat.board.directory.queue(arn) if arn in seat.queues else None
    if queue is None:
        raise CcpError(VALIDATION, "queueARN: expected a queue of the agent's routing profile")
    return queue


@method("createTaskContact")
def create_task(seat: Seat, params: Params) -> Answer:
    """Begin a task by a quick connect, as the API does."""
    given: dict[str, Any] = {
        "Name": text_in(params, "name"),
        "QuickConnectId": destination(seat, params).id,
    }
    if params.get("description"):
        given["Description"] = text_in(params, "description")
    if params.get("previousContactId"):
        given["PreviousContactId"] = text_in(params, "previousContactId")
    references = params.get("references")
    if isinstance(references, Mapping):
        given["References"] = {
            str(name): {"Type": str(each.get("type")), "Value": str(each.get("value"))}
            for name, each in references.items()
            if isinstance(each, Mapping)
        }
    scheduled = params.get("scheduledTime")
    if isinstance(scheduled, int):
        given["ScheduledTime"] = scheduled
    return {"contactId": seat.operate("StartTaskContact", given)["ContactId"]}
