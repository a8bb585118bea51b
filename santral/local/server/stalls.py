"""Keeps the loop from standing still while other threads work; measured by `make bench`."""

from __future__ import annotations

import atexit
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

# A thread that wants to run waits so long for each one that is running; Python's 5 ms, times the
# threads on which functions run, is longer than a request ought to take.
_SWITCHES_AFTER_S: Final = 0.0005


@contextmanager
def short_stalls() -> Iterator[None]:
    """Set up this process for the time that it serves, once everything is loaded."""
    before_s = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCHES_AFTER_S)
    # A full collection goes through 200,000 objects that stay for good: a fifth of a second.
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        # Where the process ends now, nobody needs what it had in order: that takes seconds.
        atexit.register(gc.freeze)
        sys.setswitchinterval(before_s)
