"""Clocks that move when a test says so."""

from __future__ import annotations

from datetime import UTC, datetime


class FixedClock:
    """Says one time until it is set to another."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now.astimezone(UTC)


class Stopwatch:
    """Monotonic seconds that pass only where a fault lets them pass."""

    def __init__(self) -> None:
        self.elapsed_s = 0.0

    def __call__(self) -> float:
        return self.elapsed_s

    def advance(self, seconds: float) -> None:
        self.elapsed_s += seconds
