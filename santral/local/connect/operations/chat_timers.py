"""When somebody in a chat counts as idle, and when its agent is let go for that.

Source: API Reference, UpdateParticipantRoleConfig, ParticipantTimerConfiguration.
"""

from __future__ import annotations

from santral.local.connect.contacts import live_contact
from santral.local.connect.errors import invalid, refused
from santral.local.connect.instance import Instance
from santral.local.connect.registry import Answer, Given, operation


@operation("UpdateParticipantRoleConfig")
def update(instance: Instance, given: Given) -> Answer:
    contact = live_contact(instance, given["ContactId"])
    if contact.channel != "CHAT":
        raise refused("ContactId: expected a chat.")
    chat = given["ChannelConfiguration"].get("Chat")
    if chat is None:
        raise invalid("ChannelConfiguration", "expected Chat")
    timers: dict[tuple[str, str], int | None] = {}
    for each in chat["ParticipantTimerConfigList"]:
        value = each["TimerValue"]
        if len(value) != 1:
            raise invalid("TimerValue", "expected an action or a duration")
        key = (each["ParticipantRole"], each["TimerType"])
        timers[key] = value.get("ParticipantTimerDurationInMinutes")  # None: Unset
    instance.rooms.timers.want(contact, timers)
    return None
