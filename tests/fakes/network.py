"""What lies between a client and Amazon Connect: takes virtual time, loses requests and replies."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto
from typing import Any, Protocol

from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.exceptions import ConnectionClosedError, ConnectTimeoutError, ReadTimeoutError

from santral.engine.timeline import SECOND, Timeline
from santral.stores.clients import (
    AMAZON_CONNECT_CONNECT_TIMEOUT_S,
    AMAZON_CONNECT_READ_TIMEOUT_S,
)
from tests.fakes.connect import BROKEN, THROTTLED, body_of, refused, reply

_URL = "https://connect.example"


class Fault(Enum):
    """
    Attributes:
        UNREACHABLE: nobody takes the connection.
        THROTTLED: somebody else has used up what the account may ask.
        BROKEN_BEFORE, BROKEN_AFTER: an error of the service; nothing was done, or all of it.
        CUT: done, and the connection is closed before the reply.
        SILENT: done, and no reply comes.
        GARBLED: done, and the reply ends in the middle.
    """

    NONE = auto()
    UNREACHABLE = auto()
    THROTTLED = auto()
    BROKEN_BEFORE = auto()
    BROKEN_AFTER = auto()
    CUT = auto()
    SILENT = auto()
    GARBLED = auto()


class Service(Protocol):
    """The far side: our fake, or another stand-in for Amazon Connect.

    Attributes:
        timeline: by which it counts; nobody else moves it.
        source: a number of its own, to call from.
        dialled: how often each number was called.
        over_the_limit: requests that came too soon and were turned away.
    """

    @property
    def timeline(self) -> Timeline: ...

    @property
    def instance_id(self) -> str: ...

    @property
    def flow_id(self) -> str: ...

    @property
    def source(self) -> str: ...

    @property
    def dialled(self) -> dict[str, int]: ...

    @property
    def over_the_limit(self) -> int: ...

    def answer(self, request: AWSPreparedRequest) -> AWSResponse: ...


class Network:
    """
    Attributes:
        faults: of the requests to come, one each; none when it ends.
        delays_us: how long the next requests take to the service, and their replies back.
        operations: every request that was sent, in order.
        bodies: what they carried.
    """

    def __init__(self, client: Any, service: Service) -> None:
        self.faults: Iterator[Fault] = iter(())
        self.delays_us: Iterator[tuple[int, int]] = iter(())
        self.operations: list[str] = []
        self.bodies: list[bytes] = []
        self._service = service
        self._events = client.meta.events
        self._events.register_first("before-send.connect", self._send)

    def close(self) -> None:
        self._events.unregister("before-send.connect", self._send)

    def _send(self, request: AWSPreparedRequest, event_name: str, **_: Any) -> AWSResponse:
        self.operations.append(event_name.rpartition(".")[2])
        self.bodies.append(body_of(request))
        fault = next(self.faults, Fault.NONE)
        there_us, back_us = next(self.delays_us, (0, 0))
        if fault is Fault.UNREACHABLE:
            self._pass(int(AMAZON_CONNECT_CONNECT_TIMEOUT_S * SECOND))
            raise ConnectTimeoutError(endpoint_url=_URL)
        self._pass(there_us)
        answer = self._answered(request, fault)
        self._pass(back_us)
        return answer

    def _answered(self, request: AWSPreparedRequest, fault: Fault) -> AWSResponse:
        if fault is Fault.THROTTLED:
            return refused(request, THROTTLED)
        if fault is Fault.BROKEN_BEFORE:
            return refused(request, BROKEN)
        answer = self._service.answer(request)
        match fault:
            case Fault.BROKEN_AFTER:
                return refused(request, BROKEN)
            case Fault.CUT:
                raise ConnectionClosedError(endpoint_url=_URL)
            case Fault.SILENT:
                self._pass(int(AMAZON_CONNECT_READ_TIMEOUT_S * SECOND))
                raise ReadTimeoutError(endpoint_url=_URL)
            case Fault.GARBLED:
                return reply(request, answer.status_code, answer.content[:-1])
            case _:
                return answer

    def _pass(self, spent_us: int) -> None:
        timeline = self._service.timeline
        timeline.advance_to(timeline.now_us + spent_us)
