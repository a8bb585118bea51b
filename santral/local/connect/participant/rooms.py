"""The chats of an instance as those in them see them: what is said goes to all who listen.

Source: Administrator Guide, "Enable real-time chat message streaming" and chat transcripts of the
service, for who is said to join and leave, and when.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from santral.local.connect.participant.items import (
    ATTACHMENT,
    CHAT_ENDED,
    CHAT_ITEM,
    CHAT_REHYDRATED,
    EVENT,
    MESSAGE,
    PARTICIPANT_JOINED,
    PARTICIPANT_LEFT,
    PLAIN_TEXT,
    TRANSFER_SUCCEEDED,
    Item,
    as_item,
)
from santral.local.connect.participant.timers import Timers
from santral.local.connect.participation import (
    AGENT,
    CUSTOMER,
    GONE,
    HERE,
    agent_in,
    becomes,
    in_role,
    system_in,
)
from santral.local.connect.resources import Resource

if TYPE_CHECKING:
    from santral.engine.contact import Contact
    from santral.local.connect.instance import Instance

Push = Callable[[Item], None]


class _Listener(NamedTuple):
    role: str
    push: Push


class Rooms:
    """The engine's Audience.

    Attributes:
        timers: of those who write nothing.
    """

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._listeners: dict[str, list[_Listener]] = {}  # by the id of the initial contact
        self.timers = Timers(instance)

    # --- told by the engine ---

    def shown(self, contact: Contact, participant: str, text: str) -> None:
        if not text:
            return  # nothing is sent where a flow's text comes to nothing
        speaker = system_in(self._instance, contact)
        only = AGENT if participant == AGENT else None
        self.say(contact, speaker, text, PLAIN_TEXT, only=only)

    def joined(self, contact: Contact) -> None:
        if contact.agent is not None:
            self.enter(contact, agent_in(self._instance, contact, contact.agent))
            self.timers.begin(contact)

    def left(self, contact: Contact) -> None:
        self.timers.end(contact)
        # Of an agent whose customer has gone, the end of the chat says enough.
        tells = contact.disconnected_us is None or contact.disconnect_reason == "AGENT_DISCONNECT"
        for each in in_role(self._instance, contact, AGENT):
            if each.details["State"] == HERE and tells:
                self.happened(contact, PARTICIPANT_LEFT, each)
            becomes(self._instance, each, GONE)

    def passed_on(self, following: Contact) -> None:
        self.happened(following, TRANSFER_SUCCEEDED)

    def over(self, contact: Contact) -> None:
        for each in in_role(self._instance, contact, CUSTOMER):
            if each.details["State"] == HERE and contact.disconnect_reason == "CUSTOMER_DISCONNECT":
                self.happened(contact, PARTICIPANT_LEFT, each)
        for each in self._instance.participants.get(contact.chain.initial_id, {}).values():
            becomes(self._instance, each, GONE)
        self.happened(contact, CHAT_ENDED)
        self.timers.forget(contact)

    # --- what those in it do ---

    def enter(self, contact: Contact, participant: Resource) -> None:
        """Let somebody be seen in the chat; once."""
        if becomes(self._instance, participant, HERE):
            self.happened(contact, PARTICIPANT_JOINED, participant)

    def go(self, contact: Contact, participant: Resource) -> None:
        if becomes(self._instance, participant, GONE):
            self.happened(contact, PARTICIPANT_LEFT, participant)

    def say(
        self,
        contact: Contact,
        speaker: Resource,
        content: str,
        content_type: str,
        *,
        only: str | None = None,
    ) -> Item:
        """Add a message.

        Args:
            only: the role that alone sees it.
        """
        said = {"Type": MESSAGE, "ContentType": content_type, "Content": content, "Only": only}
        self.timers.wrote(contact, speaker.details["Role"])
        return self._add(contact, said, speaker)

    def attach(self, contact: Contact, speaker: Resource, attachment: Mapping[str, str]) -> Item:
        """Add a file; `attachment` is an AttachmentItem of the API."""
        said = {
            "Type": ATTACHMENT,
            "ContentType": attachment["ContentType"],
            "Attachments": [dict(attachment)],
        }
        self.timers.wrote(contact, speaker.details["Role"])
        return self._add(contact, said, speaker)

    def happened(
        self,
        contact: Contact,
        content_type: str,
        participant: Resource | None = None,
        **more: Any,
    ) -> Item:
        """Add an event, of a participant or of the chat."""
        return self._add(contact, {"Type": EVENT, "ContentType": content_type, **more}, participant)

    def go_on_with(self, contact: Contact, past: Contact) -> None:
        """Let a chat begin where an earlier one has ended; its items are read before these."""
        self.happened(contact, CHAT_REHYDRATED, Past=[past.chain.initial_id, past.id])

    def pass_by(self, initial_id: str, item: Item) -> None:
        """Tell everybody of something that is not kept: that somebody types, or has read."""
        for each in self._listening(initial_id):
            each.push(item)

    # --- those who listen ---

    def listen(self, initial_id: str, role: str, push: Push) -> Callable[[], None]:
        """Be told of every item of a chat that one in this role may see.

        Returns:
            What ends it.
        """
        listener = _Listener(role, push)
        self._listeners.setdefault(initial_id, []).append(listener)

        def stop() -> None:
            left = [each for each in self._listening(initial_id) if each is not listener]
            if left:
                self._listeners[initial_id] = left
            else:
                self._listeners.pop(initial_id, None)

        return stop

    def _listening(self, initial_id: str) -> Sequence[_Listener]:
        return self._listeners.get(initial_id, ())

    def _add(self, contact: Contact, said: Mapping[str, Any], speaker: Resource | None) -> Item:
        details = {name: value for name, value in said.items() if value is not None}
        details |= {"InitialContactId": contact.chain.initial_id, "ContactId": contact.id}
        if speaker is not None:
            details["ParticipantId"] = speaker.id
            details["DisplayName"] = speaker.details["DisplayName"]
            details["ParticipantRole"] = speaker.details["Role"]
        item = as_item(self._instance.table(CHAT_ITEM).create("", details))
        only = details.get("Only")
        # A copy: who is told of one item may stop listening, or another begin.
        for each in list(self._listening(contact.chain.initial_id)):
            if only is None or only == each.role:
                each.push(item)
        return item
