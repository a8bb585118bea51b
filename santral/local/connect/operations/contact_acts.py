"""What is done to a contact from outside: ended, passed on, put aside, given to an agent.

Source: API Reference, StopContact, TransferContact, PauseContact, ResumeContact,
UpdateContactSchedule, AssociateContactWithUser, DismissUserContact.
"""

from __future__ import annotations

from typing import Final

from santral.engine.instants import to_us
from santral.engine.refusals import Refusal
from santral.engine.routing.queues import Queue
from santral.local.connect.beginnings import TRANSFER_FLOWS, flow_of_type
from santral.local.connect.contacts import (
    contact_arn,
    contact_of,
    live_contact,
    raise_if,
    refusal,
)
from santral.local.connect.errors import (
    LIMIT_EXCEEDED,
    ConnectError,
    refused,
)
from santral.local.connect.flows.editions import engine_flow
from santral.local.connect.instance import Instance
from santral.local.connect.operations.queues import queue_of
from santral.local.connect.operations.starting_tasks import scheduled
from santral.local.connect.operations.users import agent_of
from santral.local.connect.registry import Answer, Given, operation

GONE: Final = "ContactNotFoundException"
MOST_PAUSES: Final = 10  # the most that a description can tell of: Contact.TotalPauseCount
CONFLICT: Final = {Refusal.WRONG_STAGE: "ConflictException"}


@operation("StopContact")
def stop(instance: Instance, given: Given) -> Answer:
    """Source: StopContact, Errors: ContactNotFoundException "is not active or does not exist.
    Applies to Voice calls only"."""
    contact = instance.ledger.contact(given["ContactId"])
    if contact is None:
        raise ConnectError(GONE, "There is no such contact.")
    if "DisconnectReason" in given:
        raise refused("Only outbound campaigns may give a reason.")
    gone = {Refusal.ENDED: GONE} if contact.channel == "VOICE" else {}
    raise_if(instance.switchboard.stop(contact), gone)
    return None


@operation("TransferContact")
def transfer(instance: Instance, given: Given) -> Answer:
    contact = contact_of(instance, given["ContactId"])
    target = _target(instance, given)
    flow = flow_of_type(instance, given["ContactFlowId"], TRANSFER_FLOWS)
    following = instance.switchboard.tasks.transfer(contact, flow, target)
    if isinstance(following, Refusal):
        raise refusal(following)
    return {"ContactId": following.id, "ContactArn": contact_arn(instance, following.id)}


def _target(instance: Instance, given: Given) -> Queue:
    if ("QueueId" in given) == ("UserId" in given):
        raise refused("Expected either QueueId or UserId.")
    if "UserId" in given:
        return agent_of(instance, given["UserId"]).queue
    return queue_of(instance, given["QueueId"])


# --- put aside ---


@operation("PauseContact")
def pause(instance: Instance, given: Given) -> Answer:
    contact, flow = contact_of(instance, given["ContactId"]), given.get("ContactFlowId")
    told = None if flow is None else engine_flow(instance, flow)
    if contact.pauses >= MOST_PAUSES:
        raise ConnectError(LIMIT_EXCEEDED, f"A contact is paused at most {MOST_PAUSES} times.")
    raise_if(instance.switchboard.pauses.pause(contact, told), CONFLICT)
    return None


@operation("ResumeContact")
def resume(instance: Instance, given: Given) -> Answer:
    contact, flow = contact_of(instance, given["ContactId"]), given.get("ContactFlowId")
    told = None if flow is None else engine_flow(instance, flow)
    raise_if(instance.switchboard.pauses.resume(contact, told), CONFLICT)
    return None


@operation("UpdateContactSchedule")
def reschedule(instance: Instance, given: Given) -> Answer:
    contact = contact_of(instance, given["ContactId"])
    at_us = scheduled(instance, to_us(given["ScheduledTime"]))
    if contact.channel != "TASK":
        raise refusal(Refusal.WRONG_CHANNEL)
    raise_if(instance.switchboard.tasks.reschedule(contact, at_us))
    return None


# --- agents ---


@operation("AssociateContactWithUser")
def assign(instance: Instance, given: Given) -> Answer:
    contact = live_contact(instance, given["ContactId"])
    agent = agent_of(instance, given["UserId"])
    raise_if(instance.switchboard.assignments.assign(contact, agent))
    return None


@operation("DismissUserContact")
def dismiss(instance: Instance, given: Given) -> Answer:
    agent = agent_of(instance, given["UserId"])
    contact = contact_of(instance, given["ContactId"])
    raise_if(instance.switchboard.assignments.dismiss(contact, agent))
    return None
