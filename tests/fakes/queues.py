"""A queue in memory, which delivers what is due, at least once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from santral.domain.errors import DependencyError


class FakeQueues:
    """
    Attributes:
        sent: (function, payload, delay in seconds), in order.
        is_down: nothing is taken.
    """

    def __init__(self) -> None:
        self.sent: list[tuple[str, dict[str, Any], int]] = []
        self.is_down = False

    def send(self, function: str, payload: Mapping[str, Any], *, delay_s: int = 0) -> None:
        if self.is_down:
            raise DependencyError("sqs", "no answer", retryable=True)
        self.sent.append((function, json.loads(json.dumps(payload)), min(delay_s, 900)))

    def take(self) -> tuple[str, int]:
        """Return the text of the oldest message, and how long it was to wait."""
        _, payload, delay_s = self.sent.pop(0)
        return json.dumps(payload), delay_s
