"""Who sees what happens in chats: the engine tells it of messages, of agents and of the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from santral.engine.contact import Contact


class Audience(Protocol):
    """The customers and agents of chats, who are outside; told of chats alone."""

    def shown(self, contact: Contact, participant: str, text: str) -> None:
        """A flow has sent a message.

        Args:
            participant: who sees it: CUSTOMER, or AGENT alone, as with an agent whisper.
        """
        ...

    def joined(self, contact: Contact) -> None:
        """The contact's agent is with the customer from now on."""
        ...

    def left(self, contact: Contact) -> None:
        """Whoever was with the customer is no more; the chat may go on without."""
        ...

    def passed_on(self, following: Contact) -> None:
        """The agent of the contact before has left the customer to this one."""
        ...

    def over(self, contact: Contact) -> None:
        """The last contact of a chat has ended."""
        ...


class Unseen:
    """Nobody looks."""

    def shown(self, contact: Contact, participant: str, text: str) -> None: ...
    def joined(self, contact: Contact) -> None: ...
    def left(self, contact: Contact) -> None: ...
    def passed_on(self, following: Contact) -> None: ...
    def over(self, contact: Contact) -> None: ...
