"""Those who take part in a chat beside its agents: the customer, and bots that are brought in."""

from __future__ import annotations

from santral.engine.instants import to_datetime
from santral.engine.timeline import HOUR
from santral.local.connect.contacts import live_contact
from santral.local.connect.errors import invalid, refused
from santral.local.connect.instance import Instance
from santral.local.connect.participation import BOT, join
from santral.local.connect.registry import Answer, Given, operation

_TOKEN_LASTS_US = 24 * HOUR


@operation("CreateParticipant")
def create(instance: Instance, given: Given) -> Answer:
    contact = live_contact(instance, given["ContactId"])
    if contact.channel != "CHAT":
        raise refused("ContactId: expected a chat.")
    details = given["ParticipantDetails"]
    if details.get("ParticipantRole") != BOT:
        raise invalid("ParticipantDetails.ParticipantRole", "expected CUSTOM_BOT")
    if "DisplayName" not in details:
        raise invalid("ParticipantDetails.DisplayName", "a value is required")
    participant = join(instance, contact, BOT, details["DisplayName"])
    expires = to_datetime(instance.timeline.now_us + _TOKEN_LASTS_US)
    return {
        "ParticipantId": participant.id,
        "ParticipantCredentials": {
            "ParticipantToken": participant.details["Token"],
            "Expiry": f"{expires:%Y-%m-%dT%H:%M:%SZ}",
        },
    }
