"""How long ago something was read, by a stopwatch and by the wall clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

KEPT_S: Final = 5.0

_KEPT: Final = timedelta(seconds=KEPT_S)


@dataclass(frozen=True, slots=True)
class Moment:
    """When: on the stopwatch, and on the wall clock."""

    seconds: float
    at: datetime

    def is_recent(self, now: Moment) -> bool:
        """Say whether it is less than five seconds ago, by both clocks.

        Lambda freezes a process between two invocations, and its monotonic clock may stand still
        meanwhile: by that one alone a thing could be kept for hours. A clock that went back
        cannot say how long it has been.

        Source: hashicorp/vault-lambda-extension, pull request 150, on the suspended clock.
        """
        return abs(now.seconds - self.seconds) < KEPT_S and abs(now.at - self.at) < _KEPT
