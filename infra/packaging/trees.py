"""Folders as a whole: what is in one, put at its place at once or not at all."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

ROOT: Final = Path(__file__).parents[2]
BUILT: Final = ROOT / ".santral"


@contextmanager
def built_at(target: Path) -> Iterator[Path]:
    """Give an empty folder to fill, which becomes the target when the block ends.

    Whoever fails leaves nothing behind; of two that build the same, one wins and both go on.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".", dir=target.parent) as name:
        half_made = Path(name) / target.name
        half_made.mkdir()
        yield half_made
        try:
            os.replace(half_made, target)
        except OSError:
            if not target.is_dir():  # nobody else has made it meanwhile
                raise


def content_hash(folder: Path) -> str:
    """Hash the names and contents of all files in a folder: not its place, not its times."""
    whole = hashlib.sha256()
    for file in files_in(folder):
        content = file.read_bytes()
        whole.update(f"{file.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        whole.update(content)
    return whole.hexdigest()


def files_in(folder: Path) -> list[Path]:
    return sorted(each for each in folder.rglob("*") if each.is_file())


def zipped_size(folder: Path) -> int:
    """Return how many bytes the folder takes as Lambda gets it."""
    with tempfile.TemporaryFile() as file:
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:
            for each in files_in(folder):
                archive.writestr(
                    ZipInfo(each.relative_to(folder).as_posix()), each.read_bytes(), ZIP_DEFLATED
                )
        return file.tell()


def remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
