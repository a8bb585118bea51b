"""What was given out to strangers: bounded for each of them, and for all."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable
from typing import Final, Generic, TypeVar

MOST_OF_ONE: Final = 100
MOST: Final = 10_000

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Remembered(Generic[K, V]):
    """The newest of each owner: whoever asks for many has her own forgotten, and nobody else's.

    Attributes:
        values: all that is remembered, the oldest first.
    """

    def __init__(self) -> None:
        self.values: dict[K, V] = {}
        self._owners: dict[K, str] = {}
        self._of: dict[str, deque[K]] = {}

    def put(self, owner: str, key: K, value: V) -> None:
        """Remember something new."""
        self.values[key], self._owners[key] = value, owner
        its = self._of.setdefault(owner, deque())
        its.append(key)
        if len(its) > MOST_OF_ONE:
            self._forget(its[0])
        if len(self.values) > MOST:
            self._forget(next(iter(self.values)))

    def _forget(self, key: K) -> None:
        del self.values[key]
        owner = self._owners.pop(key)
        its = self._of[owner]
        its.popleft()  # the oldest of all is its owner's oldest
        if not its:
            del self._of[owner]
