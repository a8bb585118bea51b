"""Refusals and failures of the server, in the form that AWS SDKs read."""

from __future__ import annotations

import json
from uuid import uuid4

from aiohttp import web


def aws_error(status: int, code: str, message: str) -> web.Response:
    """Answer an error; the code in the header is for REST services, the one in the text for others.

    Args:
        message: constant, or made of what is served; it repeats nothing of the request.
    """
    return web.Response(
        status=status,
        headers={"x-amzn-ErrorType": code, "x-amzn-RequestId": str(uuid4())},
        content_type="application/json",
        body=json.dumps({"__type": code, "message": message}).encode(),
    )


def server_failed() -> web.Response:
    return aws_error(500, "InternalServiceException", "The local server failed.")
