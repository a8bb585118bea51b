"""Which flow answers a number: those claimed here, and those of other services."""

from __future__ import annotations

from typing import Any

from santral.local.connect import paging
from santral.local.connect.errors import invalid, not_found
from santral.local.connect.flows.editions import flow_of, lasting, qualifier_of
from santral.local.connect.instance import Instance
from santral.local.connect.operations.phone_numbers import PHONE_NUMBER, numbers_of
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.resources import Kind, Resource, by_order

_VOICE, _SMS = "VOICE_PHONE_NUMBER", "SMS_PHONE_NUMBER"

# Named after type and id of the resource; details: ResourceId, ResourceType, FlowId (an ARN).
FLOW_ASSOCIATION = Kind("flow association", "flow-association", rank=80)


# --- numbers claimed here ---


@operation("AssociatePhoneNumberContactFlow")
def associate_number(instance: Instance, given: Given) -> Answer:
    number = _number(instance, given)
    flow = flow_of(instance, given["ContactFlowId"])
    if flow.details["Type"] != "CONTACT_FLOW":
        raise invalid("ContactFlowId", "expected a flow of the type CONTACT_FLOW")
    instance.table(PHONE_NUMBER).change(
        number, ContactFlowId=_kept(instance, flow, given["ContactFlowId"])
    )
    return None


@operation("DisassociatePhoneNumberContactFlow")
def disassociate_number(instance: Instance, given: Given) -> Answer:
    number = _number(instance, given)
    if "ContactFlowId" not in number.details:
        raise not_found("flow association")
    instance.table(PHONE_NUMBER).change(number, ContactFlowId=None)
    return None


def _number(instance: Instance, given: Given) -> Resource:
    numbers_of(instance)
    number = instance.table(PHONE_NUMBER).get(given["PhoneNumberId"])
    if "Claimed" not in number.details:
        raise not_found(PHONE_NUMBER.name)
    return number


# --- resources of other services ---


@operation("AssociateFlow")
def associate(instance: Instance, given: Given) -> Answer:
    """Associate a resource with a flow, instead of another that it may have."""
    flow = flow_of(instance, given["FlowId"])
    table, name = instance.table(FLOW_ASSOCIATION), _name(given)
    details = {
        "ResourceId": given["ResourceId"],
        "ResourceType": given["ResourceType"],
        "FlowId": _kept(instance, flow, given["FlowId"]),
    }
    known = table.named(name)
    if known is None:
        table.create(name, details)
    else:
        table.change(known, **details)
    return {}


@operation("DisassociateFlow")
def disassociate(instance: Instance, given: Given) -> Answer:
    instance.table(FLOW_ASSOCIATION).delete(_association(instance, given))
    return {}


@operation("GetFlowAssociation")
def get(instance: Instance, given: Given) -> Answer:
    return _association(instance, given).details


def _association(instance: Instance, given: Given) -> Resource:
    found = instance.table(FLOW_ASSOCIATION).named(_name(given))
    if found is None:
        raise not_found(FLOW_ASSOCIATION.name)
    return found


def _name(given: Given) -> str:
    return f"{given['ResourceType']} {given['ResourceId']}"


# --- both ---


@operation("BatchGetFlowAssociation")
def batch_get(instance: Instance, given: Given) -> Answer:
    """Give the associations that there are; a resource without one is left out."""
    wanted = set(given["ResourceIds"])
    return {
        "FlowAssociationSummaryList": [
            row
            for _, row in _associations(instance, given.get("ResourceType"))
            if row["ResourceId"] in wanted
        ]
    }


@operation("ListFlowAssociations")
def list_(instance: Instance, given: Given) -> Answer:
    return paging.page(
        given,
        "FlowAssociationSummaryList",
        _associations(instance, given.get("ResourceType")),
        lambda each: each[1],
        order=lambda each: each[0],
    )


def _associations(instance: Instance, type_: str | None) -> list[tuple[int, dict[str, Any]]]:
    """List associations with their order; those of SMS numbers have no place in such lists."""
    numbers = [
        (
            by_order(each),
            {
                "ResourceId": each.arn,
                "ResourceType": _VOICE,
                "FlowId": each.details["ContactFlowId"],
            },
        )
        for each in instance.table(PHONE_NUMBER).visible()
        if "ContactFlowId" in each.details
    ]
    others = [
        (by_order(each), each.details)
        for each in instance.table(FLOW_ASSOCIATION).visible()
        if each.details["ResourceType"] != _SMS
    ]
    return sorted(
        (each for each in [*numbers, *others] if type_ in (None, each[1]["ResourceType"])),
        key=lambda each: each[0],
    )


def _kept(instance: Instance, flow: Resource, reference: str) -> str:
    qualifier = qualifier_of(lasting(instance, reference))
    return f"{flow.arn}:{qualifier}" if qualifier else flow.arn
