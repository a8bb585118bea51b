"""Runs the real handlers as Lambda would, in this process and in virtual time.

A handler runs at once, and its latency is a setting, plus whatever the faults that it met would
have taken: so a call is the same on every machine.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from functions.catalogue import FUNCTIONS
from santral.domain.errors import ContactCentreError
from santral.engine.function_names import name_of
from santral.engine.lambdas import EXCEPTION, UNREACHABLE, Attempt
from santral.engine.timeline import SECOND

Handler = Callable[[Any, Any], Any]


@dataclass(frozen=True, slots=True)
class Context:
    """What Lambda passes beside the event."""

    function_name: str
    aws_request_id: str
    invoked_function_arn: str
    memory_limit_in_mb: int = 512


class Stopwatch:
    """How long the present invocation has taken in virtual time."""

    def __init__(self, now_us: Callable[[], int]) -> None:
        self._now_us = now_us
        self.spent_us = 0

    def spend(self, seconds: float) -> None:
        self.spent_us += int(seconds * SECOND)

    def monotonic(self) -> float:
        return (self._now_us() + self.spent_us) / SECOND


def handler_of(name: str) -> Handler:
    """Import a function's handler by its handler string, as Lambda does."""
    module, _, attribute = FUNCTIONS[name].handler.rpartition(".")
    handler: Handler = getattr(import_module(module), attribute)
    return handler


class HandlersInProcess:
    """Invokes handlers at once and says how long they would have taken."""

    def __init__(self, stopwatch: Stopwatch, new_id: Callable[[], str], latency_us: int) -> None:
        self._stopwatch, self._new_id, self._latency_us = stopwatch, new_id, latency_us
        self._handlers: dict[str, Handler] = {}

    def invoke(
        self, function: str, event: Mapping[str, object], reply: Callable[[Attempt], None]
    ) -> None:
        self._stopwatch.spent_us = 0
        payload, failure = self.call(name_of(function), event)
        spent_us = self._stopwatch.spent_us
        self._stopwatch.spent_us = 0
        reply(Attempt(payload, failure, self._latency_us + spent_us))

    def call(self, name: str, event: object) -> tuple[str, str]:
        """Run one function; answers its JSON text, and what went wrong if anything did."""
        if name not in FUNCTIONS:
            return "", UNREACHABLE
        handler = self._handlers.get(name)
        if handler is None:
            handler = self._handlers[name] = handler_of(name)
        context = Context(name, self._new_id(), name)
        try:
            return json.dumps(handler(event, context), ensure_ascii=False), ""
        except ContactCentreError:
            return "", EXCEPTION  # logged by the handler's own wrapper
