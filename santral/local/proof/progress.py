"""Tells what is done, how long it took, and keeps the logs."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from santral.local.terminal import say


class Progress:
    """
    Attributes:
        folder: where the logs are.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._began_s = time.monotonic()

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        """Tell of one step once it is over, with the seconds that it took."""
        began_s = time.monotonic()
        yield
        say(f"{time.monotonic() - began_s:6.1f} s  {what}")

    def note(self, text: str) -> None:
        """Tell of what belongs to the step before."""
        say(f"          {text}")

    @property
    def passed_s(self) -> float:
        return time.monotonic() - self._began_s

    def log(self, name: str) -> Path:
        return self.folder / f"{name}.log"
