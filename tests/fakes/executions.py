"""Step Functions, so far as starting an execution goes: nothing of it runs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from santral.local.connect.protocol.requests import Reply

_EXISTS = "ExecutionAlreadyExists"


class StartedExecutions:
    """
    Attributes:
        started: input by name.
        fails: whether every request fails from now on.
    """

    def __init__(self) -> None:
        self.started: dict[str, dict[str, Any]] = {}
        self.fails = False

    def answer(self, _method: str, _target: str, headers: Mapping[str, str], body: bytes) -> Reply:
        given = json.loads(body)
        if self.fails:
            return _reply(400, {"__type": "InvalidArn", "message": "sorry"})
        if not headers["X-Amz-Target"].endswith(".StartExecution"):
            return _reply(400, {"__type": "ValidationException", "message": "not here"})
        wanted = json.loads(given["input"])
        if self.started.setdefault(given["name"], wanted) != wanted:
            return _reply(400, {"__type": _EXISTS, "message": "there is one"})
        arn = f"arn:aws:states:eu-central-1:123456789012:execution:provision:{given['name']}"
        return _reply(200, {"executionArn": arn, "startDate": 1_780_000_000})


def _reply(status: int, answer: Any) -> Reply:
    headers = {"Content-Type": "application/x-amz-json-1.0"}
    return Reply(status, headers, json.dumps(answer).encode())
