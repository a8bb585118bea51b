"""An append-only file of what was written, a line each, behind a snapshot of all that came before.

`journal-N.jsonl` follows `snapshot-N.jsonl`; N counts the snapshots, and before the first there is
none. Renaming a snapshot into place is what makes it the one that counts: the file names say at
any moment which two belong together, and everything else under such a name is left over.

A line is JSON and begins with the CRC-32 of all that follows its first 18 bytes:
`{"crc":"1c291ca3","source":"connect","payload":{}}`.
"""

from __future__ import annotations

import json
import os
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import Any, Final

from santral.domain.errors import ConflictError, InputError
from santral.local.state.payloads import from_json, to_json
from santral.local.state.writing import PRIVATE_FILE, TEMPORARY, unwritten, write_whole

_NAME: Final = re.compile(rf"(journal|snapshot)-(\d+)\.jsonl(?:{re.escape(TEMPORARY)})?", re.ASCII)
_HEAD: Final = len('{"crc":"00000000",')
_BLOCK: Final = 65_536


@dataclass(frozen=True, slots=True)
class Entry:
    """
    Attributes:
        source: whose write it was: "connect", "dynamodb".
        payload: JSON, in which bytes may stand as well.
    """

    source: str
    payload: Any


class Journal:
    """Used by one process at a time (folder.py sees to it), and there by any thread."""

    def __init__(self, folder: Path, warn: Callable[[str], None]) -> None:
        """Open the folder's journal; a last line that a kill cut off is dropped, with a warning."""
        self._folder = folder
        self._writing = RLock()
        self._generation = _newest(folder)
        self._remove_what_is_left_over()
        journal = self._path("journal", self._generation)
        self._file = _opened(journal)
        self._size, torn = _whole_lines(self._file)
        if torn:
            os.ftruncate(self._file, self._size)
            warn(f"{journal}: its last line was cut off when the last run was killed; dropped")
        self._closed = False

    def close(self) -> None:
        with self._writing:
            if not self._closed:
                self._closed = True
                os.close(self._file)

    def append(self, source: str, payload: object) -> None:
        """Write an entry through to the operating system: a process that is killed then loses none.

        Raises:
            DependencyError: it could not be written; the journal is as it was.
            ConflictError: the journal is closed.
        """
        line = _line(Entry(source, payload))
        with self._writing:
            self._refuse_if_closed()
            try:
                _write(self._file, line)
            except OSError as error:
                os.ftruncate(self._file, self._size)
                raise unwritten(error) from error
            self._size += len(line)

    def entries(self) -> Iterator[Entry]:
        """Yield the snapshot's entries and then the journal's, up to the newest at the start.

        Raises:
            InputError: a line is damaged.
        """
        with self._writing:
            generation, size = self._generation, self._size
        snapshot = self._path("snapshot", generation)
        if generation:
            yield from _read(snapshot, snapshot.stat().st_size)
        yield from _read(self._path("journal", generation), size)

    def compact(self, entries: Iterable[Entry]) -> None:
        """Put these entries in place of all there are; stopped anywhere, it is done or not.

        Args:
            entries: read while nothing can be appended; may come from entries().

        Raises:
            DependencyError: it could not be written; the journal is as it was.
            ConflictError: the journal is closed.
        """
        with self._writing:
            self._refuse_if_closed()
            following = self._generation + 1
            try:
                journal = self._following(following, entries)
            except OSError as error:
                raise unwritten(error) from error
            os.close(self._file)
            self._file, self._size, self._generation = journal, 0, following
            self._remove_what_is_left_over()

    def _refuse_if_closed(self) -> None:
        if self._closed:
            raise ConflictError("the state is closed, and nothing more can be kept in it")

    def _following(self, generation: int, entries: Iterable[Entry]) -> int:
        """Write a snapshot; the empty journal behind it comes first, and is nothing without."""
        journal = _opened(self._path("journal", generation))
        try:
            os.ftruncate(journal, 0)
            write_whole(self._path("snapshot", generation), map(_line, entries))
        except BaseException:
            os.close(journal)
            raise
        return journal

    def _path(self, kind: str, generation: int) -> Path:
        return self._folder / f"{kind}-{generation:06}.jsonl"

    def _remove_what_is_left_over(self) -> None:
        current = {self._path(kind, self._generation) for kind in ("journal", "snapshot")}
        for path in self._folder.iterdir():
            if _NAME.fullmatch(path.name) and path not in current:
                path.unlink()


def _newest(folder: Path) -> int:
    found = (_NAME.fullmatch(path.name) for path in folder.iterdir())
    return max(
        (
            int(name[2])
            for name in found
            if name and name[1] == "snapshot" and not name[0].endswith(TEMPORARY)
        ),
        default=0,
    )


def _opened(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, PRIVATE_FILE)


def _whole_lines(file: int) -> tuple[int, bool]:
    """Return where the last whole line of a file ends, and whether anything follows it."""
    size = start = os.fstat(file).st_size
    while start:
        stop, start = start, max(0, start - _BLOCK)
        found = os.pread(file, stop - start, start).rfind(b"\n")
        if found >= 0:
            return start + found + 1, start + found + 1 < size
    return 0, size > 0


def _write(file: int, line: bytes) -> None:
    left = memoryview(line)
    while left:
        left = left[os.write(file, left) :]


def _line(entry: Entry) -> bytes:
    text = json.dumps(
        {"source": entry.source, "payload": to_json(entry.payload)},
        allow_nan=False,
        separators=(",", ":"),
    )
    rest = text[1:].encode()
    return b'{"crc":"%08x",%b\n' % (zlib.crc32(rest), rest)


def _read(path: Path, size: int) -> Iterator[Entry]:
    with path.open("rb") as file:
        number = 0
        while size > 0:
            line, number = file.readline(), number + 1
            size -= len(line)
            if not line.endswith(b"\n") or line[:_HEAD] != _head(line[_HEAD:-1]):
                raise InputError(
                    f"{path}: line {number} is damaged; put back a copy of the folder, or delete "
                    "the line and lose what it kept, or start anew with --fresh"
                )
            content = json.loads(line)
            yield Entry(content["source"], from_json(content["payload"]))


def _head(rest: bytes) -> bytes:
    return b'{"crc":"%08x",' % zlib.crc32(rest)
