"""Answers a botocore client's requests in this process, before they are sent."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.compat import HTTPHeaders

if TYPE_CHECKING:  # that package answers by this module
    from santral.local.connect.protocol.requests import Answers

_ANSWERED: Final = "https://answered.invalid/"


def attach(client: Any, service: str, wire: Answers) -> None:
    """Let a client be answered by a service's API, and by nobody else.

    Args:
        service: as botocore names it in events: cognito-idp, sesv2.
    """

    def answer(request: AWSPreparedRequest, **_: object) -> AWSResponse:
        return answered(request, wire)

    # Behind whoever disturbs requests first, and before moto, whose event is less specific.
    client.meta.events.register(f"before-send.{service}", answer)


def answered(request: AWSPreparedRequest, wire: Answers) -> AWSResponse:
    """Return what a service's API answers, as if it had come by the network.

    The request is let lead nowhere: botocore asks every handler and takes the first answer, and
    moto must not carry it out as well.
    """
    url = urlsplit(request.url)
    target = url.path + (f"?{url.query}" if url.query else "")
    headers = {name: _text(value) for name, value in request.headers.items()}
    reply = wire.answer(request.method, target, headers, _octets(request.body))
    returned = HTTPHeaders()
    for name, value in reply.headers.items():
        returned[name] = value
    response = AWSResponse(request.url, reply.status, returned, _Raw(reply.body))
    request.url = _ANSWERED
    return response


def _text(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else value


def _octets(body: Any) -> bytes:
    if isinstance(body, str):
        return body.encode()
    content: bytes = body if isinstance(body, bytes) else body.read() if body else b""
    return content


class _Raw(io.BytesIO):
    """A body as urllib3 has it."""

    def stream(self, **_: object) -> Any:
        yield self.read()
