"""Runs the real handlers from functions/ as Lambda would, in this process.

In virtual time a handler runs at once (functions/dry_run/handlers.py); on threads it takes what it
takes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor

from functions.dry_run.handlers import HandlersInProcess, Stopwatch
from functions.entry import log_failure
from santral.engine.function_names import name_of
from santral.engine.lambdas import EXCEPTION, Attempt

__all__ = ["HandlersInProcess", "HandlersOnThreads", "Stopwatch"]


class HandlersOnThreads:
    """Invokes handlers on threads; replies are handed to `post`, which the engine's thread runs."""

    def __init__(
        self, handlers: HandlersInProcess, post: Callable[[Callable[[], None]], None]
    ) -> None:
        self._handlers, self._post = handlers, post
        self._pool = ThreadPoolExecutor(max_workers=8, thread_name_prefix="lambda")

    def invoke(
        self, function: str, event: Mapping[str, object], reply: Callable[[Attempt], None]
    ) -> None:
        def work() -> None:
            try:
                payload, failure = self._handlers.call(name_of(function), event)
            except Exception as error:  # else nobody would hear of it, and the flow would wait
                log_failure(error, "a function could not be run", {})
                payload, failure = "", EXCEPTION
            self._post(lambda: reply(Attempt(payload, failure)))

        self._pool.submit(work)

    def close(self) -> None:
        """Wait for what is running, which has a deadline, so that it meets the cloud it knows."""
        self._pool.shutdown(wait=True, cancel_futures=True)
