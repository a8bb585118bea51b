"""The protocol of Cognito's API, JSON 1.1: an HTTP request in, a reply out.

What users do themselves is not signed; anything else has to be, though no signature is checked.

Source: Smithy, "AWS JSON 1.1 protocol"; which operations are unsigned: the service model.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from santral.local.cognito.errors import UNKNOWN, CognitoError, unsupported
from santral.local.cognito.model import TARGET, operation_model, read, write
from santral.local.cognito.pool import UserPool
from santral.local.cognito.registry import OPERATIONS
from santral.local.connect.protocol.requests import Reply, scope

_CONTENT_TYPE: Final = "application/x-amz-json-1.1"


class Wire:
    def __init__(self, pool: UserPool) -> None:
        self.pool = pool

    def answer(self, _method: str, _target: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """Carry out one request, at once; proofs of passwords take some milliseconds."""
        named = {name.lower(): value for name, value in headers.items()}
        try:
            answer = self._carried_out(named, body)
        except CognitoError as error:
            return self._reply(400, {"__type": error.code, "message": error.message}, error.code)
        return self._reply(200, answer)

    def _carried_out(self, headers: Mapping[str, str], body: bytes) -> Any:
        target = headers.get("x-amz-target", "")
        name = target.removeprefix(TARGET)
        model = operation_model(name) if target.startswith(TARGET) else None
        if model is None:
            raise CognitoError(UNKNOWN, "There is no such operation.")
        if model.auth_type != "none" and scope(headers) is None:
            text = "Missing Authentication Token"
            raise CognitoError("MissingAuthenticationTokenException", text)
        if name not in OPERATIONS:
            raise unsupported(name)
        document = _document(body)
        given = {} if model.input_shape is None else read(model.input_shape, document)
        answer = self.pool.perform(name, given)
        return {} if model.output_shape is None else write(model.output_shape, answer)

    def _reply(self, status: int, answer: Any, code: str | None = None) -> Reply:
        headers = {"Content-Type": _CONTENT_TYPE, "x-amzn-RequestId": self.pool.chance.uuid()}
        if code is not None:
            headers["x-amzn-ErrorType"] = code
        return Reply(status, headers, json.dumps(answer, separators=(",", ":")).encode())


def _document(body: bytes) -> Any:
    try:
        return json.loads(body.decode("utf-8") or "{}")
    except (ValueError, RecursionError):
        raise CognitoError("SerializationException", "The body is not JSON.") from None
