"""Whose a folder of state is: its mark, its version, the lock of the process that uses it.

A folder that is not ours, or that a newer release wrote, is refused; emptying one removes only
files that bear our names, and none of them where there is any other.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from santral.domain.errors import ConflictError, InputError
from santral.local.state.writing import PRIVATE_FILE, PRIVATE_FOLDER, TEMPORARY, write_whole

VERSION: Final = 1
OBJECTS: Final = "objects"

_MARK: Final = "state.json"
_LOCK: Final = "lock"
_FORMAT: Final = "santral-state"

# In a bucket's folder: what describes an object has one hash in its name, its content has two.
OBJECT_FILE: Final = re.compile(
    r"[\w-]+\.[0-9a-f]{32}(?:(?P<about>\.json)|\.[0-9a-f]{16}(?:\.\w+)?)", re.ASCII
)
_TOP_FILE: Final = re.compile(
    rf"{re.escape(_MARK)}|{_LOCK}|cognito-key\.pem|(?:journal|snapshot)-\d+\.jsonl", re.ASCII
)


@contextmanager
def claimed(folder: Path, *, fresh: bool = False) -> Iterator[None]:
    """Hold a folder, made if need be, for this process until the block ends.

    Args:
        fresh: empty it first.

    Raises:
        InputError: the folder is not ours, cannot be used, or a newer release wrote it.
        ConflictError: another process holds it.
    """
    lock = _claim(folder, fresh=fresh)
    try:
        yield
    finally:
        os.close(lock)  # and with it the lock; the file stays, or two could hold one each


def _claim(folder: Path, *, fresh: bool) -> int:
    try:
        _refuse_foreign(folder)
        folder.mkdir(PRIVATE_FOLDER, parents=True, exist_ok=True)
        lock = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
        try:
            _take(lock, folder)
            _prepare(folder, fresh=fresh)
        except BaseException:
            os.close(lock)
            raise
    except OSError as error:
        raise InputError(f"{folder}: cannot be used: {error.strerror}") from error
    return lock


def _take(lock: int, folder: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(lock, 20, 0).decode("ascii", "replace").strip() or "unknown"
        raise ConflictError(
            f"{folder}: in use by process {holder}; stop it, or name another folder"
        ) from None
    os.ftruncate(lock, 0)
    os.pwrite(lock, f"{os.getpid()}\n".encode(), 0)


def _prepare(folder: Path, *, fresh: bool) -> None:
    version = _refuse_foreign(folder)
    if fresh:
        _empty(folder)
        version = None
    if version is None:
        mark = json.dumps({"format": _FORMAT, "version": VERSION})
        write_whole(folder / _MARK, [f"{mark}\n".encode()])
    elif version > VERSION:
        raise InputError(
            f"{folder}: a newer release wrote it (version {version}, this one reads {VERSION}); "
            "use that release, or --fresh, which deletes what is kept"
        )


def _refuse_foreign(folder: Path) -> int | None:
    """Return the folder's version, None when there is nothing in it or no folder yet."""
    if not folder.exists():
        return None
    if not folder.is_dir():
        raise InputError(f"{folder}: is not a folder")
    names = {each.name for each in folder.iterdir()} - {_LOCK, f"{_MARK}{TEMPORARY}"}
    if not names:
        return None
    if _MARK not in names:
        raise InputError(f"{folder}: holds other things; name an empty folder or a new one")
    try:
        mark = json.loads((folder / _MARK).read_bytes())
        if mark["format"] == _FORMAT:
            return int(mark["version"])
    except (KeyError, TypeError, ValueError):
        pass
    raise InputError(f"{folder / _MARK}: does not say that the folder is ours; name another folder")


def _empty(folder: Path) -> None:
    found = [each for each in folder.rglob("*") if each.is_symlink() or not each.is_dir()]
    for each in found:
        name = each.relative_to(folder).as_posix()
        if each.is_symlink() or not _is_ours(name):
            raise InputError(f"{folder}: nothing was deleted, because {name} is not ours")
    # The mark goes last: a folder half emptied is still ours.
    for each in sorted(found, key=lambda path: path.name == _MARK):
        if each.name != _LOCK:
            each.unlink()
    for each in sorted(folder.rglob("*"), reverse=True):
        if each.is_dir():
            each.rmdir()


def _is_ours(name: str) -> bool:
    match name.removesuffix(TEMPORARY).split("/"):
        case [top]:
            return bool(_TOP_FILE.fullmatch(top))
        case [top, _bucket, file]:
            return top == OBJECTS and bool(OBJECT_FILE.fullmatch(file))
    return False
