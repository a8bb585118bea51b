"""Those who take part in a chat beside its agents: the customer, and bots that are brought in."""

from __future__ import annotations

from santral.engine.contact import Contact
from santral.engine.instants import to_datetime
from santral.engine.timeline import HOUR
from santral.local.connect.contacts import live_contact
from santral.local.connect.errors import invalid, refused
from santral.local.connect.instance import Instance
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.resources import Kind, Resource

PARTICIPANT = Kind("participant", "participant", unique=False, rank=96)
_TOKEN_LASTS_US = 24 * HOUR


def join(instance: Instance, contact: Contact, role: str, name: str) -> Resource:
    """Let somebody take part; those whose chats have ended are forgotten.

    Returns:
        The participant; the Token in its details shows who connects for it.
    """
    table, board = instance.table(PARTICIPANT), instance.switchboard
    for each in table:
        if each.details["ContactId"] not in board.contacts:
            table.delete(each)
    token = f"{instance.new_id()}{instance.new_id()}".replace("-", "")
    details = {"ContactId": contact.id, "Role": role, "DisplayName": name, "Token": token}
    return table.create("", details)


@operation("CreateParticipant")
def create(instance: Instance, given: Given) -> Answer:
    contact = live_contact(instance, given["ContactId"])
    if contact.channel != "CHAT":
        raise refused("ContactId: expected a chat.")
    details = given["ParticipantDetails"]
    if details.get("ParticipantRole") != "CUSTOM_BOT":
        raise invalid("ParticipantDetails.ParticipantRole", "expected CUSTOM_BOT")
    if "DisplayName" not in details:
        raise invalid("ParticipantDetails.DisplayName", "a value is required")
    participant = join(instance, contact, "CUSTOM_BOT", details["DisplayName"])
    expires = to_datetime(instance.timeline.now_us + _TOKEN_LASTS_US)
    return {
        "ParticipantId": participant.id,
        "ParticipantCredentials": {
            "ParticipantToken": participant.details["Token"],
            "Expiry": f"{expires:%Y-%m-%dT%H:%M:%SZ}",
        },
    }
