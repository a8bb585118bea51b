"""An agent at her panel, and what the panel refuses her."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from santral.engine.agent_events import states_in_hand
from santral.engine.contact import Contact
from santral.engine.refusals import Refusal
from santral.local.connect.ccp.connection_view import Party, part_of
from santral.local.connect.operations.users import USER
from santral.local.connect.protocol.model import model
from santral.local.connect.protocol.shapes import read
from santral.local.connect.registry import OPERATIONS

if TYPE_CHECKING:
    from santral.engine.routing.agents import Agent
    from santral.engine.switchboard import Switchboard
    from santral.local.connect.instance import Instance
    from santral.local.connect.resources import Resource

Params = Mapping[str, Any]

INVALID_STATE: Final = "InvalidStateException"
VALIDATION: Final = "ValidationException"
NOT_FOUND: Final = "ContactNotFoundException"
DENIED: Final = "AccessDeniedException"
UNKNOWN: Final = "UnknownOperationException"


class CcpError(Exception):
    """One refusal; the message says what, where and what was expected, and nothing personal."""

    def __init__(self, type_: str, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.type, self.message, self.status = type_, message, status

    def as_text(self) -> str:
        """Write it as the real worker does: a JSON string.

        Source: amazon-connect-streams, `failure` of api_request.
        """
        return json.dumps(
            {
                "type": self.type,
                "message": self.message,
                "stack": [],
                "retryStatus": "none",
                "statusCode": self.status,
            }
        )


def invalid_state(message: str) -> CcpError:
    return CcpError(INVALID_STATE, message)


def raise_if(why: Refusal | None) -> None:
    """
    Raises:
        CcpError: the engine refuses.
    """
    if why is not None:
        raise invalid_state(f"It cannot be done: {why.value}.")


def text_in(params: Params, name: str) -> str:
    """
    Raises:
        CcpError: it is not there, or no text.
    """
    value = params.get(name)
    if not isinstance(value, str) or not value:
        raise CcpError(VALIDATION, f"{name}: expected a text")
    return value


def object_in(params: Params, name: str) -> Params:
    """
    Raises:
        CcpError: it is not there, or no object.
    """
    value = params.get(name)
    if not isinstance(value, Mapping):
        raise CcpError(VALIDATION, f"{name}: expected an object")
    return value


@dataclass(frozen=True, slots=True)
class Seat:
    """One agent of one instance."""

    instance: Instance
    agent: Agent

    @property
    def board(self) -> Switchboard:
        return self.instance.switchboard

    @property
    def exists(self) -> bool:
        """Whether she is a user still."""
        return self.instance.table(USER).find(self.agent.arn) is not None

    @property
    def queues(self) -> frozenset[str]:
        """Name, by their ARNs, the queues that are hers: those of her profile, and her own."""
        profile = self.agent.profile
        queues = [self.agent.queue, *(each.queue for each in profile.entries)]
        if profile.default_outbound_queue is not None:
            queues.append(profile.default_outbound_queue)
        return frozenset(each.arn for each in queues)

    def operate(self, operation: str, given: Params) -> Params:
        """Do what an operation of the API does, with what it would take and no more.

        Args:
            given: as it is on the wire, but for the instance.

        Raises:
            ConnectError: as the API refuses it.
        """
        whole = {"InstanceId": self.instance.id, **given}
        shape = model().operation(operation).input
        taken = whole if shape is None else read(shape, whole, "")
        return OPERATIONS[operation].function(self.instance, taken) or {}

    @property
    def user(self) -> Resource:
        return self.instance.table(USER).get(self.agent.arn)

    def contact(self, params: Params) -> Contact:
        """Find the contact that a request names, among her own.

        Raises:
            CcpError: she has no such contact.
        """
        wanted = text_in(params, "contactId")
        found = next((each for each in states_in_hand(self.agent) if each.id == wanted), None)
        if found is None:
            raise CcpError(NOT_FOUND, "contactId: expected a contact that this agent has", 404)
        return found

    def party(self, contact: Contact, params: Params) -> Party:
        """Say whose connection of a contact a request names.

        Raises:
            CcpError: nobody's.
        """
        found = part_of(self.instance, contact, text_in(params, "connectionId"))
        if found is None:
            raise CcpError(NOT_FOUND, "connectionId: expected a connection of this contact", 404)
        return found
