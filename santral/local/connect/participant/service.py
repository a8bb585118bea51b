"""The participant service: who asks, by which token, and what was answered before.

A participant token asks for connections, a connection token for everything else; an agent has one
token for both (see agents.py). Source: Participant Service API Reference.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

from santral.engine.contact import Contact
from santral.engine.instants import to_milliseconds_text
from santral.engine.timeline import HOUR
from santral.local.connect.connect import Connect
from santral.local.connect.errors import ACCESS_DENIED, ConnectError
from santral.local.connect.instance import Instance
from santral.local.connect.participant.attached_files import ATTACHED_FILE
from santral.local.connect.participant.remembered import Remembered
from santral.local.connect.participant.rooms import Rooms
from santral.local.connect.participation import AGENT, GONE, HERE, PARTICIPANT, by_token
from santral.local.connect.registry import Answer
from santral.local.connect.resources import Resource

CONNECTION_LASTS_US: Final = 24 * HOUR
SOCKET_LASTS_US: Final = HOUR


class Expiring(NamedTuple):
    """Something that was given out, until when it is good: `text` as the API writes it."""

    value: str
    text: str


class StoredFile(NamedTuple):
    """A file of a chat, and how it is to be shown by whoever fetches it."""

    instance: Instance
    resource: Resource
    inline: bool


class _Link(NamedTuple):
    instance_id: str
    file_id: str
    expires_us: int
    inline: bool


class _Connection(NamedTuple):
    instance_id: str
    participant_id: str
    expires_us: int


@dataclass(frozen=True, slots=True)
class Present:
    """Who asks, found by a token."""

    instance: Instance
    participant: Resource

    @property
    def role(self) -> str:
        role: str = self.participant.details["Role"]
        return role

    @property
    def initial_id(self) -> str:
        initial_id: str = self.participant.details["InitialContactId"]
        return initial_id

    @property
    def rooms(self) -> Rooms:
        return self.instance.rooms

    @property
    def contact(self) -> Contact:
        """The contact in which one may speak.

        Raises:
            ConnectError: AccessDeniedException: the chat is over, or she is no longer in it.
        """
        found = self.instance.switchboard.chats.current(self.initial_id)
        if found is None or self.participant.details["State"] == GONE:
            raise denied()
        return found

    @property
    def is_here(self) -> bool:
        state: str = self.participant.details["State"]
        return state == HERE

    @property
    def has_passed_on(self) -> bool:
        """Whether it is an agent who has left; others may have the customer since."""
        return self.role == AGENT and self.participant.details["State"] == GONE


def denied() -> ConnectError:
    return ConnectError(ACCESS_DENIED, "Access denied")


def _wraps_up(present: Present) -> bool:
    """Whether an agent has left and somebody is at work on her contact still: she reads on."""
    board = present.instance.switchboard
    return present.role == AGENT and present.participant.details["ContactId"] in board.contacts


class ParticipantService:
    """
    Attributes:
        address: where it is reached, as http://127.0.0.1:8090; sockets by the same host.
    """

    def __init__(self, connect: Connect, address: str) -> None:
        self.connect, self.address = connect, address
        self._connections = Remembered[str, _Connection]()
        self._sockets = Remembered[str, _Connection]()
        self._answers = Remembered[tuple[str, str, str], Answer]()
        self._links = Remembered[str, _Link]()

    # --- tokens ---

    def connect_token(self, present: Present) -> Expiring:
        """Give out a connection token."""
        return self._given_out(self._connections, present, CONNECTION_LASTS_US)

    def socket_ticket(self, present: Present) -> Expiring:
        """Give out what a socket is opened with, as often as need be while it is good."""
        return self._given_out(self._sockets, present, SOCKET_LASTS_US)

    def by_participant_token(self, token: str) -> Present:
        """
        Raises:
            ConnectError: AccessDeniedException.
        """
        for instance in self.connect.instances.values():
            found = by_token(instance, token)
            if found is not None:
                return Present(instance, found)
        raise denied()

    def by_connection_token(self, token: str) -> Present:
        """
        Raises:
            ConnectError: AccessDeniedException.
        """
        found = self._found(self._connections, token)
        if found is None:
            found = self.by_participant_token(token)
            if found.role != AGENT:
                raise denied()
        if found.participant.details["State"] == GONE and not _wraps_up(found):
            raise denied()
        return found

    def by_socket_ticket(self, ticket: str) -> tuple[Present, int] | None:
        """Find who may open a socket, and until when, in microseconds, it may stay open."""
        present = self._found(self._sockets, ticket)
        if present is None or present.participant.details["State"] == GONE:
            return None
        return present, self._sockets.values[ticket].expires_us

    def _given_out(
        self, given: Remembered[str, _Connection], present: Present, lasts_us: int
    ) -> Expiring:
        expires_us = self.connect.timeline.now_us + lasts_us
        token = secrets.token_hex()
        connection = _Connection(present.instance.id, present.participant.id, expires_us)
        given.put(present.participant.id, token, connection)
        return Expiring(token, to_milliseconds_text(expires_us))

    def _found(self, given: Remembered[str, _Connection], token: str) -> Present | None:
        each = given.values.get(token)
        if each is None or each.expires_us <= self.connect.timeline.now_us:
            return None
        instance = self.connect.instances.get(each.instance_id)
        if instance is None:
            return None
        participant = instance.table(PARTICIPANT).find(each.participant_id)
        return None if participant is None else Present(instance, participant)

    # --- links to files ---

    def link_to(
        self, instance: Instance, file: Resource, lasts_us: int, *, inline: bool = False
    ) -> Expiring:
        """Give out a link by which a file is put or, once it has been put, fetched."""
        expires_us = self.connect.timeline.now_us + lasts_us
        secret = secrets.token_hex()
        chat = file.details["InitialContactId"]
        self._links.put(chat, secret, _Link(instance.id, file.id, expires_us, inline))
        link = f"{self.address}/participant/attachments/{file.id}?ticket={secret}"
        return Expiring(link, to_milliseconds_text(expires_us))

    def linked(self, file_id: str, secret: str) -> StoredFile | None:
        """Find the file that a link leads to; None where it leads nowhere, or no longer."""
        link = self._links.values.get(secret)
        if link is None or link.file_id != file_id:
            return None
        instance = self.connect.instances.get(link.instance_id)
        if instance is None or link.expires_us <= self.connect.timeline.now_us:
            return None
        file = instance.table(ATTACHED_FILE).find(file_id)
        return None if file is None else StoredFile(instance, file, link.inline)

    # --- ClientToken ---

    def once(
        self, present: Present, operation: str, token: str | None, work: Callable[[], Answer]
    ) -> Answer:
        """Do what was asked, or give the answer to the same request of before."""
        if not token:
            return work()
        whose = present.participant.id
        key = (whose, operation, token)
        if key not in self._answers.values:
            self._answers.put(whose, key, work())
        return self._answers.values[key]
