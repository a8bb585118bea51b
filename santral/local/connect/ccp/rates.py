"""How many messages a page may send."""

from __future__ import annotations

from santral.engine.timeline import SECOND, Timeline


class Rate:
    """So many a second in the long run, and so many at once."""

    def __init__(self, timeline: Timeline, a_second: int, at_once: int) -> None:
        self._timeline, self._each_us, self._at_once = timeline, SECOND // a_second, at_once
        self._free_us = timeline.now_us - at_once * self._each_us

    def admits(self) -> bool:
        """Count one more; False where it is one too many."""
        now_us = self._timeline.now_us
        free_us = max(self._free_us, now_us - self._at_once * self._each_us)
        if free_us >= now_us:
            return False
        self._free_us = free_us + self._each_us
        return True
