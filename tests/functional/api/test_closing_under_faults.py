"""A deletion in which every request suffers once, in every way: it ends as one that none does."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from botocore.exceptions import ReadTimeoutError

from santral.domain.access import Role
from santral.domain.deletion import Stage
from santral.stores import deletions
from tests.functional.api.conftest import World
from tests.functional.api.ending import Ending, canaries, ending_in, kept, kinds_of
from tests.functional.cloud import items

STAYS = {"account", "audit", "idempotency", "number", "customer"}
EVERY = 8  # of so many requests in a row, one suffers in a run
Happens = Callable[[Any], AWSResponse | None]


class Killed(BaseException):  # not an error of the program's: it is gone
    """Lambda ends the function, wherever it is."""


@pytest.fixture
def ending(world: World) -> Ending:
    return ending_in(world)


def throttled(request: Any) -> AWSResponse:
    body = json.dumps({"__type": "ThrottlingException", "message": "slow down"}).encode()
    if "s3" in request.url:
        body = b"<Error><Code>SlowDown</Code><Message>slow down</Message></Error>"
    return AWSResponse(request.url, 503, HTTPHeaders(), _Raw(body))


class _Raw:
    def __init__(self, body: bytes) -> None:
        self._body = body

    def stream(self, **_: object) -> Iterator[bytes]:
        yield self._body

    def read(self, *_: object) -> bytes:
        return self._body


class Suffering:
    """Lets one request in EVERY suffer: throttled, killed before it, or its reply lost.

    Who is killed begins again: so from one to the next it is always more, or nobody got anywhere.
    """

    def __init__(self, ending: Ending, kind: str, offset: int) -> None:
        self._ending, self._kind, self._next = ending, kind, offset + 1
        self.sent = self.suffered = 0
        self._loses = False

    def before(self, request: Any, **_: Any) -> AWSResponse | None:
        if self._ending.at_work != deletions.FUNCTION:
            return None
        self.sent += 1
        if self.sent < self._next:
            return None
        self.suffered += 1
        self._next += EVERY * (self.suffered if self._kind == "killed" else 1)
        if self._kind == "killed":
            raise Killed
        if self._kind == "reply lost":
            self._loses = True
            return None
        return throttled(request)

    def after(self, request: Any, **_: Any) -> None:
        if self._loses:
            self._loses = False
            raise ReadTimeoutError(endpoint_url=request.url)


@contextmanager
def suffering(world: World, ending: Ending, kind: str, offset: int) -> Iterator[Suffering]:
    """Let requests of the function suffer, to whatever service."""
    suffers = Suffering(ending, kind, offset)
    clients = world.cloud.clients
    services = [clients.dynamodb, clients.s3, clients.cognito, clients.ses]
    deliver = ending._quietly

    def until_killed(invoke: Callable[[], Any]) -> Any:
        with suppress(Killed):
            return deliver(invoke)
        return None

    ending._quietly = until_killed  # type: ignore[method-assign]
    for client in services:
        events: Any = client.meta.events
        events.register_first("before-send", suffers.before)
        events.register_last("before-send", suffers.after)
    try:
        yield suffers
    finally:
        for client in services:
            events = client.meta.events
            events.unregister("before-send", suffers.before)
            events.unregister("before-send", suffers.after)


def removed(world: World) -> dict[str, int]:
    [certificate] = [
        json.loads(each["content"]["S"])
        for each in items(world.cloud, "t-documents")
        if each["pk"]["S"] == "platform#certificate"
    ]
    return {name: count for name, count in certificate["removed"].items() if name != "jobs"}


@pytest.mark.parametrize("offset", [0, 3, 6])
@pytest.mark.parametrize("kind", ["throttled", "reply lost", "killed"])
def test_a_deletion_ends_whatever_its_requests_suffer(
    world: World, ending: Ending, kind: str, offset: int
) -> None:
    others = kept(world, "clinic")
    with suffering(world, ending, kind, offset) as suffers:
        world.as_(Role.OWNER).post("/v1/account/deletion", {"tenant": "shop"})
        ending.run(until=Stage.LATECOMERS)

    assert suffers.suffered > 5
    assert kinds_of(kept(world, "shop")) <= STAYS
    assert canaries(world) == [f"shop/exports/{ending.deletion().export}.zip"]
    assert kept(world, "clinic") == others
    assert removed(world) == WHOLE


WHOLE = {
    "API keys": 1,
    "Amazon Connect: number": 1,
    "Amazon Connect: queue": 1,
    "articles": 1,
    "contacts": 1,
    "customers": 4,
    "deliveries to webhooks": 1,
    "invitations": 1,
    "members": 5,
    "notes": 2,
    "orders": 2,
    "recordings": 1,
    "scripts": 1,
    "secrets": 1,
    "tickets": 1,
    "webhooks": 1,
    "wrap-up codes": 1,
    "wrap-ups": 1,
}
