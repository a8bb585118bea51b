"""Holds the folder of a proof: two at once would take the emulator's files from one another."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from santral.local.proof.failure import ProofError


@contextmanager
def claimed(folder: Path) -> Iterator[None]:
    """
    Raises:
        ProofError: another proof runs in this folder.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    # Beside it: the folder is emptied when a proof begins.
    with folder.with_suffix(".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ProofError(f"another proof is going on in {folder}: wait for its end") from None
        yield
