"""Runs tasks side by side, each with the tenant and the deadline of who asked for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context

Task = Callable[[], None]


def run_all(tasks: Sequence[Task], *, threads: int) -> None:
    """Run every task, also when one fails; then raise what the first of those raised.

    Args:
        threads: how many at once; 1 runs one after the other, on this thread, up to a failure.
    """
    if threads <= 1 or len(tasks) < 2:
        for task in tasks:
            task()
        return
    with ThreadPoolExecutor(threads) as pool:
        # A thread starts without context variables, and two cannot be in one context.
        futures = [pool.submit(copy_context().run, task) for task in tasks]
    for future in futures:
        future.result()
