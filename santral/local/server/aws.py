"""Sends a signed request to the AWS service it is signed for; the signature itself is not checked.

A page of another site cannot send one: a browser would ask first, by an OPTIONS request, whether
it may set the header, and nobody here answers yes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple, Protocol, TypeVar

from aiohttp import web

from santral.local.connect.protocol.requests import Answers, scope
from santral.local.server.application import SERVED, Handler, Served
from santral.local.server.errors import aws_error

T = TypeVar("T")


class Acts(Protocol):
    def act(self, work: Callable[[], T]) -> T:
        """Do something at the present instant, on the timeline's thread."""
        ...


class Service(NamedTuple):
    title: str
    wire: Answers
    time: Acts


SERVICES: Final = web.AppKey("services", dict[str, Service])
# Below these paths a token of their own says who asks, whatever signature comes with it.
BEARERS: Final = web.AppKey("bearers", list[str])


def add_aws(app: web.Application) -> None:
    """Let AWS services be served, by whatever path, beside the pages."""
    app[SERVICES] = {}
    app[BEARERS] = []
    app.middlewares.append(_signed_requests)


def add_connect(app: web.Application, wire: Answers, time: Acts) -> None:
    app[SERVICES]["connect"] = Service("Amazon Connect", wire, time)
    app[SERVED].append(Served("any path, signed for `connect`", "Amazon Connect's API"))


@web.middleware
async def _signed_requests(request: web.Request, handler: Handler) -> web.StreamResponse:
    authorization = request.headers.get("Authorization", "")
    signs = authorization.startswith("AWS4-")
    if not signs or any(request.path.startswith(each) for each in request.app[BEARERS]):
        return await _unsigned(request, handler)
    signed = scope(request.headers)
    if signed is None:
        text = "Authorization header requires a Credential with date, Region and service."
        return aws_error(400, "IncompleteSignatureException", text)
    service = request.app[SERVICES].get(signed.service)
    if service is None:
        return aws_error(403, "InvalidSignatureException", _others(request.app))
    body = await request.read()
    reply = service.time.act(
        lambda: service.wire.answer(request.method, request.raw_path, request.headers, body)
    )
    return web.Response(status=reply.status, headers=reply.headers, body=reply.body)


async def _unsigned(request: web.Request, handler: Handler) -> web.StreamResponse:
    if isinstance(request.match_info.http_exception, web.HTTPNotFound):
        # The code by which an SDK without credentials is told, and API Gateway's for any path.
        text = "Missing Authentication Token"
        return aws_error(403, "MissingAuthenticationTokenException", text)
    return await handler(request)


def _others(app: web.Application) -> str:
    names = ", ".join(f"'{name}' ({each.title})" for name, each in app[SERVICES].items())
    return (
        f"Credential should be scoped to correct service: this server serves {names}, no other. "
        "Set that service's endpoint alone, as AWS_ENDPOINT_URL_CONNECT, not AWS_ENDPOINT_URL."
    )
