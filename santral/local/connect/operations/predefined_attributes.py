"""Predefined attributes: what agents are proficient in, and what contacts are told apart by.

Source: Administrator Guide, "Create predefined attributes for routing contacts to agents"; API
Reference, CreatePredefinedAttribute and its kin.
"""

from __future__ import annotations

import re
from typing import Any, Final

from santral.local.connect import paging
from santral.local.connect.errors import in_use, invalid, not_found, refused
from santral.local.connect.instance import Instance
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.resources import KINDS, Kind, Resource, by_order, modified, summary
from santral.local.connect.searching import search
from santral.local.connect.uses import refuse_if_mentioned

PREDEFINED_ATTRIBUTE = Kind(
    "predefined attribute",
    "predefined-attribute",
    quota="predefined-attributes",
    fold=str.casefold,
    rank=33,
)
# The page's pattern: ^(?!(aws:|connect:))[\p{L}\p{Z}\p{N}_.:/=+-@']+$
_PATTERN: Final = re.compile(r"(?!aws:|connect:)[\w\s.:/=+\-@']+")
_SYSTEM: Final = "connect:"
LANGUAGE: Final = "connect:Language"  # the one of the system's that takes values
SUBTYPE: Final = "connect:Subtype"
_SUBTYPES: Final = (
    "connect:Telephony",
    "connect:WebRTC",
    "connect:Chat",
    "connect:SMS",
    "connect:Task",
    "connect:Email",
)


def add_system_attributes(instance: Instance) -> None:
    """Make those that every instance has."""
    table = instance.table(PREDEFINED_ATTRIBUTE)
    table.create(LANGUAGE, {"Values": {"StringList": []}})
    table.create(SUBTYPE, {"Values": {"StringList": list(_SUBTYPES)}})


def values_of(resource: Resource) -> list[str]:
    """List the values that an attribute may have; none where it takes any."""
    values: list[str] = resource.details.get("Values", {}).get("StringList", [])
    return values


@operation("CreatePredefinedAttribute")
def create(instance: Instance, given: Given) -> Answer:
    if _PATTERN.fullmatch(given["Name"]) is None:
        raise invalid("Name", "expected letters, digits, spaces or _.:/=+-@', no system prefix")
    instance.table(PREDEFINED_ATTRIBUTE).create(given["Name"], _details(given))
    return None


@operation("DescribePredefinedAttribute")
def describe(instance: Instance, given: Given) -> Answer:
    return {"PredefinedAttribute": _described(instance, _asked_for(instance, given))}


@operation("ListPredefinedAttributes")
def list_(instance: Instance, given: Given) -> Answer:
    def row(each: Resource) -> dict[str, Any]:
        whole = summary(instance, each)
        return {name: whole[name] for name in whole if name not in ("Id", "Arn")}

    return paging.page(
        given,
        "PredefinedAttributeSummaryList",
        instance.table(PREDEFINED_ATTRIBUTE).visible(),
        row,
        order=by_order,
    )


@operation("UpdatePredefinedAttribute")
def update(instance: Instance, given: Given) -> Answer:
    resource = _asked_for(instance, given)
    if resource.name.startswith(_SYSTEM) and resource.name != LANGUAGE:
        raise refused("Name: expected an attribute that is not the system's")
    details = _details(given)
    if "Values" in details:
        _refuse_lost_values(instance, resource, details["Values"].get("StringList", []))
    instance.table(PREDEFINED_ATTRIBUTE).change(resource, **details)
    return None


@operation("DeletePredefinedAttribute")
def delete(instance: Instance, given: Given) -> Answer:
    resource = _asked_for(instance, given)
    if resource.name.startswith(_SYSTEM):
        raise refused("Name: expected an attribute that is not the system's")
    name = resource.name.casefold()
    refuse_if_mentioned(
        instance,
        PREDEFINED_ATTRIBUTE.name,
        "user",
        lambda member, text: member == "AttributeName" and text.casefold() == name,
    )
    instance.table(PREDEFINED_ATTRIBUTE).delete(resource)
    return None


@operation("SearchPredefinedAttributes")
def search_attributes(instance: Instance, given: Given) -> Answer:
    return search(
        given,
        "PredefinedAttributes",
        instance.table(PREDEFINED_ATTRIBUTE).visible(),
        lambda each: _described(instance, each),
        texts={"name": lambda each: each.name, "value": values_of},
        order=by_order,
    )


def _refuse_lost_values(instance: Instance, resource: Resource, left: list[str]) -> None:
    name = resource.name.casefold()
    for user in instance.table(KINDS["user"]):  # which need the attributes
        for each in user.details.get("Proficiencies") or ():
            if each["AttributeName"].casefold() == name and each["AttributeValue"] not in left:
                raise in_use("value", "a user", resource_type="user", resource_id=user.id)


def _asked_for(instance: Instance, given: Given) -> Resource:
    found = instance.table(PREDEFINED_ATTRIBUTE).named(given["Name"])
    if found is None:
        raise not_found(PREDEFINED_ATTRIBUTE.name)
    return found


def _details(given: Given) -> dict[str, Any]:
    values = given.get("Values", {}).get("StringList", [])
    if len({each.casefold() for each in values}) != len(values):
        raise invalid("Values.StringList", "expected each value once")
    if not all(_PATTERN.fullmatch(each) for each in values):
        raise invalid("Values.StringList", "expected letters, digits, spaces or _.:/=+-@'")
    members = ("Values", "Purposes", "AttributeConfiguration")
    return {name: given[name] for name in members if name in given}


def _described(instance: Instance, resource: Resource) -> dict[str, Any]:
    configuration = resource.details.get("AttributeConfiguration", {})
    return {
        "Name": resource.name,
        "Values": {"StringList": values_of(resource)},
        "Purposes": resource.details.get("Purposes"),
        "AttributeConfiguration": {
            "EnableValueValidationOnAssociation": configuration.get(
                "EnableValueValidationOnAssociation", False
            ),
            "IsReadOnly": resource.name == SUBTYPE,
        },
        **modified(instance, resource),
    }
