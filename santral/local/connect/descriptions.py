"""A contact as DescribeContact tells of it, while it goes on and afterwards.

Source: API Reference, Contact.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from santral.engine.contact import AgentPart, Contact, endpoint
from santral.engine.instants import to_datetime
from santral.engine.records import recording_key
from santral.engine.timeline import SECOND
from santral.local.connect.contacts import contact_arn
from santral.local.connect.instance import Instance
from santral.local.connect.operations.contact_evaluations import evaluations_of

Plain = dict[str, Any]


def described(instance: Instance, contact: Contact) -> Plain:
    settings = instance.switchboard.settings
    plain = {
        **identity(instance, contact),
        "RelatedContactId": contact.related_id,
        "Name": contact.name,
        "Description": contact.description,
        "QueueInfo": queue_info(contact),
        "AgentInfo": None if contact.part is None else _agent_info(contact, contact.part),
        "LastUpdateTimestamp": _at(_last_us(contact)),
        "ConnectedToSystemTimestamp": _at(contact.connected_us),
        "ScheduledTimestamp": _at(contact.scheduled_us),
        "CustomerId": contact.customer_id,
        "CustomerEndpoint": endpoint(contact.customer_number),
        "SystemEndpoint": endpoint(contact.system_number),
        "Tags": {**settings.tags, **contact.tags} or None,
        "SegmentAttributes": contact.all_segment_attributes,
        "Attributes": dict(contact.attributes),
        "DisconnectReason": contact.disconnect_reason,
        "Recordings": _recordings(contact) or None,
        "ContactEvaluations": evaluations_of(instance, contact.id) or None,
    }
    if contact.queue is not None:
        plain["QueuePriority"] = contact.priority
        plain["QueueTimeAdjustmentSeconds"] = contact.age_adjustment_us // SECOND
    if contact.channel == "TASK":
        plain["ContactDetails"] = {"Name": contact.name, "Description": contact.description}
        plain["TaskTemplateInfo"] = contact.template
        plain["LastPausedTimestamp"] = _at(contact.last_paused_us)
        plain["LastResumedTimestamp"] = _at(contact.last_resumed_us)
        plain["TotalPauseCount"] = contact.pauses
        plain["TotalPauseDurationInSeconds"] = contact.paused_us // SECOND
    return plain


def identity(instance: Instance, contact: Contact) -> Plain:
    """Write the members that descriptions and search summaries share."""
    initial_id = contact.chain.initial_id
    return {
        "Arn": contact_arn(instance, contact.id),
        "Id": contact.id,
        "InitialContactId": None if initial_id == contact.id else initial_id,
        "PreviousContactId": contact.previous_id,
        "InitiationMethod": contact.initiation_method,
        "Channel": contact.channel,
        "InitiationTimestamp": to_datetime(contact.initiated_us),
        "DisconnectTimestamp": _at(contact.disconnected_us),
    }


def by_initiation(contact: Contact) -> str:
    """Sort contacts by when they began; no two share it."""
    return f"{contact.initiated_us:020}/{contact.id}"


def queue_info(contact: Contact) -> Plain | None:
    queue = contact.queue
    if queue is None or contact.enqueued_us is None:
        return None
    return {"Id": id_in(queue.arn), "EnqueueTimestamp": to_datetime(contact.enqueued_us)}


def id_in(arn: str) -> str:
    return arn.rpartition("/")[2]


def _agent_info(contact: Contact, part: AgentPart) -> Plain:
    agent, left_us, wrapped_us = part.agent, part.left_us, part.wrapped_us
    plain: Plain = {
        "Id": id_in(agent.arn),
        "AcceptedByAgentTimestamp": to_datetime(part.accepted_us),
        "ConnectedToAgentTimestamp": _at(part.connected_us),
        "HierarchyGroups": _hierarchy(agent.hierarchy),
        "AgentInitiatedHoldDuration": part.hold_us // SECOND,
        "AfterContactWorkStartTimestamp": _at(left_us),
        "AfterContactWorkEndTimestamp": _at(wrapped_us),
    }
    if left_us is not None and wrapped_us is not None:
        plain["AfterContactWorkDuration"] = (wrapped_us - left_us) // SECOND
    if contact.channel == "TASK":
        plain["AgentPauseDurationInSeconds"] = part.paused_us // SECOND
    return plain


def _hierarchy(groups: Mapping[str, Mapping[str, str]] | None) -> Plain | None:
    if groups is None:
        return None
    return {level: {"Arn": group["ARN"]} for level, group in groups.items()}


def _recordings(contact: Contact) -> list[Plain]:
    return [
        {
            "StorageType": "S3",
            "Location": f"{each.place}/{recording_key(contact, each)}",
            "MediaStreamType": "AUDIO",
            "ParticipantType": "ALL",
            "StartTimestamp": to_datetime(each.started_us),
            "StopTimestamp": to_datetime(each.stopped_us),
            "Status": "AVAILABLE",
        }
        for each in contact.recordings
    ]


def _last_us(contact: Contact) -> int:
    """Say when anything that is told of a contact last changed, so far as it is known."""
    part = contact.part
    known: tuple[int | None, ...] = (
        contact.updated_us,
        contact.initiated_us,
        contact.connected_us,
        contact.enqueued_us,
        contact.dequeued_us,
        contact.disconnected_us,
        contact.last_paused_us,
        contact.last_resumed_us,
        *(() if part is None else (part.accepted_us, part.connected_us, part.left_us)),
    )
    return max(each for each in known if each is not None)


def _at(at_us: int | None) -> datetime | None:
    return None if at_us is None else to_datetime(at_us)
