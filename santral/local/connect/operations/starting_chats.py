"""Chats that begin by the API. Source: API Reference, StartChatContact."""

from __future__ import annotations

from typing import Final

from santral.engine.chats import LASTS_US
from santral.engine.contact import Contact
from santral.engine.timeline import MINUTE
from santral.local.connect.beginnings import (
    INBOUND_FLOW,
    begun,
    flow_of_type,
    particulars,
    refuse_over_quota,
)
from santral.local.connect.contacts import contact_of
from santral.local.connect.errors import UNSUPPORTED, ConnectError, invalid
from santral.local.connect.instance import Instance
from santral.local.connect.participation import CUSTOMER, PARTICIPANT, join
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.resources import Resource

_PLAIN_TEXT: Final = "text/plain"
_INTERACTIVE: Final = "application/vnd.amazonaws.connect.message.interactive"
_CONTENT_TYPES: Final = (
    _PLAIN_TEXT,
    "text/markdown",
    "application/json",
    _INTERACTIVE,
    f"{_INTERACTIVE}.response",
)
_TEXT_LIMIT: Final = 16_384  # bytes


@operation("StartChatContact")
def start_chat(instance: Instance, given: Given) -> Answer:
    for member in ("ConnectionTypes", "ChatStreamingConfiguration"):
        if member in given:
            raise ConnectError(UNSUPPORTED, f"{member}: the local Connect opens no connections.")
    flow = flow_of_type(instance, given["ContactFlowId"], INBOUND_FLOW)
    _check_content_types(given)
    said = particulars(instance, given)
    past = _past(instance, given)
    refuse_over_quota(instance, "CHAT")
    answer: dict[str, str | None] = {}

    def enter(contact: Contact) -> None:
        """Let the customer be there, and her first message, before the flow speaks."""
        participant = _customer(instance, contact, given, past)
        answer["ContactId"] = contact.id
        answer["ParticipantId"] = participant.id
        answer["ParticipantToken"] = participant.details["Token"]

    begun(
        instance.switchboard.chats.start(
            flow,
            display_name=given["ParticipantDetails"]["DisplayName"],
            initial_message=(given.get("InitialMessage") or {}).get("Content"),
            lasts_us=given["ChatDurationInMinutes"] * MINUTE
            if "ChatDurationInMinutes" in given
            else LASTS_US,
            particulars=said,
            begun=enter,
        )
    )
    return {**answer, "ContinuedFromContactId": None if past is None else past.id}


def _customer(instance: Instance, contact: Contact, given: Given, past: Contact | None) -> Resource:
    """Let the customer take part in a chat that has just begun."""
    rooms = instance.rooms
    customer = join(instance, contact, CUSTOMER, given["ParticipantDetails"]["DisplayName"])
    types = given.get("SupportedMessagingContentTypes") or [_PLAIN_TEXT]
    instance.table(PARTICIPANT).change(customer, ContentTypes=types)
    if past is not None:
        rooms.go_on_with(contact, past)
    message = given.get("InitialMessage")
    if message is not None:
        rooms.say(contact, customer, message["Content"], message["ContentType"])
    return customer


def _check_content_types(given: Given) -> None:
    """
    Raises:
        ConnectError: InvalidParameterException.
    """
    types = given.get("SupportedMessagingContentTypes") or [_PLAIN_TEXT]
    if _PLAIN_TEXT not in types or any(each not in _CONTENT_TYPES for each in types):
        known = ", ".join(_CONTENT_TYPES)
        raise invalid(
            "SupportedMessagingContentTypes", f"expected {_PLAIN_TEXT}, with any of {known}"
        )
    message = given.get("InitialMessage")
    if message is None:
        return
    if message["ContentType"] not in types:
        raise invalid("InitialMessage.ContentType", "expected a type that the chat supports")
    if len(message["Content"].encode()) > _TEXT_LIMIT:
        raise invalid("InitialMessage.Content", f"expected at most {_TEXT_LIMIT} bytes")


def _past(instance: Instance, given: Given) -> Contact | None:
    """Find the chat whose past a persistent chat goes on with.

    Source: API Reference, PersistentChat.
    """
    persistent = given.get("PersistentChat")
    if persistent is None:
        return None
    if "RelatedContactId" in given:
        raise invalid("RelatedContactId", "expected without PersistentChat")
    if "RehydrationType" not in persistent or "SourceContactId" not in persistent:
        raise invalid("PersistentChat", "expected RehydrationType and SourceContactId")
    source = contact_of(instance, persistent["SourceContactId"])
    if source.channel != "CHAT" or source.disconnected_us is None:
        raise invalid("PersistentChat.SourceContactId", "expected a chat that has ended")
    if persistent["RehydrationType"] == "FROM_SEGMENT":
        return source
    past = [
        each
        for each in instance.ledger.contacts()
        if each.chain is source.chain and each.disconnected_us is not None
    ]
    return max(past, key=lambda each: each.disconnected_us or 0)
