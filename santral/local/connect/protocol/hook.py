"""The place in botocore where requests for Amazon Connect are answered while somebody answers.

Its handler stands in every session made after this module was imported, before moto's, which is
less specific.
"""

from __future__ import annotations

import io
from typing import Any, Final
from urllib.parse import urlsplit

from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.compat import HTTPHeaders
from botocore.handlers import BUILTIN_HANDLERS

from santral.local.connect.protocol.requests import Answers

EVENT: Final = "before-send.connect"
_ANSWERED: Final = "https://answered.invalid/"


answering: list[Answers] = []  # the last one does


def answer_client(client: Any) -> None:
    """Let a client that was made before this module was imported be answered here, too."""
    client.meta.events.register_first(EVENT, _answer)


def _answer(request: AWSPreparedRequest, **_: object) -> AWSResponse | None:
    if not answering:
        return None
    url = urlsplit(request.url)
    target = url.path + (f"?{url.query}" if url.query else "")
    headers = {name: _text(value) for name, value in request.headers.items()}
    reply = answering[-1].answer(request.method, target, headers, _bytes(request.body))
    returned = HTTPHeaders()
    for name, value in reply.headers.items():
        returned[name] = value
    response = AWSResponse(request.url, reply.status, returned, _Raw(reply.body))
    # botocore asks every handler and takes the first answer: moto must not carry it out as well.
    request.url = _ANSWERED
    return response


def _text(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else value


def _bytes(body: Any) -> bytes:
    if body is None:
        return b""
    if isinstance(body, str):
        return body.encode()
    content: bytes = body if isinstance(body, bytes) else body.read()
    return content


class _Raw(io.BytesIO):
    """A body as urllib3 has it."""

    def stream(self, **_: object) -> Any:
        yield self.read()


BUILTIN_HANDLERS.append((EVENT, _answer))
