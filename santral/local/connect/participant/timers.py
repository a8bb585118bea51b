"""Timers of chats: who writes nothing for long is called idle, and in the end the agent is let go.

They run while an agent is with the customer, by what was asked for when she joined.
Source: Administrator Guide, "Set up chat timeouts for chat participants"; API Reference,
ParticipantTimerConfiguration.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from santral.engine.instants import to_milliseconds_text
from santral.engine.timeline import MINUTE, Timer
from santral.local.connect.participant.items import (
    AUTO_DISCONNECTION,
    EVENT,
    PARTICIPANT_IDLE,
    PARTICIPANT_RETURNED,
)
from santral.local.connect.participation import AGENT, CUSTOMER, in_role

if TYPE_CHECKING:
    from santral.engine.contact import Contact
    from santral.local.connect.instance import Instance
    from santral.local.connect.resources import Resource

IDLE: Final = "IDLE"
DISCONNECT: Final = "DISCONNECT_NONCUSTOMER"

Key = tuple[str, str]  # role, and type of timer


@dataclass(slots=True, eq=False)
class _Clock:
    """How long one of the two has written nothing."""

    contact: Contact
    participant: Resource
    idle_us: int | None
    disconnect_us: int | None
    is_idle: bool = False
    timer: Timer | None = None


class Timers:
    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._wanted: dict[str, dict[Key, int]] = {}  # minutes, by the id of the initial contact
        self._clocks: dict[str, dict[str, _Clock]] = {}  # by contact, and by role

    def want(self, contact: Contact, minutes: Mapping[Key, int | None]) -> None:
        """Note what is asked for; it counts from when the next agent joins.

        Args:
            minutes: None takes a timer away.
        """
        wanted = self._wanted.setdefault(contact.chain.initial_id, {})
        for key, each in minutes.items():
            if each is None:
                wanted.pop(key, None)
            else:
                wanted[key] = each

    def begin(self, contact: Contact) -> None:
        """An agent has joined."""
        wanted = self._wanted.get(contact.chain.initial_id)
        if not wanted:
            return
        clocks = self._clocks[contact.id] = {}
        for role in (CUSTOMER, AGENT):
            for participant in in_role(self._instance, contact, role)[:1]:
                clocks[role] = _Clock(
                    contact,
                    participant,
                    _microseconds(wanted.get((role, IDLE))),
                    _microseconds(wanted.get((role, DISCONNECT))),
                )
                self._arm(clocks[role])

    def wrote(self, contact: Contact, role: str) -> None:
        clock = self._clocks.get(contact.id, {}).get(role)
        if clock is None:
            return
        if clock.is_idle:
            clock.is_idle = False
            self._tell(clock, PARTICIPANT_RETURNED)
        self._arm(clock)

    def end(self, contact: Contact) -> None:
        """The agent is no longer there."""
        for clock in self._clocks.pop(contact.id, {}).values():
            self._disarm(clock)

    def forget(self, contact: Contact) -> None:
        """The chat is over."""
        self._wanted.pop(contact.chain.initial_id, None)

    def _arm(self, clock: _Clock) -> None:
        self._disarm(clock)
        waits_us = clock.disconnect_us if clock.is_idle else clock.idle_us or clock.disconnect_us
        if waits_us is not None:
            clock.timer = self._instance.timeline.after(waits_us, self._due, clock)

    def _disarm(self, clock: _Clock) -> None:
        if clock.timer is not None:
            self._instance.timeline.cancel(clock.timer)
            clock.timer = None

    def _due(self, clock: _Clock) -> None:
        clock.timer = None
        if clock.idle_us is not None and not clock.is_idle:
            clock.is_idle = True
            self._tell(clock, PARTICIPANT_IDLE)
            self._arm(clock)
            return
        self._tell(clock, AUTO_DISCONNECTION)
        self._instance.switchboard.conversations.agent_hangs_up(clock.contact)

    def _tell(self, clock: _Clock, content_type: str) -> None:
        contact, participant = clock.contact, clock.participant
        item = {
            "AbsoluteTime": to_milliseconds_text(self._instance.timeline.now_us),
            "Id": self._instance.new_id(),
            "ContentType": content_type,
            "Type": EVENT,
            "ParticipantId": participant.id,
            "DisplayName": participant.details["DisplayName"],
            "ParticipantRole": participant.details["Role"],
            "ContactId": contact.id,
            "InitialContactId": contact.chain.initial_id,
        }
        self._instance.rooms.pass_by(contact.chain.initial_id, item)


def _microseconds(minutes: int | None) -> int | None:
    return None if minutes is None else minutes * MINUTE
