"""Moves a timeline along with the wall clock. The engine cannot tell it from virtual time."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable
from typing import Protocol, TypeVar

from santral.engine.timeline import SECOND, Timeline

GLANCE_S = 0.1  # the longest sleep: `until` may have come true meanwhile

T = TypeVar("T")


class Pace:
    """Which instant of a timeline it is by now, from any thread.

    A monotonic clock is asked, so that setting the machine's clock moves no timer. Such a clock
    stands still while a laptop sleeps (Linux, macOS): a sleep takes no time here, no wait is cut
    short by it, and from then on the timeline is behind the wall clock by the length of the sleep.

    Args:
        rate: timeline seconds for each second of the wall clock, > 0; at 60 an hour takes a minute.
        monotonic: seconds.
    """

    def __init__(
        self, start_us: int, *, rate: float = 1.0, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._start_us, self._rate, self.monotonic = start_us, rate, monotonic
        self._started_s = monotonic()

    def now_us(self) -> int:
        return self._start_us + int((self.monotonic() - self._started_s) * self._rate * SECOND)

    def seconds_until(self, due_us: int) -> float:
        """Say how long the wall clock takes until then; 0 where it is past."""
        return max(0.0, (due_us - self.now_us()) / SECOND / self._rate)


def _nothing() -> None: ...


class Threads(Protocol):
    """How slow work leaves the timeline's thread, and how its result comes back."""

    def aside(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[], None] = _nothing,
    ) -> None:
        """Do `work`, each after the one before, then call `then` on the timeline's thread.

        Args:
            failed: called there instead where `work` raises; then the error is told of.
        """
        ...

    def come_back(self, action: Callable[[], None]) -> None:
        """Call `action` on the timeline's thread, for work that is being done aside."""
        ...


class OneThread:
    """Does all work at once: in virtual time it takes none, however slow it is."""

    def aside(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[], None] = _nothing,
    ) -> None:
        try:
            result = work()
        except Exception:
            failed()
            raise
        then(result)

    def come_back(self, action: Callable[[], None]) -> None:
        action()


ONE_THREAD = OneThread()


class Driver(Threads, Protocol):
    """What moves a timeline in real time."""

    pace: Pace

    def post(self, action: Callable[[], None]) -> None:
        """Have `action` called soon, on the timeline's thread; any thread may ask."""
        ...


class RealTime(OneThread):
    """Runs a timeline on the calling thread; other threads post what is to happen on it.

    The books are written on that thread as well: one live caller does not notice.

    Args:
        rate: timeline seconds for each second of the wall clock, > 0.
    """

    def __init__(self, timeline: Timeline, *, rate: float = 1.0) -> None:
        self._timeline = timeline
        self._posted: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self.pace = Pace(timeline.now_us, rate=rate)

    def post(self, action: Callable[[], None]) -> None:
        self._posted.put(action)

    def run(self, until: Callable[[], bool]) -> None:
        """Keep the timeline at the wall clock's time until `until()` is true."""
        while True:
            self._catch_up()
            if until():  # before the nap, which may be long
                return
            due_us = self._timeline.next_due_us
            nap_s = GLANCE_S if due_us is None else min(GLANCE_S, self.pace.seconds_until(due_us))
            try:
                action = self._posted.get(timeout=max(nap_s, 0.0005))
            except queue.Empty:
                continue
            self._catch_up()
            action()

    def _catch_up(self) -> None:
        self._timeline.advance_to(max(self.pace.now_us(), self._timeline.now_us))
