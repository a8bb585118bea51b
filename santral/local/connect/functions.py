"""Lambda functions that a test answers for."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from santral.engine.function_names import fits
from santral.engine.lambdas import EXCEPTION, UNREACHABLE, Attempt
from santral.engine.timeline import MILLISECOND

LATENCY_US = 50 * MILLISECOND
# A value, or what makes one of the event.
Function = Mapping[str, object] | Callable[[Mapping[str, Any]], object]


class GivenFunctions:
    """Answers by a table of ARN, name or glob; the first that fits.

    Attributes:
        events: what functions were sent, in order, with the function as the flow called it.
    """

    def __init__(self, table: Mapping[str, Function]) -> None:
        self.table: dict[str, Function] = dict(table)
        self.events: list[tuple[str, Mapping[str, Any]]] = []

    def __setitem__(self, function: str, answer: Function) -> None:
        self.table[function] = answer

    def invoke(
        self, function: str, event: Mapping[str, object], reply: Callable[[Attempt], None]
    ) -> None:
        self.events.append((function, event))
        answer = self._find(function)
        if answer is None:
            reply(Attempt(failure=UNREACHABLE, took_us=LATENCY_US))
            return
        try:
            payload = answer(event) if callable(answer) else answer
            text = json.dumps(payload, ensure_ascii=False)
        except Exception:  # whatever it raises is a failure of the function
            reply(Attempt(failure=EXCEPTION, took_us=LATENCY_US))
            return
        reply(Attempt(text, took_us=LATENCY_US))

    def _find(self, function: str) -> Function | None:
        answers = (answer for pattern, answer in self.table.items() if fits(function, pattern))
        return next(answers, None)
