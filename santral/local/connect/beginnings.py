"""What all contacts that begin by the API have in common: their flow, quota and particulars.

Source: API Reference, StartOutboundVoiceContact, StartTaskContact, StartChatContact.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from santral.engine.blocks import Flow
from santral.engine.contact import Contact
from santral.engine.refusals import Refusal
from santral.engine.starting import Particulars
from santral.local.connect.contacts import (
    REFERENCE_TYPES,
    checked_attributes,
    checked_references,
    checked_segment_attributes,
    contact_of,
    refusal,
)
from santral.local.connect.errors import LIMIT_EXCEEDED, ConnectError, invalid
from santral.local.connect.flows.editions import engine_flow
from santral.local.connect.instance import Instance
from santral.local.connect.registry import Given

DESTINATION_NOT_ALLOWED: Final = "DestinationNotAllowedException"
INBOUND_FLOW: Final = ("CONTACT_FLOW",)
TRANSFER_FLOWS: Final = ("CONTACT_FLOW", "AGENT_TRANSFER", "QUEUE_TRANSFER")
_QUOTAS: Final[Mapping[str, str]] = {
    "VOICE": "concurrent-calls",
    "CHAT": "concurrent-chats",
    "TASK": "concurrent-tasks",
}


def flow_of_type(instance: Instance, reference: str, types: Collection[str]) -> Flow:
    """
    Raises:
        ConnectError: as `flows.flow_of`; InvalidParameterException for a flow of another type.
    """
    flow = engine_flow(instance, reference)
    if flow.type not in types:
        raise invalid("ContactFlowId", f"expected a flow of type {' or '.join(types)}")
    return flow


def refuse_over_quota(instance: Instance, channel: str) -> None:
    """Refuse one more contact of a channel where as many are active as may be.

    A promised callback counts once its customer is on the line.

    Raises:
        ConnectError: LimitExceededException.
    """
    quota = _QUOTAS[channel]
    active = sum(
        1
        for each in instance.switchboard.contacts.values()
        if each.channel == channel
        and each.disconnected_us is None
        and (each.callback is None or each.connected_us is not None)
    )
    if active >= instance.quotas.of(quota):
        raise ConnectError(LIMIT_EXCEEDED, f"The quota {quota} is used up.")


def particulars(
    instance: Instance, given: Given, *, types: Collection[str] = REFERENCE_TYPES
) -> Particulars:
    """Read what all that begins by the API may be given.

    Args:
        types: of references that the channel may have.

    Raises:
        ConnectError: InvalidParameterException, ResourceNotFoundException.
    """
    related = given.get("RelatedContactId")
    return Particulars(
        attributes=checked_attributes(given),
        name=given.get("Name"),
        description=given.get("Description"),
        references=checked_references(given, types),
        segment_attributes=checked_segment_attributes(given),
        customer_id=given.get("CustomerId"),
        related=None if related is None else contact_of(instance, related),
    )


def begun(contact: Contact | Refusal) -> Contact:
    """
    Raises:
        ConnectError: the engine has refused it.
    """
    if isinstance(contact, Refusal):
        raise refusal(contact, {Refusal.NOT_DIALABLE: DESTINATION_NOT_ALLOWED})
    return contact
