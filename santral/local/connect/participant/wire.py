"""The participant service's protocol, rest-json; who asks is told by the header X-Amz-Bearer alone.

Signatures are not looked at: amazon-connect-chatjs makes them with an empty key.
Source: Participant Service API Reference ("do not use Signature Version 4 authentication");
botocore, data/connectparticipant/2018-09-07.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

import santral.local.connect.participant.operations  # noqa: F401 - enters every operation
from santral.local.connect import errors
from santral.local.connect.errors import ConnectError
from santral.local.connect.participant.registry import OPERATIONS
from santral.local.connect.participant.service import ParticipantService, Present, denied
from santral.local.connect.protocol.model import Operation, model
from santral.local.connect.protocol.requests import Reply
from santral.local.connect.protocol.shapes import write
from santral.local.connect.protocol.wire import read_input

SERVICE: Final = "connectparticipant"
_BEARER: Final = "X-Amz-Bearer"
# What this service says where Connect's own API has other words.
_CODES: Final[Mapping[str, str]] = {
    errors.INVALID_PARAMETER: "ValidationException",
    errors.INVALID_REQUEST: "ValidationException",
    errors.CONFLICT: "ConflictException",
}


class ParticipantWire:
    def __init__(self, service: ParticipantService) -> None:
        self.service = service

    def answer(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """Carry out one request.

        Args:
            target: path and query as they were sent, percent-encoded.
        """
        path, _, query = target.partition("?")
        routed = model(SERVICE).route(method, path)
        if routed is None:
            return self._refuse(ConnectError(errors.UNKNOWN, "There is no such operation."))
        operation, in_path = routed
        try:
            present = self._present(operation, headers)
            given = read_input(operation, in_path, query, headers, body)
            answer = OPERATIONS[operation.name](self.service, present, given)
        except ConnectError as error:
            return self._refuse(error)
        except RecursionError:
            deep = ConnectError("SerializationException", "The body is nested too deeply.")
            return self._refuse(deep)
        output = operation.output
        return self._reply(200, {} if output is None else write(output, answer or {}), {})

    def _present(self, operation: Operation, headers: Mapping[str, str]) -> Present:
        token = headers.get(_BEARER) or headers.get(_BEARER.lower()) or ""
        if not token:
            raise denied()
        if operation.name == "CreateParticipantConnection":
            return self.service.by_participant_token(token)
        return self.service.by_connection_token(token)

    def _refuse(self, error: ConnectError) -> Reply:
        code = _CODES.get(error.code, error.code)
        answer: dict[str, Any] = {"Message": error.message}
        return self._reply(model(SERVICE).status_of(code), answer, {"x-amzn-ErrorType": code})

    def _reply(self, status: int, answer: object, headers: Mapping[str, str]) -> Reply:
        return Reply(
            status,
            {
                "Content-Type": "application/json",
                "x-amzn-RequestId": self.service.connect.new_id(),
                **headers,
            },
            json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode(),
        )
