"""Moves a timeline along with the wall clock. The engine cannot tell it from virtual time."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable

from santral.engine.timeline import SECOND, Timeline

GLANCE_S = 0.1  # the longest sleep: `until` may have come true meanwhile


class RealTime:
    """Runs a timeline on the calling thread; other threads post what is to happen on it.

    Args:
        rate: timeline seconds for each second of the wall clock, > 0; at 60 an hour takes a minute.
    """

    def __init__(self, timeline: Timeline, *, rate: float = 1.0) -> None:
        self._timeline, self._rate = timeline, rate
        self._posted: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._started_s = time.monotonic()
        self._start_us = timeline.now_us

    def post(self, action: Callable[[], None]) -> None:
        """Have `action` called soon, on the timeline's thread; any thread may ask."""
        self._posted.put(action)

    def run(self, until: Callable[[], bool]) -> None:
        """Keep the timeline at the wall clock's time until `until()` is true."""
        while True:
            self._catch_up()
            if until():  # before the nap, which may be long
                return
            due_us = self._timeline.next_due_us
            nap_s = GLANCE_S
            if due_us is not None:
                nap_s = min(nap_s, (due_us - self._timeline.now_us) / SECOND / self._rate)
            try:
                action = self._posted.get(timeout=max(nap_s, 0.0005))
            except queue.Empty:
                continue
            self._catch_up()
            action()

    def _catch_up(self) -> None:
        elapsed_s = (time.monotonic() - self._started_s) * self._rate
        then_us = self._start_us + int(elapsed_s * SECOND)
        if then_us > self._timeline.now_us:
            self._timeline.advance_to(then_us)
