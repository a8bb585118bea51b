"""A contact as the panel's snapshot has it. Times are seconds since 1970; the page makes dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from santral.engine.contact import Contact
from santral.engine.routing.agents import ContactState
from santral.engine.routing.queues import Queue
from santral.engine.timeline import SECOND
from santral.local.connect.ccp.connection_view import connections, endpoint, number

if TYPE_CHECKING:
    from santral.engine.routing.agents import Agent
    from santral.local.connect.instance import Instance

Plain = dict[str, Any]

TYPES: Final = {
    ContactState.INCOMING: "incoming",
    ContactState.PENDING: "pending",
    ContactState.CONNECTING: "connecting",
    ContactState.CONNECTED: "connected",
    ContactState.ON_HOLD: "connected",  # the customer's connection is on hold, not the contact
    ContactState.PAUSED: "paused",
    ContactState.ENDED: "ended",
    ContactState.MISSED: "missed",
    ContactState.REJECTED: "rejected",
    ContactState.ERROR: "error",
}


def seconds(at_us: int | None) -> float | None:
    return None if at_us is None else at_us / SECOND


def queue_view(queue: Queue | None) -> Plain | None:
    """Write a queue; agents' own have no name."""
    if queue is None:
        return None
    name = queue.name if queue.owner is None else None
    return {"queueARN": queue.arn, "queueId": queue.arn, "name": name}


def contact_view(
    instance: Instance, contact: Contact, agent: Agent, state: ContactState, since_us: int
) -> Plain:
    """
    Args:
        state: in which she has it.
        since_us: since when.
    """
    connected_us = None if contact.part is None else contact.part.connected_us
    if state is ContactState.ON_HOLD and connected_us is not None:
        since_us = connected_us  # the contact is connected all the time
    is_at = {"type": TYPES[state], "timestamp": seconds(since_us)}
    return {
        "contactId": contact.id,
        "initialContactId": contact.chain.initial_id,
        "relatedContactId": contact.related_id,
        "contactAssociationId": contact.chain.initial_id,
        "type": "queue_callback" if contact.callback is not None else contact.channel.lower(),
        "state": is_at,
        "status": is_at,
        "queue": queue_view(contact.queue),
        "queueTimestamp": seconds(contact.enqueued_us),
        "attributes": {
            name: {"name": name, "value": value} for name, value in contact.attributes.items()
        },
        "connections": connections(instance, contact, agent, state, since_us / SECOND),
        "name": contact.name,
        "description": contact.description,
        "references": {
            name: {"type": each["Type"], "value": each["Value"]}
            for name, each in contact.references.items()
        },
        "initiationMethod": contact.initiation_method.lower(),
        "contactDuration": _duration(contact, since_us),
        "contactFeatures": {
            "attachmentsEnabled": True,
            "messagingMarkdownEnabled": False,
            "multiPartyConferenceEnabled": False,
        },
        "channelContext": None,
        "segmentAttributes": dict(contact.all_segment_attributes),
        "customerEndpoint": number(contact.customer_number),
        "connectSystemEndpoint": None
        if contact.system_number is None
        else endpoint("phone_number", phoneNumber=contact.system_number),
        "agentContactHandlingConfig": {"autoAccept": agent.accepts_by_itself(contact.channel)},
    }


def _duration(contact: Contact, since_us: int) -> str:
    """Say how long it has lasted when it came into its state, in milliseconds, as a text."""
    return str(max(0, since_us - contact.initiated_us) // 1000)
