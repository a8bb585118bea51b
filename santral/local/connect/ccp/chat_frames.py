"""What is said in an agent's chats, as frames for the host page's own chat library."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from santral.engine.contact import Contact
from santral.engine.routing.agents import ContactState
from santral.local.connect.participant.agents import listen

if TYPE_CHECKING:
    from santral.local.connect.ccp.seat import Seat

TOPIC = "aws/chat"


class ChatFrames:
    """Listens in every chat that she has joined, for as long as a tab of hers is open."""

    def __init__(self, seat: Seat, push: Callable[[dict[str, Any]], None]) -> None:
        """
        Args:
            push: takes a message of the socket that the library believes it has.
        """
        self._seat, self._push = seat, push
        self._stops: dict[Contact, Callable[[], None]] = {}

    def follow(self) -> None:
        """Begin with chats that are new, and leave those that she has closed."""
        hers = self._seat.agent.contacts
        for contact in [each for each in self._stops if each not in hers]:
            self._stops.pop(contact)()
        for contact, state in hers.items():
            joined = contact.channel == "CHAT" and state is ContactState.CONNECTED
            if joined and contact not in self._stops and contact.monitored is None:
                self._stops[contact] = listen(
                    self._seat.instance, contact, self._seat.agent, self._said
                )

    def stop(self) -> None:
        for stop in self._stops.values():
            stop()
        self._stops.clear()

    def _said(self, item: dict[str, Any]) -> None:
        content = json.dumps(item, ensure_ascii=False)
        self._push({"topic": TOPIC, "contentType": "application/json", "content": content})
