"""ClientToken: a request that is repeated with the same token is carried out once.

Source: API Reference, ClientToken of each operation; that of StartOutboundVoiceContact is valid for
seven days, and of the others no time is told.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from santral.engine.timeline import HOUR, Timeline
from santral.local.connect.errors import IDEMPOTENCY, ConnectError
from santral.local.connect.registry import Given
from santral.local.connect.resources import Kind

if TYPE_CHECKING:
    from santral.local.connect.instance import Instance

REMEMBERED_US = 7 * 24 * HOUR
TOKEN = Kind("client token", "client-token", unique=False, rank=90, counts_as_use=False)


class OfInstance:
    """Answers to requests of one instance, kept with it."""

    def __init__(self, instance: Instance) -> None:
        self._table, self._timeline = instance.table(TOKEN), instance.timeline

    def answered(self, operation: str, token: str, given: Given) -> Any:
        """Give the earlier answer to this request; None where it is new.

        Raises:
            ConnectError: IdempotencyException: the token came with another request.
        """
        known = self._table.find(_key(operation, token))
        if known is None or known.created_us + REMEMBERED_US <= self._timeline.now_us:
            return None
        return _same_request(known.details, given)

    def remember(self, operation: str, token: str, given: Given, answer: Any) -> None:
        """Keep an answer, and forget those that nobody asks for any more."""
        for old in self._table:
            if old.created_us + REMEMBERED_US > self._timeline.now_us:
                break
            self._table.delete(old)
        key = _key(operation, token)
        if self._table.find(key) is None:
            self._table.create(key, _kept(given, answer), id_=key)


class OfAccount:
    """Answers to requests that name no instance; they are forgotten when this process ends."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._known: dict[str, tuple[int, dict[str, Any]]] = {}

    def answered(self, operation: str, token: str, given: Given) -> Any:
        """As `OfInstance.answered`."""
        self._forget_old()
        known = self._known.get(_key(operation, token))
        return None if known is None else _same_request(known[1], given)

    def remember(self, operation: str, token: str, given: Given, answer: Any) -> None:
        entry = (self._timeline.now_us, _kept(given, answer))
        self._known.setdefault(_key(operation, token), entry)

    def forget(self, instance_id: str) -> None:
        """Forget answers that tell of an instance, which is no more."""
        for key, (_, kept) in list(self._known.items()):
            if instance_id in json.dumps(kept["answer"]):
                del self._known[key]

    def _forget_old(self) -> None:
        for key, (created_us, _) in list(self._known.items()):
            if created_us + REMEMBERED_US > self._timeline.now_us:
                break
            del self._known[key]


def _kept(given: Given, answer: Any) -> dict[str, Any]:
    return {"request": _digest(given), "answer": answer}


def _same_request(kept: Mapping[str, Any], given: Given) -> Any:
    if kept["request"] != _digest(given):
        raise ConnectError(IDEMPOTENCY, "The ClientToken was used for another request.")
    return kept["answer"]


def _key(operation: str, token: str) -> str:
    return hashlib.sha256(f"{operation} {token}".encode()).hexdigest()


def _digest(given: Given) -> str:
    # A digest, since what was asked may be personal and is kept on disk.
    plain = json.dumps(given, sort_keys=True, default=str)
    return hashlib.sha256(plain.encode()).hexdigest()
