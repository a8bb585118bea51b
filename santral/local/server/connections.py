"""Clients' connections: what cannot be read is refused, and nothing of it is logged or repeated."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from http import HTTPStatus
from socket import socket
from typing import Any, Final

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from santral.local.server.errors import aws_error, server_failed

_ANSWERS_END_S: Final = 2.0


@asynccontextmanager
async def answering(
    app: web.Application, sockets: Iterable[socket], failed: Callable[[Exception], None]
) -> AsyncIterator[None]:
    """Accept connections until the block ends, and let what was asked by then be answered.

    Args:
        failed: is told of errors outside of any handler that are no client's.
    """
    loop = asyncio.get_running_loop()
    async with AsyncExitStack() as stack:
        runner = web.AppRunner(app, shutdown_timeout=_ANSWERS_END_S)
        stack.push_async_callback(runner.cleanup)
        await runner.setup()

        def connection() -> _Connection:
            return _Connection(runner.server, failed, loop=loop, access_log=None)

        for each in sockets:
            server = await loop.create_server(connection, sock=each)
            stack.callback(server.close)
        yield


class _Connection(web.RequestHandler):
    """aiohttp's own would write a refused request's bytes into its log and its answer."""

    __slots__ = ("_failed",)

    def __init__(self, manager: Any, failed: Callable[[Exception], None], **settings: Any) -> None:
        super().__init__(manager, **settings)
        self._failed = failed

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = HTTPStatus.INTERNAL_SERVER_ERROR,
        exc: BaseException | None = None,
        message: str | None = None,  # it repeats what was sent
    ) -> web.StreamResponse:
        self.log_exception(exc_info=exc)
        if request.writer.output_size > 0:
            raise ConnectionError("an answer has begun, and no other can follow")
        if status == HTTPStatus.BAD_REQUEST:
            answer = aws_error(status, "BadRequestException", "The request cannot be read.")
        else:
            answer = server_failed()
        answer.force_close()
        return answer

    def log_exception(self, *_args: object, exc_info: object = None, **_more: object) -> None:
        theirs = (HttpProcessingError, web.RequestPayloadError, ConnectionError)
        if isinstance(exc_info, Exception) and not isinstance(exc_info, theirs):
            self._failed(exc_info)
