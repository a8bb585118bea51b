"""What cannot be read is refused, and no byte of it is in the answer or in a log."""

from __future__ import annotations

import asyncio
import json
import logging
from contextlib import ExitStack
from typing import Any

import pytest
from aiohttp import web

from santral.local.server.application import new_application
from santral.local.server.connections import answering
from santral.local.server.listening import listen

HEAD = b"PUT /echo HTTP/1.1\r\nHost: localhost\r\n"


def send(request: bytes, *, hang_up: bool = False) -> tuple[bytes, list[Exception]]:
    """Answer all that came back, and the errors of which the server was told."""
    failures: list[Exception] = []

    async def story() -> bytes:
        begun = asyncio.Event()

        async def echo(request: web.Request) -> web.Response:
            begun.set()
            return web.Response(body=await request.read())

        app = new_application(failures.append)
        app.router.add_put("/echo", echo)
        with ExitStack() as stack:
            sockets = [stack.enter_context(each) for each in listen(0)]
            async with answering(app, sockets, failures.append):
                reader, writer = await asyncio.open_connection(*sockets[0].getsockname())
                writer.write(request)
                await writer.drain()
                if hang_up:
                    await begun.wait()
                    writer.transport.abort()
                answer = await reader.read()
                writer.close()
                return answer

    return asyncio.run(story()), failures


@pytest.mark.parametrize(
    "request_",
    [
        HEAD + b"Authorization: AWS4 Ayten\x01\r\n\r\n",
        b"PUT /echo?name=Ayten\xff \xff HTTP/1.1\r\nHost: localhost\r\n\r\n",
        HEAD + b"Connection: close\r\nTransfer-Encoding: chunked\r\n\r\nAyten\r\n0\r\n\r\n",
        HEAD + b"X-Name: Ayten" + b"n" * 9_000 + b"\r\n\r\n",
        b"Ayten\r\n\r\n",
    ],
)
def test_what_is_not_http_is_refused_in_silence(
    request_: bytes, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.WARNING)

    answer, failures = send(request_)

    head, _, body = answer.partition(b"\r\n\r\n")
    told: Any = json.loads(body)
    assert head.split()[1] == b"400"
    assert b"Content-Type: application/json" in head
    assert told["__type"] in ("BadRequestException", "SerializationException")
    assert told["message"] in ("The request cannot be read.", "The body cannot be decoded.")
    assert failures == []
    assert (caplog.text, *capsys.readouterr()) == ("", "", "")


def test_who_hangs_up_within_a_body_leaves_no_trace(caplog: pytest.LogCaptureFixture) -> None:
    _, failures = send(HEAD + b"Content-Length: 500\r\n\r\nhello", hang_up=True)

    assert failures == []
    assert caplog.text == ""


def test_what_can_be_read_is_answered() -> None:
    answer, _ = send(HEAD + b"Connection: close\r\nContent-Length: 5\r\n\r\nhello")

    assert answer.endswith(b"\r\n\r\nhello")
