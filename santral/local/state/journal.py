"""An append-only file of what was written, a line each, behind a snapshot of all that came before.

`journal-N.jsonl` follows `snapshot-N.jsonl`; N counts the snapshots, and before the first there is
none. Renaming a snapshot into place is what makes it the one that counts: the file names say at
any moment which two belong together, and everything else under such a name is left over.

A line is JSON and begins with the CRC-32 of all that follows its first 18 bytes:
`{"crc":"1c291ca3","source":"connect","payload":{}}`. A snapshot, which is whole or is none, ends
with a line that counts the others: `{"crc":"…","source":"snapshot","payload":12}`.
"""

from __future__ import annotations

import json
import os
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock
from typing import Any, Final, NamedTuple

from santral.domain.errors import ConflictError, InputError
from santral.local.state.payloads import from_json, to_json
from santral.local.state.writing import PRIVATE_FILE, TEMPORARY, unwritten, write_whole

_NAME: Final = re.compile(rf"(journal|snapshot)-(\d+)\.jsonl(?:{re.escape(TEMPORARY)})?", re.ASCII)
_HEAD: Final = len('{"crc":"00000000",')
_BLOCK: Final = 65_536
_SNAPSHOT: Final = "snapshot"  # the source of the line that counts


class Place(NamedTuple):
    """A line of a file."""

    path: Path
    line: int

    def damaged(self) -> InputError:
        # A snapshot would be refused without the line.
        in_snapshot = self.path.name.startswith(_SNAPSHOT)
        alone = "" if in_snapshot else "or delete the line and lose what it kept, "
        return InputError(
            f"{self.path}: line {self.line} is damaged; put back a copy of the folder, {alone}or "
            "start anew with --fresh"
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """
    Attributes:
        source: whose write it was: "connect", "dynamodb".
        payload: JSON, in which bytes may stand as well.
        place: that it was read from.
    """

    source: str
    payload: Any
    place: Place = field(default=Place(Path(), 0), compare=False)


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
            InputError: a line is damaged, or some of the snapshot's are missing.
        """
        with self._writing:
            generation, size = self._generation, self._size
        snapshot = self._path("snapshot", generation)
        if generation:
            yield from _counted(snapshot)
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
            write_whole(self._path("snapshot", generation), map(_line, _with_count(entries)))
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


def _with_count(entries: Iterable[Entry]) -> Iterator[Entry]:
    number = 0
    for entry in entries:
        number += 1
        yield entry
    yield Entry(_SNAPSHOT, number)


def _counted(snapshot: Path) -> Iterator[Entry]:
    number, expected = 0, None
    for entry in _read(snapshot, snapshot.stat().st_size):
        if entry.source == _SNAPSHOT:
            expected = entry.payload
        else:
            number += 1
            yield entry
    if number != expected:
        raise InputError(
            f"{snapshot}: lines are missing, or too many; put back a copy of the folder, or start "
            "anew with --fresh"
        )


def _read(path: Path, size: int) -> Iterator[Entry]:
    with path.open("rb") as file:
        number = 0
        while size > 0:
            line, number = file.readline(), number + 1
            size -= len(line)
            yield _entry(line, Place(path, number))


def _entry(line: bytes, place: Place) -> Entry:
    if not line.endswith(b"\n") or line[:_HEAD] != _head(line[_HEAD:-1]):
        raise place.damaged()
    try:
        content = json.loads(line)
        return Entry(content["source"], from_json(content["payload"]), place)
    except (KeyError, RecursionError, TypeError, ValueError):
        raise place.damaged() from None


def _head(rest: bytes) -> bytes:
    return b'{"crc":"%08x",' % zlib.crc32(rest)
