"""Those who take part in chats beside the agents, from the first of a chain to the end of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from santral.local.connect.resources import Kind, Resource

if TYPE_CHECKING:
    from santral.engine.contact import Contact
    from santral.local.connect.instance import Instance


def _bind(instance: Instance, resource: Resource) -> None:
    chat = instance.participants.setdefault(resource.details["InitialContactId"], {})
    chat[resource.id] = resource


def _unbind(instance: Instance, resource: Resource) -> None:
    initial_id = resource.details["InitialContactId"]
    chat = instance.participants[initial_id]
    del chat[resource.id]
    if not chat:
        del instance.participants[initial_id]


PARTICIPANT = Kind("participant", "participant", unique=False, bind=_bind, unbind=_unbind, rank=94)


def join(instance: Instance, contact: Contact, role: str, name: str) -> Resource:
    """Let somebody take part, also where the chat is passed on to.

    Returns:
        The participant; the Token in its details shows who connects for it.
    """
    token = f"{instance.new_id()}{instance.new_id()}".replace("-", "")
    details = {
        "InitialContactId": contact.chain.initial_id,
        "ContactId": contact.id,
        "Role": role,
        "DisplayName": name,
        "Token": token,
    }
    return instance.table(PARTICIPANT).create("", details)


def leave(instance: Instance, contact: Contact) -> None:
    """Forget those of a chat of which this was the last contact that went on."""
    chat = instance.participants.get(contact.chain.initial_id)
    if chat is None:
        return
    live = instance.switchboard.contacts.values()
    if any(each.chain is contact.chain for each in live):
        return
    for each in list(chat.values()):
        instance.table(PARTICIPANT).delete(each)
