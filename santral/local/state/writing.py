"""How files come into a folder of state: whole or not at all, and readable by their owner alone."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from santral.domain.errors import DependencyError

PRIVATE_FILE: Final = 0o600  # what callers said, their names and numbers
PRIVATE_FOLDER: Final = 0o700
TEMPORARY: Final = ".tmp"


def write_whole(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file so that it has its old content or all of the new, whenever we are stopped."""
    temporary = path.with_name(f"{path.name}{TEMPORARY}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE)
    with open(descriptor, "wb") as file:
        file.writelines(pieces)
        file.flush()
        os.fsync(descriptor)
    temporary.replace(path)
    _sync_folder(path.parent)


def unwritten(error: OSError) -> DependencyError:
    return DependencyError("state", f"not written: {error.strerror}", retryable=True)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
