"""Timers in due order. Only a driver moves the time; nothing in engine/ asks the machine for it.

Time is a whole number of microseconds since the Unix epoch, UTC: aware datetimes inside the
heap cost a quarter of the speed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from heapq import heappop, heappush
from typing import Any

MILLISECOND = 1_000
SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
END_OF_TIME = 2**63

Callback = Callable[[Any], None]
# Due, order in which it was set, what to call, with what. The order is unique, so that the heap
# never compares callbacks.
Timer = tuple[int, int, Callback, Any]
Arrival = tuple[int, Callback, Any]


class Timeline:
    """Two timers due at the same instant fire in the order in which they were set."""

    __slots__ = ("_arrival", "_arrivals", "_cancelled", "_fired", "_order", "_timers", "now_us")

    def __init__(self, start_us: int) -> None:
        self.now_us = start_us
        self._order = 0
        self._timers: list[Timer] = []
        self._cancelled: set[int] = set()
        self._fired: Timer | tuple[int, int] = (start_us, -1)  # the last that has
        self._arrivals: Iterator[Arrival] = iter(())
        self._arrival: Arrival | None = None

    def after(self, delay_us: int, callback: Callback, argument: object = None) -> Timer:
        """Call `callback(argument)` once delay_us (>= 0) has passed."""
        if delay_us < 0:
            raise ValueError(f"a timer cannot be due in the past: {delay_us} us")
        self._order += 1
        timer = (self.now_us + delay_us, self._order, callback, argument)
        heappush(self._timers, timer)
        return timer

    def cancel(self, timer: Timer) -> None:
        """Forget a timer; one that has fired already is left alone."""
        if timer > self._fired:  # decided by due time and order, which no two timers share
            self._cancelled.add(timer[1])

    def feed(self, arrivals: Iterable[Arrival]) -> None:
        """Merge a stream sorted by due time, read one element ahead; at a tie it goes first.

        Ten thousand calls of a day stay out of the heap that way, which keeps it small.
        """
        if self._arrival is not None:
            raise ValueError("the previous stream has not ended")
        self._arrivals = iter(arrivals)
        self._arrival = next(self._arrivals, None)

    @property
    def next_due_us(self) -> int | None:
        """Say when the next timer or arrival is due; None when nothing is left."""
        timers = self._timers
        while timers and timers[0][1] in self._cancelled:
            self._cancelled.discard(heappop(timers)[1])
        if self._arrival is None:
            return timers[0][0] if timers else None
        return min(self._arrival[0], timers[0][0]) if timers else self._arrival[0]

    def advance_to(self, then_us: int) -> None:
        """Fire everything due up to and including then_us, each at its own instant."""
        if then_us < self.now_us:
            raise ValueError(f"time cannot go back by {self.now_us - then_us} us")
        self._fire(then_us)
        self.now_us = then_us

    def run(self, until: Callable[[], bool] | None = None) -> None:
        """Jump from timer to timer until nothing is left, or until `until()` is true."""
        if until is None:
            self._fire(END_OF_TIME)
            return
        while not until() and (due := self.next_due_us) is not None:
            self._fire(due)

    def _fire(self, then_us: int) -> None:
        timers, cancelled = self._timers, self._cancelled
        while True:
            arrival = self._arrival
            if timers and (arrival is None or timers[0][0] < arrival[0]):
                timer = timers[0]
                if timer[0] > then_us:
                    return
                heappop(timers)
                if cancelled and timer[1] in cancelled:
                    cancelled.discard(timer[1])
                    continue
                self.now_us = timer[0]
                self._fired = timer
                timer[2](timer[3])
            elif arrival is not None and arrival[0] <= then_us:
                self._arrival = next(self._arrivals, None)
                if arrival[0] < self.now_us:
                    raise ValueError("the stream of arrivals is not sorted")
                self.now_us = arrival[0]
                arrival[1](arrival[2])
            else:
                return
