"""Moves a timeline along with the wall clock inside an asyncio loop."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol, TypeVar

from santral.engine.timeline import Timeline
from santral.local.real_time import Pace

# So long do timers fire in one go, at most; then requests have their turn.
SLICE_S = 0.01

T = TypeVar("T")


def _nothing() -> None: ...


class Wake(Protocol):
    def cancel(self) -> None: ...


class Loop(Protocol):
    """What is needed of asyncio's."""

    def call_soon_threadsafe(self, callback: Callable[[], object], /) -> object: ...

    def call_later(self, delay: float, callback: Callable[[], object], /) -> Wake: ...

    def call_exception_handler(self, context: dict[str, Any], /) -> None: ...


class LoopTime:
    """Fires a timeline's timers on the loop's thread, and lets others act there.

    What happens after a long stop of the process: everything that fell due fires, in its order and
    each at its own instant, in slices between which requests are answered. An error of a timer or a
    posted action goes to the loop's exception handler; the next timer fires all the same.

    In the end time stands still: `finish`.
    """

    def __init__(
        self,
        timeline: Timeline,
        loop: Loop,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._timeline, self._loop = timeline, loop
        self.pace = Pace(timeline.now_us, monotonic=monotonic)
        self._wake: Wake | None = None
        self._wake_us = 0
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="aside")
        self._aside = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._stands_still = False

    def start(self) -> None:
        """Begin to fire timers; on the loop's thread."""
        self._arm()

    def act(self, work: Callable[[], T]) -> T:
        """Do something now, on the loop's thread, and answer what it answers."""
        self._catch_up()
        try:
            return work()
        finally:
            self._arm()

    def post(self, action: Callable[[], None]) -> None:
        self._loop.call_soon_threadsafe(lambda: self._posted(action))

    def aside(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[], None] = _nothing,
    ) -> None:
        """Do it on a thread; asked for on the loop's."""

        def on_thread() -> None:
            try:
                result = work()
            except Exception as error:
                failure = error  # the name `error` ends with this block
                self._loop.call_soon_threadsafe(lambda: self._failed(failure, failed))
            else:
                self._loop.call_soon_threadsafe(lambda: self._done(lambda: then(result)))

        self._aside += 1
        self._idle.clear()
        self._pool.submit(on_thread)

    def come_back(self, action: Callable[[], None]) -> None:
        self._loop.call_soon_threadsafe(lambda: self.act(action))

    async def idle(self) -> None:
        """Wait until nothing is being done aside."""
        await self._idle.wait()

    async def finish(self, hasten: Callable[[], bool]) -> None:
        """Stop for good: the centre stays as it is, and what it has told of reaches its end.

        From here on no timer fires, and what is posted is not done.

        Args:
            hasten: does now, or aside, what waits for its time; asked until it answers False, that
                there was nothing left.
        """
        self._stands_still = True
        if self._wake is not None:
            self._wake.cancel()
        try:
            await self.idle()
            while hasten():
                await self.idle()
        finally:
            self._pool.shutdown(wait=True)

    def _done(self, action: Callable[[], None]) -> None:
        try:
            self.act(action)
        finally:
            self._one_less()

    def _failed(self, error: Exception, failed: Callable[[], None]) -> None:
        self._done(failed)
        raise error

    def _one_less(self) -> None:
        self._aside -= 1
        if self._aside == 0:
            self._idle.set()

    def _posted(self, action: Callable[[], None]) -> None:
        if not self._stands_still:
            self.act(action)

    def _fire(self) -> None:
        self._wake = None
        self.act(lambda: None)

    def _catch_up(self) -> None:
        """Fire what is due by now, as far as a slice goes."""
        if self._stands_still:
            return
        timeline = self._timeline
        then_us = max(self.pace.now_us(), timeline.now_us)
        enough_s = self.pace.monotonic() + SLICE_S
        while (due_us := timeline.next_due_us) is not None and due_us <= then_us:
            try:
                timeline.advance_to(due_us)
            except Exception as error:  # it is nobody's who acts just now
                failed = {"message": "a timer failed", "exception": error}
                self._loop.call_exception_handler(failed)
            if self.pace.monotonic() >= enough_s:
                return
        timeline.advance_to(then_us)

    def _arm(self) -> None:
        due_us = self._timeline.next_due_us
        if due_us is None or self._stands_still:
            return  # an armed timer that nobody needs any more finds nothing to do
        if self._wake is not None:
            if self._wake_us <= due_us:
                return
            self._wake.cancel()
        self._wake_us = due_us
        self._wake = self._loop.call_later(self.pace.seconds_until(due_us), self._fire)
