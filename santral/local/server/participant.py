"""The participant service over HTTP and sockets, for pages of any origin: a token says who asks.

Source: Participant Service API Reference; Fetch standard, CORS protocol.
"""

from __future__ import annotations

import asyncio
from asyncio import Queue, QueueFull
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Final, TypeGuard
from urllib.parse import quote
from weakref import WeakSet

from aiohttp import WSCloseCode, WSMsgType, web
from botocore.exceptions import ClientError

from santral.engine.timeline import SECOND
from santral.local.connect.participant.attached_files import UPLOADING, arrived
from santral.local.connect.participant.service import ParticipantService, Present, StoredFile
from santral.local.connect.participant.sessions import Session
from santral.local.connect.participant.wire import ParticipantWire
from santral.local.server.application import SERVED, Served
from santral.local.server.aws import BEARERS, Acts
from santral.local.server.errors import aws_error

if TYPE_CHECKING:
    from types_boto3_s3.client import S3Client

PATH: Final = "/participant"
LARGEST_FRAME: Final = 64 * 1024
# So much may wait for a page that reads slowly; then its socket is closed, and it asks anew.
MOST_WAITING: Final = 256
# Source: "Feature specifications": of one participant; the oldest gives way.
MOST_SOCKETS: Final = 5
_BEAT_S: Final = 30.0
_ANY_ORIGIN: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "x-amzn-ErrorType, x-amzn-RequestId",
}
_PIECE_BYTES: Final = 256 * 1024
_NOWHERE: Final = "The link leads nowhere, or no longer."
# A page that does not answer a farewell is not waited for: the server may be stopping.
_FAREWELL_S: Final = 1.0


def add_participant(
    app: web.Application, service: ParticipantService, s3: S3Client, time: Acts
) -> None:
    """Serve operations, sockets and files of chats."""
    files, sockets = _Files(service, s3, time), _Sockets(service, time)
    wire = ParticipantWire(service)

    async def operation(request: web.Request) -> web.Response:
        body = await request.read()
        reply = time.act(
            lambda: wire.answer(request.method, request.raw_path, request.headers, body)
        )
        return web.Response(
            status=reply.status, headers={**reply.headers, **_ANY_ORIGIN}, body=reply.body
        )

    app[BEARERS].append(f"{PATH}/")
    app.router.add_route("OPTIONS", PATH + "/{path:.+}", _preflight)
    app.router.add_get(f"{PATH}/socket", sockets.open)
    app.router.add_put(PATH + "/attachments/{file}", files.take)
    app.router.add_get(PATH + "/attachments/{file}", files.give)
    app.router.add_post(PATH + "/{path:.+}", operation)
    app.router.add_get(PATH + "/views/{view}", operation)
    app.on_shutdown.append(sockets.close)
    app[SERVED].append(Served(f"{PATH}/", "Amazon Connect's participant service: chats"))


async def _preflight(request: web.Request) -> web.Response:
    return web.Response(
        status=204,
        headers={
            **_ANY_ORIGIN,
            "Access-Control-Allow-Methods": "GET, POST, PUT",
            "Access-Control-Allow-Headers": request.headers.get(
                "Access-Control-Request-Headers", "*"
            ),
            "Access-Control-Max-Age": "600",
        },
    )


class _Sockets:
    def __init__(self, service: ParticipantService, time: Acts) -> None:
        self._service, self._time = service, time
        self._open: WeakSet[_Socket] = WeakSet()

    async def open(self, request: web.Request) -> web.StreamResponse:
        found = self._service.by_socket_ticket(request.query.get("ticket", ""))
        if found is None:
            return aws_error(403, "AccessDeniedException", "Access denied")
        present, until_us = found
        socket = _Socket(request, present, self._time)
        await self._make_room(present)
        self._open.add(socket)
        left_s = (until_us - self._service.connect.timeline.now_us) / SECOND
        try:
            return await socket.serve(left_s)
        finally:
            self._open.discard(socket)

    async def _make_room(self, present: Present) -> None:
        its = [each for each in self._open if each.participant_id == present.participant.id]
        too_many = max(0, len(its) - MOST_SOCKETS + 1)
        for each in sorted(its, key=lambda each: each.number)[:too_many]:
            await each.leave(WSCloseCode.POLICY_VIOLATION)

    async def close(self, _app: web.Application) -> None:
        await asyncio.gather(*[each.leave(WSCloseCode.GOING_AWAY) for each in set(self._open)])


class _Socket:
    """One open socket: what the session says is written by a task of its own."""

    _opened = 0

    def __init__(self, request: web.Request, present: Present, time: Acts) -> None:
        _Socket._opened += 1
        self.number, self.participant_id = _Socket._opened, present.participant.id
        self._request, self._time = request, time
        self._frames: Queue[str] = Queue(MOST_WAITING)
        self._session = Session(present, self._send)
        self._socket = web.WebSocketResponse(
            timeout=_FAREWELL_S, heartbeat=_BEAT_S, max_msg_size=LARGEST_FRAME
        )

    async def serve(self, lasts_s: float) -> web.WebSocketResponse:
        await self._socket.prepare(self._request)
        writing = asyncio.create_task(self._write())
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(lasts_s):
                    await self._read()
        finally:
            self._session.close()
            writing.cancel()
            with suppress(asyncio.CancelledError, ConnectionError):
                await writing
        await self.leave(WSCloseCode.OK)
        return self._socket

    async def leave(self, code: int) -> None:
        self._session.close()
        with suppress(ConnectionError, RuntimeError):
            await self._socket.close(code=code)

    async def _read(self) -> None:
        async for message in self._socket:
            text = message.data if message.type is WSMsgType.TEXT else ""
            if not self._time.act(partial(self._session.received, text)):
                await self.leave(WSCloseCode.PROTOCOL_ERROR)

    async def _write(self) -> None:
        while True:
            await self._socket.send_str(await self._frames.get())

    def _send(self, frame: str) -> None:
        try:
            self._frames.put_nowait(frame)
        except QueueFull:
            self._session.close()
            # No close frame would reach it either.
            if self._request.transport is not None:
                self._request.transport.abort()


class _Files:
    """Files on their way between pages and the bucket."""

    def __init__(self, service: ParticipantService, s3: S3Client, time: Acts) -> None:
        self._service, self._s3, self._time = service, s3, time
        self._storing: set[str] = set()  # ids of files on their way into the bucket

    async def take(self, request: web.Request) -> web.Response:
        file = self._linked(request)
        if not self._awaited(file):
            return _refused(403, "AccessDenied", _NOWHERE)
        details = file.resource.details
        if request.headers.get("Content-Type") != details["ContentType"]:
            return _refused(403, "SignatureDoesNotMatch", "Expected the Content-Type as announced.")
        body = await _at_most(request, details["Size"])
        if body is None or len(body) != details["Size"]:
            return _refused(400, "EntityTooLarge", "Expected as many bytes as announced.")
        # Meanwhile another request may have been quicker, and everybody may have seen that file.
        file = self._linked(request)
        if not self._awaited(file):
            return _refused(403, "AccessDenied", _NOWHERE)
        await self._store(file, body)
        return web.Response(headers=_ANY_ORIGIN)

    def _awaited(self, file: StoredFile | None) -> TypeGuard[StoredFile]:
        """Whether a file is yet to come."""
        if file is None or file.resource.id in self._storing:
            return False
        return bool(file.resource.details["Status"] == UPLOADING)

    async def _store(self, file: StoredFile, body: bytes) -> None:
        resource = file.resource
        bucket, _, key = resource.details["Place"].partition("/")
        self._storing.add(resource.id)
        try:
            await asyncio.to_thread(
                self._s3.put_object,
                Bucket=bucket,
                Key=key,
                Body=body,
                ContentType=resource.details["ContentType"],
            )
            self._time.act(lambda: arrived(file.instance, resource))
        finally:
            self._storing.discard(resource.id)

    async def give(self, request: web.Request) -> web.Response:
        file = self._linked(request)
        if file is None or file.resource.details["Status"] == UPLOADING:
            return _refused(403, "AccessDenied", _NOWHERE)
        details = file.resource.details
        bucket, _, key = details["Place"].partition("/")
        try:
            found = await asyncio.to_thread(self._s3.get_object, Bucket=bucket, Key=key)
        except ClientError:
            return _refused(404, "NoSuchKey", "The file is not in its bucket any more.")
        body = await asyncio.to_thread(found["Body"].read)
        how = "inline" if file.inline else "attachment"
        headers = {
            **_ANY_ORIGIN,
            "Cache-Control": "no-store",
            "Content-Type": details["ContentType"],
            "Content-Disposition": f"{how}; filename*=UTF-8''{quote(details['Name'], safe='')}",
            # Pages come from this very server: what somebody has sent must not be one of them.
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "X-Content-Type-Options": "nosniff",
        }
        return web.Response(body=body, headers=headers)

    def _linked(self, request: web.Request) -> StoredFile | None:
        file_id, ticket = request.match_info["file"], request.query.get("ticket", "")
        return self._time.act(lambda: self._service.linked(file_id, ticket))


async def _at_most(request: web.Request, most: int) -> bytes | None:
    """Read a body; None where there is more of it."""
    body = bytearray()
    async for piece in request.content.iter_chunked(_PIECE_BYTES):
        body += piece
        if len(body) > most:
            return None
    return bytes(body)


def _refused(status: int, code: str, text: str) -> web.Response:
    refusal = aws_error(status, code, text)
    refusal.headers.update(_ANY_ORIGIN)
    return refusal
