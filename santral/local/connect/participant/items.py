"""What was said and what happened in chats: messages, events and attachments, one item each.

Items stay as long as their contact is known, so that a later chat can go on with an earlier one.
Source: Participant Service API Reference, Item; Administrator Guide, "Enable persistent chat".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from santral.engine.instants import to_milliseconds_text
from santral.local.connect.participation import AGENT, GONE
from santral.local.connect.resources import Kind, Resource, by_order

if TYPE_CHECKING:
    from santral.engine.contact import Contact
    from santral.local.connect.instance import Instance

MESSAGE: Final = "MESSAGE"
EVENT: Final = "EVENT"
ATTACHMENT: Final = "ATTACHMENT"

PLAIN_TEXT: Final = "text/plain"
_EVENT: Final = "application/vnd.amazonaws.connect.event"
TYPING: Final = f"{_EVENT}.typing"
ACKNOWLEDGED: Final = f"{_EVENT}.connection.acknowledged"
DELIVERED: Final = f"{_EVENT}.message.delivered"
READ: Final = f"{_EVENT}.message.read"
PARTICIPANT_JOINED: Final = f"{_EVENT}.participant.joined"
PARTICIPANT_LEFT: Final = f"{_EVENT}.participant.left"
PARTICIPANT_IDLE: Final = f"{_EVENT}.participant.idle"
PARTICIPANT_RETURNED: Final = f"{_EVENT}.participant.returned"
AUTO_DISCONNECTION: Final = f"{_EVENT}.participant.autodisconnection"
TRANSFER_SUCCEEDED: Final = f"{_EVENT}.transfer.succeeded"
CHAT_ENDED: Final = f"{_EVENT}.chat.ended"
CHAT_REHYDRATED: Final = f"{_EVENT}.chat.rehydrated"

Item = dict[str, Any]

# Members of an item as they are sent, in the order of the API's page.
_SENT: Final = (
    "Content",
    "ContentType",
    "Type",
    "ParticipantId",
    "DisplayName",
    "ParticipantRole",
    "Attachments",
    "ContactId",
    "InitialContactId",
)


def _chat(resource: Resource) -> str:
    initial_id: str = resource.details["InitialContactId"]
    return initial_id


CHAT_ITEM = Kind("chat item", "chat-item", unique=False, rank=93, counts_as_use=False, group=_chat)


def as_item(resource: Resource) -> Item:
    """Write an item as sockets and transcripts have it."""
    details = resource.details
    item: Item = {"AbsoluteTime": to_milliseconds_text(resource.created_us), "Id": resource.id}
    item.update((name, details[name]) for name in _SENT if name in details)
    if "Receipts" in details:
        item["MessageMetadata"] = {
            "MessageId": resource.id,
            "Receipts": list(details["Receipts"].values()),
        }
    return item


def of_chat(instance: Instance, initial_id: str, role: str) -> list[Resource]:
    """List what one in this role may read of a chat, and of what it goes on with, oldest first."""
    found: list[Resource] = []
    for each in instance.table(CHAT_ITEM).of(initial_id):
        if "Past" in each.details:
            found += _past(instance, each.details["Past"], role)
        if each.details.get("Only", role) == role:
            found.append(each)
    return found


def _past(instance: Instance, past: list[str], role: str) -> list[Resource]:
    """List an earlier chat, up to the last item of one of its contacts."""
    initial_id, contact_id = past
    return up_to(of_chat(instance, initial_id, role), contact_id)


def up_to(items: list[Resource], contact_id: str) -> list[Resource]:
    """List those up to the last item of a contact."""
    ends = [at for at, each in enumerate(items) if each.details["ContactId"] == contact_id]
    return items[: ends[-1] + 1] if ends else []


def is_told(participant: Resource, item: Item) -> bool:
    """Whether somebody who listens is told of an item: an agent who has left, of hers alone."""
    details = participant.details
    if details["Role"] != AGENT or details["State"] != GONE:
        return True
    is_hers: bool = item["ContactId"] == details["ContactId"]
    return is_hers or item["ContentType"] == TRANSFER_SUCCEEDED


def of_contact(instance: Instance, contact: Contact) -> list[Resource]:
    """List what was said on one contact, the oldest first."""
    items = instance.table(CHAT_ITEM).of(contact.chain.initial_id)
    return [each for each in items if each.details["ContactId"] == contact.id]


def forget(instance: Instance, contact: Contact) -> None:
    """Forget what was said on a contact that nobody remembers any more."""
    table = instance.table(CHAT_ITEM)
    for each in sorted(of_contact(instance, contact), key=by_order):
        table.delete(each)
