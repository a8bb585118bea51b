"""An event loop whose time moves when a test says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(eq=False)
class Handle:
    """One callback that is to come."""

    when_s: float
    callback: Callable[[], object]
    cancelled: bool = False

    def cancel(self) -> None:
        self.cancelled = True


class ManualLoop:
    """Calls what is due when it is run, and keeps the errors.

    Attributes:
        now_s: its monotonic clock, which tests move.
        errors: what was told to the exception handler.
    """

    def __init__(self) -> None:
        self.now_s = 0.0
        self.errors: list[BaseException] = []
        self._handles: list[Handle] = []

    def monotonic(self) -> float:
        return self.now_s

    def call_soon_threadsafe(self, callback: Callable[[], object]) -> Handle:
        return self.call_later(0, callback)

    def call_later(self, delay: float, callback: Callable[[], object]) -> Handle:
        handle = Handle(self.now_s + delay, callback)
        self._handles.append(handle)
        return handle

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        self.errors.append(context["exception"])

    def turn(self) -> int:
        """Call what is due by now, once each; answer how many there were."""
        due = [each for each in self._handles if each.when_s <= self.now_s]
        self._handles = [each for each in self._handles if each.when_s > self.now_s]
        called = [each for each in due if not each.cancelled]
        for handle in called:
            handle.callback()
        return len(called)

    def pass_time(self, seconds: float) -> None:
        """Let time pass from timer to timer, as a loop lives it."""
        until_s = self.now_s + seconds
        while True:
            while self.turn():
                pass
            whens = [each.when_s for each in self._handles if each.when_s <= until_s]
            if not whens:
                break
            self.now_s = min(whens)
        self.now_s = until_s
