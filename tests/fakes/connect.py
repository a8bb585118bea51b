"""A stand-in for the few operations of Amazon Connect that our adapter's stories need."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any, NamedTuple
from urllib.parse import unquote

from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.compat import HTTPHeaders

from santral.engine.timeline import SECOND, Timeline


class Refusal(NamedTuple):
    """An error of the service; every one of these repeats what was sent, as AWS does."""

    status: int
    code: str


THROTTLED = Refusal(429, "TooManyRequestsException")
BROKEN = Refusal(500, "InternalServiceException")


class _Raw:
    """The body of an answer, as urllib3 hands it out."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def stream(self, **_: object) -> list[bytes]:
        return [self._body]


def body_of(request: AWSPreparedRequest) -> bytes:
    return request.body if isinstance(request.body, bytes) else b""


def reply(request: AWSPreparedRequest, status: int, body: bytes, code: str = "") -> AWSResponse:
    headers = HTTPHeaders()
    if code:
        headers["x-amzn-ErrorType"] = code
    return AWSResponse(str(request.url), status, headers, _Raw(body))


def refused(request: AWSPreparedRequest, refusal: Refusal) -> AWSResponse:
    body = {"Message": f"not possible: {request.url} {request.body!r}"}
    return reply(request, refusal.status, json.dumps(body).encode(), refusal.code)


class FakeConnect:
    """Starts, stops, describes and labels contacts; makes queues.

    Of what starts or makes something it allows 2 requests/s, burst 5: it counts tokens in whole
    millionths and takes one when a request arrives.

    Attributes:
        dialled: how often each number was called.
        contacts: by id, what it was started with; Attributes as they are now.
        queues: the names of the queues, one for each time that one was made.
        over_the_limit: requests that came too soon and were turned away.
        refusal: what it says to everything that is let in and not known by its token.
        instead: the body of every successful answer, in place of the right one.
    """

    instance_id = "11111111-2222-3333-4444-555555555555"
    flow_id = "flow"
    source = "+902120000001"

    def __init__(self, timeline: Timeline) -> None:
        self.dialled: Counter[str] = Counter()
        self.contacts: dict[str, dict[str, Any]] = {}
        self.queues: list[str] = []
        self.over_the_limit = 0
        self.refusal: Refusal | None = None
        self.instead: dict[str, Any] | None = None
        self._by_token: dict[str, str] = {}
        self.timeline = timeline
        self._tokens, self._counted_us = 5 * SECOND, timeline.now_us

    def answer(self, request: AWSPreparedRequest) -> AWSResponse:
        if request.method == "PUT" and not self._is_let_in():
            self.over_the_limit += 1
            return refused(request, THROTTLED)
        asked = json.loads(body_of(request) or b"{}")
        known = self._by_token.get(asked.get("ClientToken", ""))
        if known is not None:
            return _done(request, {"ContactId": known})
        if self.refusal is not None:
            return refused(request, self.refusal)
        done = self._carried_out(request, asked)
        return done if self.instead is None else _done(request, self.instead)

    def _is_let_in(self) -> bool:
        passed_us = self.timeline.now_us - self._counted_us
        self._tokens = min(5 * SECOND, self._tokens + 2 * passed_us)
        self._counted_us += passed_us
        if self._tokens < SECOND:
            return False
        self._tokens -= SECOND
        return True

    def _carried_out(self, request: AWSPreparedRequest, asked: dict[str, Any]) -> AWSResponse:
        path = str(request.url).split("amazonaws.com", 1)[1]
        contact_id = asked.get("ContactId") or asked.get("InitialContactId")
        match path.split("/")[1:]:
            case ["contact", "outbound-voice" | "task"]:
                return self._start(request, asked)
            case ["queues", _]:
                self.queues.append(asked["Name"])
                return _done(request, {"QueueId": f"queue-{len(self.queues)}"})
            case ["contacts", _, described] if unquote(described) in self.contacts:
                contact = {"Id": described, **self.contacts[described]}
                return _done(request, {"Contact": contact})
            case ["contact", "stop"] if contact_id in self.contacts:
                del self.contacts[contact_id]
                return reply(request, 200, b"")
            case ["contact", "attributes"] if contact_id in self.contacts:
                self.contacts[contact_id]["Attributes"] |= asked["Attributes"]
                return reply(request, 200, b"")
            case ["contact", "stop"]:
                return refused(request, Refusal(410, "ContactNotFoundException"))
            case _:
                return refused(request, Refusal(404, "ResourceNotFoundException"))

    def _start(self, request: AWSPreparedRequest, asked: dict[str, Any]) -> AWSResponse:
        contact_id = f"contact-{len(self._by_token) + 1}"
        self._by_token[asked["ClientToken"]] = contact_id
        self.contacts[contact_id] = {"Attributes": {}, **asked}
        if "DestinationPhoneNumber" in asked:
            self.dialled[asked["DestinationPhoneNumber"]] += 1
        return _done(request, {"ContactId": contact_id})


def _done(request: AWSPreparedRequest, body: dict[str, Any]) -> AWSResponse:
    return reply(request, 200, json.dumps(body).encode())
