"""Those who take part in a chat, from the first contact of its chain to the last one's end."""

from __future__ import annotations

import hmac
import secrets
from typing import TYPE_CHECKING, Final

from santral.local.connect.resources import Kind, Resource

if TYPE_CHECKING:
    from santral.engine.contact import Contact
    from santral.engine.routing.agents import Agent
    from santral.local.connect.instance import Instance

CUSTOMER: Final = "CUSTOMER"
AGENT: Final = "AGENT"
BOT: Final = "CUSTOM_BOT"
SYSTEM: Final = "SYSTEM"
# Seen in transcripts of the service: what flows say is said under this name.
SYSTEM_NAME: Final = "SYSTEM_MESSAGE"

# Where a participant is: asked to come, in the chat, no longer in it.
INVITED: Final = "invited"
HERE: Final = "here"
GONE: Final = "gone"

# Where the participant's id is in a token, which begins with it, without its dashes.
_GROUPS: Final = ((0, 8), (8, 12), (12, 16), (16, 20), (20, 32))


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
    """Let somebody take part, also where the chat is passed on to; an agent, in this contact.

    Returns:
        The participant; the Token in its details shows who connects for it.
    """
    id_ = instance.new_id()
    details = {
        "InitialContactId": contact.chain.initial_id,
        "ContactId": contact.id,
        "Role": role,
        "DisplayName": name,
        # Ids are given out to everybody, and follow from one another: what is secret is no id.
        "Token": id_.replace("-", "") + secrets.token_hex(16),
        "State": INVITED,
    }
    return instance.table(PARTICIPANT).create("", details, id_=id_)


def by_token(instance: Instance, token: str) -> Resource | None:
    """Find who was given this token; None for nobody, or for one who was forgotten."""
    id_ = "-".join(token[start:end] for start, end in _GROUPS)
    found = instance.table(PARTICIPANT).find(id_)
    if found is None or not hmac.compare_digest(found.details["Token"].encode(), token.encode()):
        return None
    return found


def in_role(instance: Instance, contact: Contact, role: str) -> list[Resource]:
    """List those of a chat in one role, the first to come first; agents, of this contact alone."""
    chat = instance.participants.get(contact.chain.initial_id, {})
    return [
        each
        for each in chat.values()
        if each.details["Role"] == role
        and (role != AGENT or each.details["ContactId"] == contact.id)
    ]


def agent_in(instance: Instance, contact: Contact, agent: Agent) -> Resource:
    """Give the participant that an agent is in a contact of hers."""
    known = in_role(instance, contact, AGENT)
    return known[0] if known else join(instance, contact, AGENT, agent.first_name or agent.username)


def system_in(instance: Instance, contact: Contact) -> Resource:
    """Give the participant as whom flows speak."""
    known = in_role(instance, contact, SYSTEM)
    return known[0] if known else join(instance, contact, SYSTEM, SYSTEM_NAME)


def becomes(instance: Instance, participant: Resource, state: str) -> bool:
    """Note where a participant is now; False where that was known."""
    if participant.details["State"] == state:
        return False
    instance.table(PARTICIPANT).change(participant, State=state)
    return True


def leave(instance: Instance, contact: Contact) -> None:
    """Forget those of a chat of which this was the last contact that anybody was at work on."""
    chat = instance.participants.get(contact.chain.initial_id)
    if chat is None:
        return
    live = instance.switchboard.contacts.values()
    if any(each.chain is contact.chain for each in live):
        return
    for each in list(chat.values()):
        instance.table(PARTICIPANT).delete(each)
