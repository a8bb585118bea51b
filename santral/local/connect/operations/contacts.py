"""What is known of a contact: told, changed, tagged; while it goes on and when it has ended."""

from __future__ import annotations

from typing import Any, Final

from santral.engine.contact import Contact
from santral.engine.instants import to_datetime
from santral.engine.timeline import MINUTE, SECOND
from santral.local.connect import paging
from santral.local.connect.contacts import (
    REFERENCE_TYPES,
    checked_attributes,
    checked_references,
    checked_segment_attributes,
    contact_arn,
    contact_of,
    life_minutes,
    raise_if,
)
from santral.local.connect.descriptions import by_initiation, described
from santral.local.connect.errors import CONFLICT, UNSUPPORTED, ConnectError, invalid, refused
from santral.local.connect.instance import Instance
from santral.local.connect.registry import Answer, Given, operation

MOST_TAGS: Final = 6
_CHANGEABLE: Final = ("Name", "Description", "References", "SegmentAttributes")
# Those of contacts whose audio comes from another system, which are not here.
_EXTERNAL_AUDIO: Final = ("QueueInfo", "UserInfo", "CustomerEndpoint", "SystemEndpoint")
_MEMBER: Final = {"URL": "Url", "NUMBER": "Number", "STRING": "String"} | {
    "DATE": "Date",
    "EMAIL": "Email",
}


@operation("DescribeContact")
def describe(instance: Instance, given: Given) -> Answer:
    return {"Contact": described(instance, contact_of(instance, given["ContactId"]))}


@operation("UpdateContact")
def update(instance: Instance, given: Given) -> Answer:
    contact = contact_of(instance, given["ContactId"])
    if any(member in given for member in _EXTERNAL_AUDIO):
        raise refused("Queue, user and endpoints can be changed for external audio only.")
    if "AdditionalRecipients" in given:
        raise refused("Recipients can be changed for e-mail only.")
    if not any(member in given for member in _CHANGEABLE):
        raise refused(f"Expected one of {', '.join(_CHANGEABLE)}.")
    segment_attributes = checked_segment_attributes(given)
    minutes = life_minutes(segment_attributes)
    if minutes is not None and contact.channel != "TASK":
        raise refused("Only tasks have a life that can be changed.")
    instance.switchboard.updates.details(
        contact,
        name=given.get("Name"),
        description=given.get("Description"),
        references=checked_references(given),
        segment_attributes=segment_attributes,
        life_us=None if minutes is None else minutes * MINUTE,
    )
    return None


# --- attributes ---


@operation("GetContactAttributes")
def get_attributes(instance: Instance, given: Given) -> Answer:
    return {"Attributes": dict(contact_of(instance, given["InitialContactId"]).attributes)}


@operation("UpdateContactAttributes")
def update_attributes(instance: Instance, given: Given) -> Answer:
    contact = contact_of(instance, given["InitialContactId"])
    attributes = checked_attributes(given)
    raise_if(instance.switchboard.updates.attributes(contact, attributes))
    return None


# --- tags ---


@operation("TagContact")
def tag(instance: Instance, given: Given) -> Answer:
    contact, tags = contact_of(instance, given["ContactId"]), given["Tags"]
    if len({*contact.tags, *tags}) > MOST_TAGS:
        raise refused(f"A contact has at most {MOST_TAGS} tags.")
    instance.switchboard.updates.tag(contact, tags)
    return None


@operation("UntagContact")
def untag(instance: Instance, given: Given) -> Answer:
    contact = contact_of(instance, given["ContactId"])
    instance.switchboard.updates.untag(contact, given["TagKeys"])
    return None


# --- its place in the queue ---


@operation("UpdateContactRoutingData")
def update_routing(instance: Instance, given: Given) -> Answer:
    """Source: API Reference, UpdateContactRoutingData: "but not both"."""
    contact = contact_of(instance, given["ContactId"])
    if "RoutingCriteria" in given:
        raise ConnectError(UNSUPPORTED, "RoutingCriteria: contacts are routed by queue only.")
    priority, seconds = given.get("QueuePriority"), given.get("QueueTimeAdjustmentSeconds")
    if (priority is None) == (seconds is None):
        raise invalid("QueuePriority", "expected it or QueueTimeAdjustmentSeconds")
    if contact.disconnected_us is not None:
        raise ConnectError(CONFLICT, "The contact has ended.")
    instance.switchboard.updates.routing(
        contact,
        priority=priority,
        age_adjustment_us=None if seconds is None else seconds * SECOND,
    )
    return None


# --- what belongs to it ---


@operation("ListContactReferences")
def list_references(instance: Instance, given: Given) -> Answer:
    contact = contact_of(instance, given["ContactId"])
    return {
        "ReferenceSummaryList": [
            {_MEMBER[each["Type"]]: {"Name": name, "Value": each["Value"]}}
            for name, each in contact.references.items()
            if each["Type"] in given["ReferenceTypes"] and each["Type"] in REFERENCE_TYPES
        ]
    }


@operation("ListAssociatedContacts")
def list_associated(instance: Instance, given: Given) -> Answer:
    """Those of its chain, and those that are related to one of them, the first first."""
    contact = contact_of(instance, given["ContactId"])
    everything = instance.ledger.contacts()
    tree = {each.id for each in everything if each.chain is contact.chain}
    related = {each.related_id for each in everything if each.id in tree and each.related_id}
    found = [
        each
        for each in everything
        if each.id in tree or each.id in related or each.related_id in tree
    ]
    found.sort(key=by_initiation)
    return paging.page(
        given,
        "ContactSummaryList",
        found,
        lambda each: _summary(instance, each),
        order=by_initiation,
    )


def _summary(instance: Instance, contact: Contact) -> dict[str, Any]:
    ended_us, initial_id = contact.disconnected_us, contact.chain.initial_id
    return {
        "ContactId": contact.id,
        "ContactArn": contact_arn(instance, contact.id),
        "InitiationTimestamp": to_datetime(contact.initiated_us),
        "DisconnectTimestamp": None if ended_us is None else to_datetime(ended_us),
        "InitialContactId": None if initial_id == contact.id else initial_id,
        "PreviousContactId": contact.previous_id,
        "RelatedContactId": contact.related_id,
        "InitiationMethod": contact.initiation_method,
        "Channel": contact.channel,
    }
