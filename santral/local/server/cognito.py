"""Cognito's API over HTTP: unsigned as pages and programs of users send it, signed as ours do.

A page of another site cannot send an unsigned request: a browser would ask first, by OPTIONS,
whether it may set X-Amz-Target, and nobody here answers yes. Requests are answered on threads: a
proof of a password takes milliseconds, and the trigger asks the store.
"""

from __future__ import annotations

import asyncio

from aiohttp import web

from santral.local.cognito.model import TARGET
from santral.local.cognito.wire import Wire
from santral.local.server.application import SERVED, Served
from santral.local.server.aws import SERVICES, Acts, Service
from santral.local.server.errors import aws_error


def add_cognito(app: web.Application, wire: Wire, time: Acts) -> None:
    app[SERVICES]["cognito-idp"] = Service("Amazon Cognito user pools", wire, time)

    async def unsigned(request: web.Request) -> web.Response:
        if not request.headers.get("X-Amz-Target", "").startswith(TARGET):
            text = "Missing Authentication Token"
            return aws_error(403, "MissingAuthenticationTokenException", text)
        body = await request.read()
        reply = await asyncio.to_thread(
            wire.answer, request.method, request.raw_path, request.headers, body
        )
        return web.Response(status=reply.status, headers=reply.headers, body=reply.body)

    app.router.add_post("/", unsigned)
    app[SERVED].append(Served("POST /", "Cognito's API: signing up and signing in"))
