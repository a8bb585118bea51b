"""Writes a contact down as Amazon Connect does: contact record, contact event, recording key.

Source: Administrator Guide, "Contact records data model" and "Contact events"; the layout of
recording keys as seen in many accounts, which AWS does not guarantee.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from santral.engine.contact import AgentPart, Contact, Listening, Recording, endpoint
from santral.engine.instants import to_datetime, to_milliseconds_text, to_seconds_text
from santral.engine.ports import Settings
from santral.engine.timeline import SECOND

FORMAT_VERSION = "2017-03-10"
MEDIA_STREAMS: Mapping[str, tuple[str, ...]] = {"VOICE": ("AUDIO",), "CHAT": ("CHAT",)}
# Members that this centre never fills, or (of pauses) only for tasks: else they read null.
_ABSENT = (
    "ContactAssociationId",
    "DisconnectDetails",
    "Customer",
    "RoutingCriteria",
    "ContactLens",
    "QualityMetrics",
    "ChatMetrics",
    "AnsweringMachineDetectionStatus",
    "CustomerVoiceActivity",
    "Campaign",
    "OutboundStrategy",
    "TotalPauseCount",
    "TotalPauseDurationInSeconds",
    "LastPausedTimestamp",
    "LastResumedTimestamp",
    "AdditionalEmailRecipients",
    "TaskTemplateInfo",
    "VoiceIdResult",
    "WisdomInfo",
    "GlobalResiliencyMetadata",
)


def contact_record(contact: Contact, settings: Settings) -> dict[str, object]:
    """Build the contact record of a contact that has ended."""
    recordings = [
        {
            "StorageType": "S3",
            "Location": f"{recording.place}/{recording_key(contact, recording)}",
            "MediaStreamType": _medium(contact),
            "ParticipantType": "All",
            "FragmentStartNumber": None,
            "FragmentStopNumber": None,
            "StartTimestamp": to_seconds_text(recording.started_us),
            "StopTimestamp": to_seconds_text(recording.stopped_us),
            "Status": "AVAILABLE",
            "DeletionReason": None,
        }
        for recording in contact.recordings
    ]
    record: dict[str, object] = {
        "AWSAccountId": settings.account,
        "AWSContactTraceRecordFormatVersion": FORMAT_VERSION,
        "InstanceARN": settings.instance_arn,
        "ContactId": contact.id,
        "InitialContactId": _other(contact.chain.initial_id, contact),
        "PreviousContactId": contact.previous_id,
        "NextContactId": contact.next_id,
        "RelatedContactId": contact.related_id,
        "Channel": contact.channel,
        "InitiationMethod": contact.initiation_method,
        "InitiationTimestamp": to_seconds_text(contact.initiated_us),
        "ConnectedToSystemTimestamp": _instant(contact.connected_us),
        "DisconnectTimestamp": _instant(contact.disconnected_us),
        "LastUpdateTimestamp": to_seconds_text(contact.updated_us),
        "ScheduledTimestamp": _instant(contact.scheduled_us),
        "TransferCompletedTimestamp": _instant(contact.transfer_completed_us),
        "TransferredToEndpoint": endpoint(contact.transferred_to),
        "DisconnectReason": contact.disconnect_reason,
        "CustomerEndpoint": endpoint(contact.customer_number),
        "SystemEndpoint": _system_endpoint(contact),
        "CustomerId": contact.customer_id,
        "Attributes": dict(contact.attributes),
        "SegmentAttributes": contact.all_segment_attributes,
        "Tags": {**settings.tags, **contact.tags},
        "References": [{"Name": name, **each} for name, each in contact.references.items()],
        "AgentConnectionAttempts": contact.offers,
        "Agent": None if contact.part is None else _agent(contact, contact.part),
        "Queue": _queue(contact),
        "Recording": None
        if not recordings
        else {
            "Type": _medium(contact),
            "Location": recordings[0]["Location"],
            "Status": "AVAILABLE",
            "DeletionReason": None,
        },
        "Recordings": recordings,
        "MediaStreams": [{"Type": type_} for type_ in MEDIA_STREAMS.get(contact.channel, ())],
        "ContactDetails": _details(contact),
        "ContactEvaluations": dict(contact.evaluations),
        "ExternalThirdParty": {
            "ExternalThirdPartyInteractionDuration": contact.third_party_us // SECOND
        }
        if contact.third_party_us
        else None,
    }
    record.update(dict.fromkeys(_ABSENT))
    if contact.channel == "TASK":
        record.update(_pauses(contact))
        record["TaskTemplateInfo"] = contact.template
    return record


def _details(contact: Contact) -> dict[str, str]:
    # Source: API Reference, ContactDetails: "used only for task contacts".
    named = {"Name": contact.name, "Description": contact.description}
    if contact.channel != "TASK":
        return {}
    return {key: value for key, value in named.items() if value is not None}


def _pauses(contact: Contact) -> dict[str, object]:
    return {
        "TotalPauseCount": contact.pauses,
        "TotalPauseDurationInSeconds": contact.paused_us // SECOND,
        "LastPausedTimestamp": _instant(contact.last_paused_us),
        "LastResumedTimestamp": _instant(contact.last_resumed_us),
    }


def recording_key(contact: Contact, recording: Recording) -> str:
    """Name a recording, or a chat's transcript, below its prefix by the minute it began in."""
    began = to_datetime(recording.started_us)
    ending = "json" if contact.channel == "CHAT" else "wav"
    return f"{began:%Y/%m/%d}/{contact.id}_{began:%Y%m%dT%H:%M}_UTC.{ending}"


def _medium(contact: Contact) -> str:
    return "CHAT" if contact.channel == "CHAT" else "AUDIO"


def contact_event(
    contact: Contact,
    event_type: str,
    at_us: int,
    settings: Settings,
    updated: Sequence[str] = (),
) -> dict[str, object]:
    """Build the `detail` of a contact event; `updated` names the properties that have changed."""
    detail: dict[str, object] = {
        "eventType": event_type,
        "contactId": contact.id,
        "initialContactId": contact.chain.initial_id,
        "previousContactId": contact.previous_id,
        "channel": contact.channel,
        "instanceArn": settings.instance_arn,
        "initiationMethod": contact.initiation_method,
        "initiationTimestamp": to_milliseconds_text(contact.initiated_us),
        "tags": {**settings.tags, **contact.tags},
        "updatedAt": to_milliseconds_text(at_us),
    }
    if contact.related_id is not None:
        detail["relatedContactId"] = contact.related_id
    if contact.segment_attributes or contact.channel != "VOICE":
        detail["segmentAttributes"] = contact.all_segment_attributes
    if updated:
        detail["updatedProperties"] = list(updated)
    if contact.connected_us is not None:
        detail["connectedToSystemTimestamp"] = to_milliseconds_text(contact.connected_us)
    if contact.disconnected_us is not None:
        detail["disconnectTimestamp"] = to_milliseconds_text(contact.disconnected_us)
        detail["disconnectReason"] = contact.disconnect_reason
    queue = contact.queue
    if queue is not None and contact.enqueued_us is not None:
        detail["queueInfo"] = {
            "queueArn": queue.arn,
            "queueType": "STANDARD" if queue.owner is None else "AGENT",
            "enqueueTimestamp": to_milliseconds_text(contact.enqueued_us),
        }
    part = contact.part
    if part is not None and part.connected_us is not None:
        detail["agentInfo"] = {
            "agentArn": part.agent.arn,
            "connectedToAgentTimestamp": to_milliseconds_text(part.connected_us),
        }
    return detail


def _instant(at_us: int | None) -> str | None:
    return None if at_us is None else to_seconds_text(at_us)


def _other(contact_id: str, contact: Contact) -> str | None:
    """The first contact of a chain has no InitialContactId of its own."""
    return None if contact_id == contact.id else contact_id


def _system_endpoint(contact: Contact) -> dict[str, str] | None:
    # Source: "SystemEndpoint": for a queued callback it reads Softphone.
    if contact.callback is not None:
        return endpoint("Softphone")
    return endpoint(contact.system_number)


def _agent(contact: Contact, part: AgentPart) -> dict[str, object]:
    agent = part.agent
    connected_us, left_us, wrapped_us = part.connected_us, part.left_us, part.wrapped_us
    spoke_us = 0
    if connected_us is not None and left_us is not None:
        spoke_us = left_us - connected_us - part.hold_us - part.paused_us
    return {
        "ARN": agent.arn,
        "Username": agent.username,
        "ConnectedToAgentTimestamp": _instant(connected_us),
        "AgentInteractionDuration": spoke_us // SECOND,
        "CustomerHoldDuration": part.hold_us // SECOND,
        "LongestHoldDuration": part.longest_hold_us // SECOND,
        "NumberOfHolds": part.holds,
        "AgentInitiatedHoldDuration": part.hold_us // SECOND,
        "AgentPauseDuration": part.paused_us // SECOND if contact.channel == "TASK" else None,
        "AfterContactWorkStartTimestamp": _instant(left_us),
        "AfterContactWorkEndTimestamp": _instant(wrapped_us),
        "AfterContactWorkDuration": 0
        if left_us is None or wrapped_us is None
        else (wrapped_us - left_us) // SECOND,
        "RoutingProfile": {"ARN": agent.profile.arn, "Name": agent.profile.name},
        "HierarchyGroups": None,
        "DeviceInfo": None,
        "Capabilities": None,
        "StateTransitions": [_transition(each) for each in part.listening] or None,
        "AcceptedByAgentTimestamp": _instant(part.accepted_us),
        "PreviewEndTimestamp": None,
    }


def _transition(listening: Listening) -> dict[str, str]:
    return {
        "State": listening.state,
        "StateStartTimestamp": to_seconds_text(listening.started_us),
        "StateEndTimestamp": to_seconds_text(listening.stopped_us),
    }


def _queue(contact: Contact) -> dict[str, object] | None:
    queue, enqueued_us = contact.queue, contact.enqueued_us
    if queue is None or enqueued_us is None:
        return None
    dequeued_us = contact.dequeued_us
    return {
        "ARN": queue.arn,
        "Name": None if queue.owner is not None else queue.name,
        "EnqueueTimestamp": to_seconds_text(enqueued_us),
        "DequeueTimestamp": _instant(dequeued_us),
        "Duration": 0 if dequeued_us is None else (dequeued_us - enqueued_us) // SECOND,
    }
