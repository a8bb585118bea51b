"""Counts requests of a botocore client, and makes them fail as networks and services do."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from botocore.exceptions import ConnectTimeoutError, ReadTimeoutError

from santral.stores.clients import CONNECT_TIMEOUT_S, READ_TIMEOUT_S
from tests.fakes.clocks import Stopwatch

Fault = Callable[[Any], AWSResponse | None]


class _Raw:
    """The body of an answer, as urllib3 hands it out."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def stream(self, **_: object) -> list[bytes]:
        return [self._body]

    def read(self, *_: object) -> bytes:
        return self._body


def _answer(request: Any, status: int, body: bytes) -> AWSResponse:
    return AWSResponse(request.url, status, HTTPHeaders(), _Raw(body))


class Wire:
    """What lies between a client and its service.

    Attributes:
        operations: every request that was sent, attempts included, in order.
        fault: what happens to a request in place of its being answered; None is nothing.
        matching: the fault's part of the operations; "" is all of them.
        lose_replies: how many of the next replies are lost after the service has done its work.
    """

    def __init__(self, client: Any, stopwatch: Stopwatch) -> None:
        self.operations: list[str] = []
        self.fault: Fault | None = None
        self.matching = ""
        self.lose_replies = 0
        self._stopwatch = stopwatch
        self._service = client.meta.service_model.service_id.hyphenize()
        self._events = client.meta.events
        self._events.register_first(f"before-send.{self._service}", self._send)
        # After moto's own handler, which listens to before-send as a whole.
        self._events.register_last("before-send", self._lose)

    def close(self) -> None:
        self._events.unregister(f"before-send.{self._service}", self._send)
        self._events.unregister("before-send", self._lose)

    def hang(self, _request: Any) -> AWSResponse | None:
        """Accept the connection and say nothing: the longest that one attempt can take."""
        self._stopwatch.advance(CONNECT_TIMEOUT_S + READ_TIMEOUT_S)
        raise ReadTimeoutError(endpoint_url="https://dynamodb.example")

    def be_unreachable(self, _request: Any) -> AWSResponse | None:
        self._stopwatch.advance(CONNECT_TIMEOUT_S)
        raise ConnectTimeoutError(endpoint_url="https://dynamodb.example")

    def break_down(self, request: Any) -> AWSResponse | None:
        return _answer(request, 500, b'{"__type":"InternalServerError","message":"sorry"}')

    def throttle(self, request: Any) -> AWSResponse | None:
        kind = "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException"
        body = json.dumps({"__type": kind, "message": "slow down"})
        return _answer(request, 400, body.encode())

    def deny(self, request: Any) -> AWSResponse | None:
        """Refuse, and repeat what was asked for, as AWS does."""
        body = {"__type": "AccessDeniedException", "message": request.body.decode()}
        return _answer(request, 400, json.dumps(body).encode())

    def answer(self, body: bytes) -> Fault:
        """Return the fault of answering every request with these bytes and status 200."""
        return lambda request: _answer(request, 200, body)

    def _send(self, request: Any, event_name: str, **_: Any) -> AWSResponse | None:
        operation = event_name.rpartition(".")[2]
        self.operations.append(operation)
        if self.fault is None or not _names(request, self.matching):
            return None
        return self.fault(request)

    def _lose(self, **_: Any) -> None:
        if self.lose_replies:
            self.lose_replies -= 1
            self._stopwatch.advance(READ_TIMEOUT_S)
            raise ReadTimeoutError(endpoint_url="https://dynamodb.example")


def _names(request: Any, text: str) -> bool:
    body = request.body if isinstance(request.body, bytes) else b""
    return text.encode() in body
