"""The folder that an export is: JSON Lines, Parquet beside them, sound files, and a manifest.

    manifest.json               counts, sizes and SHA-256 of every file, the digest of the whole
    README.txt
    records/<kind>.jsonl        complete: an import reads these
    tables/<kind>.parquet       the same for analysis: one column for each member of the content
    recordings/<key in S3>      byte for byte

The digest says whether two exports hold the same, in whatever order it was read: of each kind, the
SHA-256 of its lines are added up as numbers, modulo 2^256; the digest is the SHA-256 of
`<kind> <count> <sum in hexadecimal>` of all kinds in alphabetical order, a line each.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final

from santral.domain.errors import InputError
from santral.local.leaving.kinds import LEFT, TAKEN
from santral.local.leaving.records import Record, read_line

FORMAT: Final = "santral-export"
VERSION: Final = 1
MANIFEST: Final = "manifest.json"
_BLOCK: Final = 1 << 20
_LONGEST_LINE: Final = 4 << 20  # an item of DynamoDB has 400 KB
_MODULUS: Final = 1 << 256


@dataclass
class Counted:
    """What has been seen of one kind."""

    count: int = 0
    sum: int = 0

    def add(self, line: str) -> None:
        self.count += 1
        self.sum = (self.sum + int(hashlib.sha256(line.encode()).hexdigest(), 16)) % _MODULUS


def digest(counted: Mapping[str, Counted]) -> str:
    """
    >>> digest({})
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
    """
    lines = (f"{kind} {each.count} {each.sum:064x}\n" for kind, each in sorted(counted.items()))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


@dataclass
class Writer:
    """Writes records as they come, each kind into a file of its own."""

    folder: Path
    counted: dict[str, Counted] = field(default_factory=dict)
    _files: dict[str, IO[str]] = field(default_factory=dict)

    def add(self, record: Record) -> None:
        if record.kind not in self._files:
            path = self.folder / _file_of(record.kind)
            path.parent.mkdir(exist_ok=True)
            self._files[record.kind] = path.open("w", encoding="utf-8", newline="\n")
            self.counted[record.kind] = Counted()
        line = record.line()
        self.counted[record.kind].add(line)
        self._files[record.kind].write(f"{line}\n")

    def close(self) -> None:
        for each in self._files.values():
            each.close()


def new_folder(folder: Path) -> None:
    """
    Raises:
        InputError: something is there already, or it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise InputError(f"{folder}: holds something already; name a new folder")
    except OSError as error:
        raise InputError(f"{folder}: cannot be used: {error.strerror}") from None


def seal(folder: Path, tenant: str, name: str, at: str, counted: Mapping[str, Counted]) -> str:
    """Write the manifest, which goes last: a folder without one is an export that broke off.

    Args:
        at: when it was made, ISO 8601.

    Returns:
        The digest.
    """
    (folder / "README.txt").write_text(_readme(tenant, name, at, counted), encoding="utf-8")
    whole = digest(counted)
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "tenant": tenant,
        "made_at": at,
        "digest": whole,
        "kinds": {kind: each.count for kind, each in sorted(counted.items())},
        "left_behind": dict(LEFT),
        "files": {
            path.relative_to(folder).as_posix(): {
                "bytes": path.stat().st_size,
                "sha256": sha256_of(path),
            }
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        },
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2)
    (folder / MANIFEST).write_text(f"{text}\n", encoding="utf-8")
    return whole


def sha256_of(path: Path) -> str:
    hashed = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            hashed.update(block)
    return hashed.hexdigest()


@dataclass(frozen=True, slots=True)
class Bundle:
    """An export that was checked: every file is there, whole, and no other is read.

    Attributes:
        files: path in the folder -> SHA-256.
    """

    folder: Path
    tenant: str
    digest: str
    files: Mapping[str, str]

    def records(self, kind: str) -> Iterator[Record]:
        """
        Raises:
            InputError: a line is none of an export.
        """
        return records_in(self.folder, kind) if _file_of(kind) in self.files else iter(())

    def kinds(self) -> list[str]:
        return [kind for kind in TAKEN if _file_of(kind) in self.files]


def records_in(folder: Path, kind: str) -> Iterator[Record]:
    """Yield the records of a kind in a folder; none where it has none.

    Raises:
        InputError: a line is none of an export.
    """
    name = _file_of(kind)
    if not (folder / name).exists():
        return
    for number, line in enumerate(_lines(folder / name, name), 1):
        record = read_line(line, f"{name}, line {number}")
        if record.kind != kind:
            raise InputError(f"{name}, line {number}: is of another kind")
        yield record


def _file_of(kind: str) -> str:
    return f"records/{kind}.jsonl"


def _lines(path: Path, name: str) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="\n") as file:
        try:
            for number, line in enumerate(iter(lambda: file.readline(_LONGEST_LINE), ""), 1):
                if len(line) == _LONGEST_LINE:
                    raise InputError(f"{name}, line {number}: is too long")
                yield line
        except UnicodeDecodeError:
            raise InputError(f"{name}: expected UTF-8") from None


def open_bundle(folder: Path) -> Bundle:
    """Read the manifest, and compare every file with it.

    Raises:
        InputError: it is no export, one that broke off, or a file is missing or damaged.
    """
    try:
        manifest: Any = json.loads((folder / MANIFEST).read_text("utf-8"))
    except OSError:
        raise InputError(f"{folder}: expected an export; it has no {MANIFEST}") from None
    except ValueError:
        raise InputError(f"{folder / MANIFEST}: expected JSON") from None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise InputError(f"{folder / MANIFEST}: expected the manifest of an export")
    if manifest.get("version") != VERSION:
        raise InputError(f"{folder / MANIFEST}: of another release; expected version {VERSION}")
    try:
        files = {str(name): str(each["sha256"]) for name, each in manifest["files"].items()}
        bundle = Bundle(folder, str(manifest["tenant"]), str(manifest["digest"]), files)
    except (AttributeError, KeyError, TypeError):
        raise InputError(f"{folder / MANIFEST}: expected tenant, digest and files") from None
    _check_files(bundle)
    return bundle


def _check_files(bundle: Bundle) -> None:
    for name, sha256 in bundle.files.items():
        path = bundle.folder / name
        try:
            is_inside = path.resolve().is_relative_to(bundle.folder.resolve())
            is_whole = is_inside and path.is_file() and sha256_of(path) == sha256
        except (OSError, RuntimeError, ValueError):  # a circle of links, no name at all
            raise InputError(f"{bundle.folder / MANIFEST}: {name!r:.80}: is missing") from None
        if not is_inside:
            raise InputError(f"{bundle.folder / MANIFEST}: names a file outside the folder")
        if not is_whole:
            told = "is damaged, or was changed since" if path.is_file() else "is missing"
            raise InputError(f"{path}: {told}")


def _readme(tenant: str, name: str, at: str, counted: Mapping[str, Counted]) -> str:
    lines = [
        f"{name} ({tenant}): everything kept of this business, made at {at}.",
        "",
        "records/*.jsonl   a JSON document in each line, UTF-8: complete, an import reads these",
        "tables/*.parquet  the same as tables, for analysis",
        "recordings/       the sound files as they were recorded",
        "manifest.json     size and SHA-256 of every file; what was left behind, and why",
        "",
        "`content` is what is kept, `version` counts its changes. Times are UTC; `expires_at`",
        "is in seconds since 1970. `python -m santral import DIR` puts it into another deployment.",
        "",
        *(f"{each.count:>9}  {kind:<16} {TAKEN[kind]}" for kind, each in sorted(counted.items())),
        "",
    ]
    return "\n".join(lines)
