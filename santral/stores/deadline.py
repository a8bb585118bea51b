"""One deadline for each invocation: what no longer fits before it is not asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from math import inf
from typing import Final

from santral.domain.errors import DependencyError


@dataclass(frozen=True, slots=True)
class _Deadline:
    ends_at_s: float
    monotonic: Callable[[], float]


_deadline: Final[ContextVar[_Deadline | None]] = ContextVar("deadline", default=None)


@contextmanager
def within(limit_s: float, monotonic: Callable[[], float]) -> Iterator[None]:
    """Set the deadline of everything asked in the block, `limit_s` seconds from now.

    Args:
        monotonic: seconds on a clock that never goes back; virtual in a simulated day.
    """
    token = _deadline.set(_Deadline(monotonic() + limit_s, monotonic))
    try:
        yield
    finally:
        _deadline.reset(token)


def remaining_s() -> float:
    """Return the seconds left; infinite where nobody set a deadline, as while seeding."""
    deadline = _deadline.get()
    return inf if deadline is None else deadline.ends_at_s - deadline.monotonic()


def ensure_fits(service: str, needed_s: float) -> None:
    """
    Args:
        needed_s: how long the request may take at worst.

    Raises:
        DependencyError: less time is left than that; retryable.
    """
    if remaining_s() < needed_s:
        raise DependencyError(service, "not asked, no time is left", retryable=True)
