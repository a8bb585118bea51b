"""The REST API for a test: requests go through the real app, and through no network."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import Any
from urllib.parse import urlencode

from santral.local.gateway import Gateway, Reply, Sent

_keys = count(1)


@dataclass(frozen=True, slots=True)
class ApiClient:
    """
    Attributes:
        credential: an access token or a key; "" is nobody's.
        address: the network address that requests come from.
    """

    gateway: Gateway
    credential: str = ""
    address: str = "127.0.0.1"

    def by(self, credential: str) -> ApiClient:
        return replace(self, credential=credential)

    def get(self, path: str, **query: object) -> Reply:
        return self.send("GET", f"{path}?{urlencode(query)}" if query else path)

    def post(self, path: str, body: object = None, *, key: str | None = None) -> Reply:
        """Send a POST.

        Args:
            key: the Idempotency-Key; None is a new one.
        """
        headers = {"Idempotency-Key": f"test-{next(_keys)}" if key is None else key}
        return self.send("POST", path, body, headers=headers if key != "" else None)

    def put(self, path: str, body: object, *, etag: str | None = "*") -> Reply:
        return self.send("PUT", path, body, headers=_if_match(etag))

    def patch(self, path: str, body: object, *, etag: str | None = "*") -> Reply:
        return self.send("PATCH", path, body, headers=_if_match(etag))

    def delete(self, path: str, *, etag: str | None = None) -> Reply:
        return self.send("DELETE", path, headers=_if_match(etag))

    def send(
        self,
        method: str,
        target: str,
        body: object = None,
        *,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """Send anything.

        Args:
            body: bytes as they are, anything else as JSON.
        """
        sent = dict(headers or {})
        if self.credential:
            sent.setdefault("Authorization", f"Bearer {self.credential}")
        octets = b""
        if body is not None:
            sent.setdefault("Content-Type", "application/json")
            octets = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.gateway.answer(Sent(method, target, sent.items(), octets, self.address))


def etag_of(reply: Reply) -> str:
    return reply.headers["ETag"]


def pages_of(client: ApiClient, path: str, **query: object) -> list[Any]:
    """Return everything that a list has, a page at a time."""
    items: list[Any] = []
    while True:
        answer = client.get(path, **query).json()
        items += answer["items"]
        if answer["next_cursor"] is None:
            return items
        query["cursor"] = answer["next_cursor"]


def _if_match(etag: str | None) -> dict[str, str]:
    return {} if etag is None else {"If-Match": etag}
