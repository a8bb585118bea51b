"""The REST API over HTTP: what API Gateway and Lambda do in the cloud, on threads."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final
from uuid import uuid4

from aiohttp import web

from functions.api.problems import ProblemError
from santral.local.gateway import Gateway, Reply, Sent, as_reply
from santral.local.server.application import SERVED, Served

THREADS: Final = 16
_PATHS: Final = ("/v1", "/v1/{path:.*}")


def add_api(app: web.Application, gateway: Gateway) -> Callable[[], None]:
    """Serve the API below /v1; returns what waits for the requests under way."""
    pool = ThreadPoolExecutor(THREADS, thread_name_prefix="api")

    async def answer(request: web.Request) -> web.Response:
        try:
            body = await request.read()
        except web.HTTPRequestEntityTooLarge:
            return _refusal(ProblemError("too-large", "At most 1 MiB."))
        except web.RequestPayloadError:
            return _refusal(ProblemError("malformed", "The body cannot be decoded."))
        sent = Sent(
            request.method,
            request.raw_path,
            tuple(request.headers.items()),
            body,
            request.remote or "",
        )
        loop = asyncio.get_running_loop()
        # A thread keeps the context that it began with: nothing of one request reaches the next.
        return _response(await loop.run_in_executor(pool, gateway.answer, sent))

    for path in _PATHS:
        app.router.add_route("*", path, answer)
    app[SERVED].append(Served("/v1", "the REST API: this is its reference"))
    return lambda: pool.shutdown(wait=True)


def _refusal(problem: ProblemError) -> web.Response:
    return _response(as_reply(problem.response(str(uuid4())).to_dict()))


def _response(reply: Reply) -> web.Response:
    return web.Response(status=reply.status, headers=reply.headers, body=reply.body)
