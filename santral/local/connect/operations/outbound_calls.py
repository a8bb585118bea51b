"""Calls that the centre makes. Source: API Reference, StartOutboundVoiceContact."""

from __future__ import annotations

from typing import Final

from santral.engine.routing.queues import Queue
from santral.engine.timeline import SECOND
from santral.local.connect.beginnings import (
    DESTINATION_NOT_ALLOWED,
    INBOUND_FLOW,
    begun,
    flow_of_type,
    particulars,
    refuse_over_quota,
)
from santral.local.connect.errors import ConnectError, invalid, refused
from santral.local.connect.instance import Instance
from santral.local.connect.operations.instance_attributes import attribute
from santral.local.connect.operations.phone_numbers import numbers_of
from santral.local.connect.operations.queues import queue_of
from santral.local.connect.registry import Answer, Given, operation

NOT_PERMITTED: Final = "OutboundContactNotPermittedException"
_UK_MOBILE: Final = "+447"  # they have to be asked for, as campaigns have


@operation("StartOutboundVoiceContact")
def start_call(instance: Instance, given: Given) -> Answer:
    if not attribute(instance, "OUTBOUND_CALLS"):
        raise ConnectError(NOT_PERMITTED, "The instance makes no outbound calls.")
    _refuse_campaign(given)
    flow = flow_of_type(instance, given["ContactFlowId"], INBOUND_FLOW)
    queue = queue_of(instance, given["QueueId"]) if "QueueId" in given else None
    said = particulars(instance, given)
    system_number = _caller_id(instance, given.get("SourcePhoneNumber"), queue)
    number = given["DestinationPhoneNumber"]
    if number.startswith(_UK_MOBILE):
        raise ConnectError(DESTINATION_NOT_ALLOWED, "UK mobile numbers are not allowed.")
    refuse_over_quota(instance, "VOICE")
    contact = instance.switchboard.outbound.start(
        flow,
        number,
        system_number=system_number,
        queue=queue,
        ring_us=given.get("RingTimeoutInSeconds", 60) * SECOND,
        particulars=said,
    )
    return {"ContactId": begun(contact).id}


def _refuse_campaign(given: Given) -> None:
    """Source: StartOutboundVoiceContact: campaign calls "are not allowed by default"."""
    if given.get("TrafficType") == "CAMPAIGN":
        raise refused("Campaign calls are not allowed.")
    detection = given.get("AnswerMachineDetectionConfig") or {}
    if detection.get("EnableAnswerMachineDetection"):
        raise invalid("TrafficType", "expected CAMPAIGN with answering machine detection")
    if "OutboundStrategy" in given or "CampaignId" in given:
        raise refused("Only outbound campaigns may give a campaign or an outbound strategy.")


def _caller_id(instance: Instance, source: str | None, queue: Queue | None) -> str:
    """Choose the number that the customer sees: the one asked for, else the queue's."""
    if source is not None:
        if source not in {each.name for each in numbers_of(instance)}:
            raise invalid("SourcePhoneNumber", "expected a number of the instance")
        return source
    if queue is None:
        raise invalid("SourcePhoneNumber", "a value is required without QueueId")
    if queue.outbound_number is None:
        raise invalid("QueueId", "expected a queue with an outbound caller ID number")
    return queue.outbound_number
