"""Instances: made with all that a new one has, described, listed and deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from santral.engine.instants import to_datetime
from santral.local.connect import paging
from santral.local.connect.defaults import furnish
from santral.local.connect.errors import ConnectError, duplicate, refused
from santral.local.connect.instance import Instance
from santral.local.connect.operations.instance_attributes import (
    INBOUND_CALLS,
    OUTBOUND_CALLS,
    attribute,
    set_attribute,
)
from santral.local.connect.registry import Answer, Given, account_operation, operation

if TYPE_CHECKING:
    from santral.engine.switchboard import Switchboard
    from santral.local.connect.connect import Connect


@account_operation("CreateInstance")
def create(connect: Connect, given: Given) -> Answer:
    """Make an instance; it is ACTIVE at once, which takes the service some minutes.

    Raises:
        ConnectError: ServiceQuotaExceededException; InvalidRequestException for an alias that is
            missing or taken, since the operation has no other error for it.
    """
    instance = _make(connect, given)
    return {"Id": instance.id, "Arn": instance.arn}


@operation("DescribeInstance")
def describe(instance: Instance, _given: Given) -> Answer:
    return {"Instance": {**_summary(instance), "Tags": instance.tags}}


@account_operation("ListInstances")
def list_(connect: Connect, given: Given) -> Answer:
    instances = sorted(connect.instances.values(), key=_order)
    return paging.page(given, "InstanceSummaryList", instances, _summary, order=_order)


@account_operation("DeleteInstance")
def delete(connect: Connect, given: Given) -> Answer:
    """Delete an instance and all that it has; who is on the line is cut off."""
    instance = connect.instance(given["InstanceId"])
    end_contacts(instance.switchboard)
    connect.remove_instance(instance)
    return None


def end_contacts(switchboard: Switchboard) -> None:
    """End every contact, wherever it is; none is left to wrap up."""
    for contact in list(switchboard.contacts.values()):
        if contact.disconnected_us is None:
            switchboard.give_up(contact, "OTHER" if contact.channel == "VOICE" else "API")
    for agent in switchboard.directory.agents:
        for contact in list(agent.contacts):
            switchboard.conversations.clear(contact, agent)


def _make(connect: Connect, given: Given) -> Instance:
    alias = given.get("InstanceAlias", "")
    if given["IdentityManagementType"] == "EXISTING_DIRECTORY":
        if "DirectoryId" not in given:
            raise refused("DirectoryId: a value is required for an existing directory")
    elif not alias:
        raise refused("InstanceAlias: a value is required without a directory")
    taken = {each.alias.casefold() for each in connect.instances.values()}
    if alias and alias.casefold() in taken:
        raise duplicate("instance")
    details = {"IdentityManagementType": given["IdentityManagementType"]}
    instance = connect.add_instance(alias, details, given.get("Tags"))
    try:
        set_attribute(instance, INBOUND_CALLS, value=given["InboundCallsEnabled"])
        set_attribute(instance, OUTBOUND_CALLS, value=given["OutboundCallsEnabled"])
        furnish(instance)
    except ConnectError:  # a quota too low for what every instance has
        connect.remove_instance(instance)
        raise
    return instance


def _order(instance: Instance) -> str:
    return f"{instance.created_us:020d} {instance.id}"


def _summary(instance: Instance) -> dict[str, Any]:
    service = "aws-service-role/connect.amazonaws.com/AWSServiceRoleForAmazonConnect"
    return {
        "Id": instance.id,
        "Arn": instance.arn,
        "IdentityManagementType": instance.details.get("IdentityManagementType", "CONNECT_MANAGED"),
        "InstanceAlias": instance.alias or None,
        "CreatedTime": to_datetime(instance.created_us),
        "ServiceRole": f"arn:aws:iam::{instance.account}:role/{service}_{instance.id[:8]}",
        "InstanceStatus": "ACTIVE",
        "InboundCallsEnabled": attribute(instance, INBOUND_CALLS),
        "OutboundCallsEnabled": attribute(instance, OUTBOUND_CALLS),
        "InstanceAccessUrl": f"https://{instance.alias}.my.connect.aws" if instance.alias else None,
    }
