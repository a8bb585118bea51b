"""Somebody who signs up, and what may go wrong on the way."""

from __future__ import annotations

from itertools import count
from typing import Any

from santral.local.gateway import Reply
from tests.functional.api.conftest import World

EMAIL = "ayse@klima.example"
PASSWORD = "correct-Horse-7-battery"
WISH = {
    "email": EMAIL,
    "name": "Ayşe Yılmaz",
    "business_name": "Serin Klima",
    "country": "TR",
    "language": "tr",
    "timezone": "Europe/Istanbul",
    "accepted": {"terms": "2026-11", "privacy": "2026-11"},
}


def sign_up(world: World, **changes: Any) -> Reply:
    return world.client.post("/v1/sign-up", {**WISH, **changes})


def confirm(world: World, code: str | None = None, **changes: Any) -> Reply:
    body = {"email": EMAIL, "code": code or world.outbox.code(EMAIL), "password": PASSWORD}
    return world.client.post("/v1/sign-up/confirm", body | changes)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def is_write(request: Any) -> bool:
    target: bytes = request.headers["X-Amz-Target"]
    return target.endswith((b".PutItem", b".UpdateItem", b".DeleteItem"))


def breaking_at(world: World, number: int, how: str) -> Any:
    """Return a fault that lets so many writes less one through, as a process that is killed."""
    writes, fail = count(1), getattr(world.cloud.dynamodb, how)

    def fault(request: Any) -> Any:
        is_there = not is_write(request) or next(writes) < number
        return None if is_there else fail(request)

    return fault
