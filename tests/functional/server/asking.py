"""Asks an application over HTTP, as some other program on this computer does."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any, NamedTuple, TypeVar
from urllib.request import urlopen

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from yarl import URL

T = TypeVar("T")
SIGNED = (
    "AWS4-HMAC-SHA256 Credential=anybody/20261122/eu-central-1/connect/aws4_request, "
    "SignedHeaders=host;x-amz-date, Signature=0f"
)


class Answered(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def code(self) -> tuple[int, str]:
        """The status, and the error's code as an SDK reads it."""
        assert self.headers["x-amzn-RequestId"]
        return self.status, self.headers["x-amzn-ErrorType"]


class AtOnce:
    """Acts where no time is to pass."""

    def act(self, work: Callable[[], T]) -> T:
        return work()


def ask(
    app: web.Application,
    method: str,
    path: str,
    *,
    headers: Mapping[str, str] | None = None,
    body: bytes = b"",
) -> Answered:
    """
    Args:
        path: with its query, sent as it is written.
    """

    async def asked() -> Answered:
        async with TestClient(TestServer(app)) as client:
            target = URL(path, encoded=True)
            async with client.request(
                method, target, headers=headers, data=BytesIO(body)
            ) as response:
                return Answered(response.status, response.headers, await response.read())

    return asyncio.run(asked())


def ask_at(url: str) -> Answered:
    """Ask a server that listens, from a thread beside it."""
    with urlopen(url) as answer:  # noqa: S310
        return Answered(answer.status, answer.headers, answer.read())
