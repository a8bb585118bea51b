"""A contact as JSON, to be kept between runs, and back again.

What runs for a contact (flows, timers, offers) is not kept: with the centre it comes to an end.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from santral.engine.attributes import size
from santral.engine.contact import AgentPart, CallbackPlan, Chain, Contact, Listening, Recording
from santral.engine.directory import Directory
from santral.engine.routing.agents import Agent, RoutingProfile
from santral.engine.routing.queues import Queue

Plain = dict[str, Any]

# Members that are numbers, texts, truth values or JSON objects.
_MEMBERS: Final = (
    "initiated_us",
    "channel",
    "connected_us",
    "priority",
    "age_adjustment_us",
    "enqueued_us",
    "dequeued_us",
    "offers",
    "initiation_method",
    "previous_id",
    "next_id",
    "related_id",
    "customer_number",
    "system_number",
    "scheduled_us",
    "expires_us",
    "disconnected_us",
    "disconnect_reason",
    "transfer_completed_us",
    "transferred_to",
    "updated_us",
    "language",
    "voice",
    "customer_id",
    "name",
    "description",
    "display_name",
    "template",
    "third_party_us",
    "last_paused_us",
    "last_resumed_us",
    "paused_us",
    "pauses",
    "linked",
    "references",
    "tags",
    "segment_attributes",
    "evaluations",
)
_AT_WORK: Final = ("accepted_us", "connected_us", "left_us", "wrapped_us", "hold_us")
_PART: Final = (*_AT_WORK, "longest_hold_us", "holds", "paused_us")


def as_plain(contact: Contact) -> Plain:
    """Write a contact, and the attributes of its chain, as they are now."""
    plain: Plain = {
        "initial_id": contact.chain.initial_id,
        "transfers": contact.chain.transfers,
        "attributes": dict(contact.attributes),
    }
    for member in _MEMBERS:
        value = getattr(contact, member)
        # What stands on the class is what nobody has set; a slot has no such default.
        if value != getattr(Contact, member, None):
            plain[member] = value
    if contact.queue is not None:
        plain["queue"] = _queue_as_plain(contact.queue)
    if contact.part is not None:
        plain["part"] = _part_as_plain(contact.part)
    if contact.callback is not None:
        plain["callback"] = contact.callback.number
    if contact.recordings:
        plain["recordings"] = [
            [each.started_us, each.stopped_us, each.silent, each.place]
            for each in contact.recordings
        ]
    return plain


def from_plain(contact_id: str, plain: Mapping[str, Any], chain: Chain, who: Directory) -> Contact:
    """Make the contact anew.

    Args:
        chain: of its initial contact; its attributes are not touched.
        who: finds queues and agents by ARN; for one that is gone, one of its name stands in.
    """
    contact = Contact(contact_id, chain, plain["initiated_us"])
    for member in _MEMBERS:
        if member in plain:
            setattr(contact, member, plain[member])
    if "queue" in plain:
        contact.queue = _queue(plain["queue"], who)
    if "part" in plain:
        contact.part = _part(plain["part"], who)
    if "callback" in plain:
        contact.callback = CallbackPlan(plain["callback"], 0, 0)
    contact.recordings = tuple(
        Recording(began, ended, tuple((start, stop) for start, stop in silent), place)
        for began, ended, silent, place in plain.get("recordings", ())
    )
    return contact


def add_attributes(chain: Chain, attributes: Mapping[str, str], *, newer: bool) -> None:
    """Give a chain what one of its contacts was kept with.

    Args:
        newer: whether these are later than those that the chain has.
    """
    kept = dict(chain.attributes)
    chain.attributes.update(attributes)
    if not newer:
        chain.attributes.update(kept)
    chain.attribute_bytes = size(chain.attributes)


def _queue_as_plain(queue: Queue) -> Plain:
    return {"name": queue.name, "arn": queue.arn, "agent": queue.owner is not None}


def _queue(plain: Mapping[str, Any], who: Directory) -> Queue:
    found = who.agent_queue(plain["arn"]) if plain["agent"] else who.queue(plain["arn"])
    if found is not None:
        return found
    if plain["agent"]:
        return _stand_in(plain["name"], plain["arn"].replace("/queue/agent/", "/agent/", 1)).queue
    return Queue(plain["name"], plain["arn"])


def _part_as_plain(part: AgentPart) -> Plain:
    agent = part.agent
    return {
        **{member: getattr(part, member) for member in _PART},
        "agent": agent.arn,
        "username": agent.username,
        "profile": [agent.profile.name, agent.profile.arn],
        "listening": [[each.state, each.started_us, each.stopped_us] for each in part.listening],
    }


def _part(plain: Mapping[str, Any], who: Directory) -> AgentPart:
    agent = who.agent(plain["agent"])
    if agent is None:
        agent = _stand_in(plain["username"], plain["agent"], *plain["profile"])
    part = AgentPart(agent, accepted_us=plain["accepted_us"])
    for member in _PART:
        setattr(part, member, plain[member])
    part.listening = tuple(Listening(*each) for each in plain["listening"])
    return part


def _stand_in(username: str, arn: str, profile: str = "", profile_arn: str = "") -> Agent:
    return Agent(username, arn, RoutingProfile(profile, profile_arn, ()))
