"""Messages and events that participants send.

Source: Participant Service API Reference, SendMessage, SendEvent; Administrator Guide, "Enable
message receipts".
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from santral.engine.instants import to_milliseconds_text
from santral.local.connect.errors import invalid
from santral.local.connect.participant.items import (
    ACKNOWLEDGED,
    CHAT_ITEM,
    DELIVERED,
    EVENT,
    MESSAGE,
    PLAIN_TEXT,
    READ,
    TYPING,
    Item,
)
from santral.local.connect.participant.registry import operation
from santral.local.connect.participant.service import ParticipantService, Present, denied
from santral.local.connect.participation import AGENT, CUSTOMER
from santral.local.connect.registry import Answer, Given
from santral.local.connect.resources import Resource

_INTERACTIVE: Final = "application/vnd.amazonaws.connect.message.interactive"
_JSON: Final = "application/json"
# The characters that a message of each type may have.
LONGEST: Final[Mapping[str, int]] = {
    PLAIN_TEXT: 1_024,
    "text/markdown": 1_024,
    _JSON: 12_000,
    _INTERACTIVE: 12_000,
    f"{_INTERACTIVE}.response": 12_288,
}
_RECEIPTS: Final[Mapping[str, str]] = {DELIVERED: "DeliveredTimestamp", READ: "ReadTimestamp"}
_EVENTS: Final = (TYPING, ACKNOWLEDGED, DELIVERED, READ)


@operation("SendMessage")
def send_message(service: ParticipantService, present: Present, given: Given) -> Answer:
    _check_message(present, given)
    return service.once(
        present, "SendMessage", given.get("ClientToken"), lambda: _sent(present, given)
    )


def _sent(present: Present, given: Given) -> Answer:
    contact = present.contact
    _check_here(present)
    item = present.rooms.say(contact, present.participant, given["Content"], given["ContentType"])
    if present.role == CUSTOMER:
        present.instance.switchboard.chats.wrote(contact)
    return _told(item)


def _check_message(present: Present, given: Given) -> None:
    """
    Raises:
        ConnectError: InvalidParameterException.
    """
    content_type, content = given["ContentType"], given["Content"]
    allowed = _supported(present)
    if content_type not in allowed:
        raise invalid("ContentType", f"expected one that the chat supports: {', '.join(allowed)}")
    if len(content) > LONGEST[content_type]:
        raise invalid("Content", f"expected at most {LONGEST[content_type]} characters")
    if not content.strip():
        raise invalid("Content", "expected more than blanks")
    if content_type not in (PLAIN_TEXT, "text/markdown") and _parsed(content) is None:
        raise invalid("Content", "expected JSON")


def _supported(present: Present) -> list[str]:
    """List the types that the customer's page has said it shows."""
    chat = present.instance.participants.get(present.initial_id, {}).values()
    for each in chat:
        if each.details["Role"] == CUSTOMER:
            types: list[str] = each.details.get("ContentTypes", [PLAIN_TEXT])
            return types
    return [PLAIN_TEXT]


@operation("SendEvent")
def send_event(service: ParticipantService, present: Present, given: Given) -> Answer:
    content_type = given["ContentType"]
    if content_type not in _EVENTS:
        raise invalid("ContentType", f"expected one of {', '.join(_EVENTS)}")
    if content_type in _RECEIPTS:
        return _received(present, given)
    contact = present.contact
    _check_here(present)
    item: Item = {
        "AbsoluteTime": to_milliseconds_text(present.instance.timeline.now_us),
        "Id": present.instance.new_id(),
        "ContentType": content_type,
        "Type": EVENT,
        "ParticipantId": present.participant.id,
        "DisplayName": present.participant.details["DisplayName"],
        "ParticipantRole": present.role,
        "ContactId": contact.id,
        "InitialContactId": present.initial_id,
    }
    if content_type == TYPING:
        present.rooms.pass_by(present.initial_id, item)
    return _told(item)


def _received(present: Present, given: Given) -> Answer:
    """Note on a message that it has been delivered to somebody, or read by her."""
    contact = present.contact
    message = _message(present, given)
    now = to_milliseconds_text(present.instance.timeline.now_us)
    receipts = dict(message.details.get("Receipts", {}))
    receipt = dict(receipts.get(present.participant.id, {}))
    receipt["RecipientParticipantId"] = present.participant.id
    receipt[_RECEIPTS[given["ContentType"]]] = now
    receipts[present.participant.id] = receipt
    present.instance.table(CHAT_ITEM).change(message, Receipts=receipts)
    item: Item = {
        "AbsoluteTime": now,
        "Id": present.instance.new_id(),
        "ContentType": given["ContentType"],
        "Type": "MESSAGEMETADATA",
        "ParticipantId": present.participant.id,
        "ParticipantRole": present.role,
        "ContactId": contact.id,
        "InitialContactId": present.initial_id,
        "MessageMetadata": {"MessageId": message.id, "Receipts": [receipt]},
    }
    present.rooms.pass_by(present.initial_id, item)
    return _told(item)


def _message(present: Present, given: Given) -> Resource:
    """
    Raises:
        ConnectError: InvalidParameterException.
    """
    content = _parsed(given.get("Content", ""))
    message_id = content.get("messageId") if isinstance(content, dict) else None
    table = present.instance.table(CHAT_ITEM)
    found = table.find(message_id) if isinstance(message_id, str) else None
    known = (
        found is not None
        and found.details["InitialContactId"] == present.initial_id
        and found.details["Type"] == MESSAGE
        and found.details.get("ParticipantId") != present.participant.id
    )
    if found is None or not known:
        raise invalid("Content", "expected a messageId: that of another's message in this chat")
    return found


def _check_here(present: Present) -> None:
    """Let agents speak from when they have accepted; others come by the first that they say."""
    if present.role == AGENT:
        if not present.is_here:
            raise denied()
    elif not present.is_here:
        present.rooms.enter(present.contact, present.participant)


def _parsed(content: str) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _told(item: Item) -> Answer:
    return {"Id": item["Id"], "AbsoluteTime": item["AbsoluteTime"]}
