"""Attributes of an instance: what it may do, each true or false."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from santral.local.connect import paging
from santral.local.connect.errors import invalid
from santral.local.connect.instance import Instance
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.resources import Kind, Resource

INBOUND_CALLS: Final = "INBOUND_CALLS"
OUTBOUND_CALLS: Final = "OUTBOUND_CALLS"

# What holds until it is changed; the order is that of the list.
_AT_FIRST: Final[Mapping[str, bool]] = {
    INBOUND_CALLS: True,
    OUTBOUND_CALLS: True,
    "CONTACTFLOW_LOGS": False,
    "CONTACT_LENS": True,
    "AUTO_RESOLVE_BEST_VOICES": True,
    "USE_CUSTOM_TTS_VOICES": False,
    "EARLY_MEDIA": True,
    "MULTI_PARTY_CONFERENCE": False,
    "AUTO_MUTE_AGENT_ON_HOLD": False,
    "HIGH_VOLUME_OUTBOUND": False,
    "ENHANCED_CONTACT_MONITORING": False,
    "ENHANCED_CHAT_MONITORING": False,
    "MULTI_PARTY_CHAT_CONFERENCE": False,
    "MESSAGE_STREAMING": False,
}


def _bind(instance: Instance, resource: Resource) -> None:
    if resource.name == INBOUND_CALLS:
        instance.directory.takes_calls = bool(resource.details["Value"])


# Only what was changed once is here.
ATTRIBUTE = Kind("instance attribute", "attribute", bind=_bind, rank=5)


def attribute(instance: Instance, type_: str) -> bool:
    """Say whether an instance may do something, by its AttributeType."""
    changed = instance.table(ATTRIBUTE).named(type_)
    return _AT_FIRST[type_] if changed is None else bool(changed.details["Value"])


def set_attribute(instance: Instance, type_: str, *, value: bool) -> None:
    table = instance.table(ATTRIBUTE)
    known = table.named(type_)
    if known is None:
        table.create(type_, {"Value": value}, id_=type_)
    else:
        table.change(known, Value=value)


@operation("DescribeInstanceAttribute")
def describe(instance: Instance, given: Given) -> Answer:
    return {"Attribute": _described(instance, given["AttributeType"])}


@operation("ListInstanceAttributes")
def list_(instance: Instance, given: Given) -> Answer:
    return paging.page(
        given, "Attributes", list(_AT_FIRST), lambda type_: _described(instance, type_)
    )


@operation("UpdateInstanceAttribute")
def update(instance: Instance, given: Given) -> Answer:
    value = given["Value"]
    if value not in ("true", "false"):
        raise invalid("Value", "expected true or false")
    set_attribute(instance, given["AttributeType"], value=value == "true")
    return None


def _described(instance: Instance, type_: str) -> dict[str, str]:
    value = attribute(instance, type_)
    return {"AttributeType": type_, "Value": "true" if value else "false"}
