"""Contacts that do not live for ever: tasks, chats and callbacks that nobody takes.

A task that expires goes to its disconnect flow, which may queue it again: for another seven days,
and only once. The guide gives neither the second term nor an end of such rounds.
Source: Administrator Guide, "Tasks" (seven days unless the contact says otherwise), "Set disconnect
flow" (a task expires), "About queued callbacks"; API Reference, StartChatContact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from santral.engine.contact import Contact, Stage
from santral.engine.tasks import LIFE_US
from santral.engine.timeline import MINUTE

if TYPE_CHECKING:
    from santral.engine.switchboard import Switchboard

# An agent is about to call back: the promise is being kept, unless nothing comes of it.
LOOKS_AGAIN_AFTER_US = MINUTE
_WAITING = (Stage.QUEUED, Stage.OFFERED, Stage.JOINING)


class Expiries:
    def __init__(self, switchboard: Switchboard) -> None:
        self.switchboard = switchboard
        self.timeline = switchboard.timeline

    def set(self, contact: Contact, expires_us: int) -> None:
        """Let a contact end at this instant, or at once where it has passed."""
        self.cancel(contact)
        contact.expires_us = expires_us
        wait_us = max(0, expires_us - self.timeline.now_us)
        contact.expiry_timer = self.timeline.after(wait_us, self._over, contact)

    def cancel(self, contact: Contact) -> None:
        if contact.expiry_timer is not None:
            self.timeline.cancel(contact.expiry_timer)
            contact.expiry_timer = None

    def _over(self, contact: Contact) -> None:
        contact.expiry_timer = None
        if contact.callback is not None and contact.connected_us is not None:
            return  # she has been called back
        if contact.callback is not None and contact.stage is Stage.JOINING:
            contact.expiry_timer = self.timeline.after(LOOKS_AGAIN_AFTER_US, self._over, contact)
        elif not self._goes_to_disconnect_flow(contact):
            self.switchboard.give_up(contact, "EXPIRED")

    def _goes_to_disconnect_flow(self, contact: Contact) -> bool:
        board = self.switchboard
        if not _may_go_on(contact):
            return False
        flow = board.hook(contact, "CustomerRemaining")
        if flow is None:
            return False
        self.set(contact, self.timeline.now_us + LIFE_US)
        if contact.stage in _WAITING:
            board.joining.break_off(contact)
            contact.agent = contact.part = None  # who was about to have it
        contact.has_expired = True
        board.stop_runs(contact)
        contact.run = contact.frozen_run = None
        board.conversations.remain(contact, flow)
        return True


def _may_go_on(contact: Contact) -> bool:
    """Whether it is a task that has begun, is not being passed on, and has not expired before."""
    passed_on = contact.transfer is not None or (
        contact.transferred_by is not None and contact.transferred_by.pending
    )
    begun = contact.stage is not Stage.CREATED and contact.stage is not Stage.AFTER_AGENT
    return contact.channel == "TASK" and begun and not passed_on and not contact.has_expired
