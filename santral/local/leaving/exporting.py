"""Writes everything that a deployment keeps of one business into a folder.

It may go on taking calls meanwhile: what is written during the export may be in it or not, each
item whole. For a copy of one moment, switch the business off before, or restore the tables to a
point in time under other names and export those.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from botocore.exceptions import ClientError

from santral.domain.errors import InputError, NotFoundError
from santral.local.leaving import bundle, parquet
from santral.local.leaving.bundle import Counted, Writer
from santral.local.leaving.kinds import LEFT, TABLES, TAKEN
from santral.local.leaving.places import Place, translated
from santral.local.leaving.records import Record, kind_of, record_of
from santral.stores.recordings import parse_key
from santral.stores.tables import code_of
from santral.stores.tenant_guard import PLATFORM, is_tenant_id

_BLOCK: Final = 1 << 20
_OWN_TABLES: Final = ("tenants", "customers", "contacts", "documents", "audit")
_GONE: Final = frozenset({"404", "NoSuchKey"})

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Exported:
    """
    Attributes:
        missing: recordings in the index that are not in the bucket.
    """

    digest: str
    counts: Mapping[str, int]
    recordings: int
    missing: int


def export(
    place: Place, tenant: str, folder: Path, *, now: datetime, tell: Progress, tables: bool = True
) -> Exported:
    """
    Args:
        tables: whether Parquet is written as well.
        tell: is told how far it is.

    Raises:
        InputError: the id cannot be one, the folder is not empty, or Parquet cannot be written.
        NotFoundError: there is no such business.
        DependencyError: AWS failed.
    """
    if not is_tenant_id(tenant):
        raise InputError("--tenant: expected the id of a business, as klima")
    if tables:
        parquet.require()
    bundle.new_folder(folder)
    writer = Writer(folder)
    try:
        name = _write_records(place, tenant, writer, tell)
    finally:
        writer.close()
    kept, missing = _write_recordings(place, folder, tell)
    if tables:
        tell("writing tables")
        for kind in writer.counted:
            parquet.write(folder, kind)
    at = now.astimezone(UTC).isoformat(timespec="seconds")
    digest = bundle.seal(folder, tenant, name, at, writer.counted)
    counts = {kind: each.count for kind, each in writer.counted.items()}
    return Exported(digest, counts, kept, missing)


def counted(place: Place, tenant: str) -> Mapping[str, Counted]:
    """Count what a deployment has of a business as an export would, and write nothing."""
    seen: dict[str, Counted] = {}
    for record in _records(place, tenant, lambda _: None):
        seen.setdefault(record.kind, Counted()).add(record.line())
    return seen


def _write_records(place: Place, tenant: str, writer: Writer, tell: Progress) -> str:
    """Write every record; return the business's name."""
    name = None
    for record in _records(place, tenant, tell):
        if record.kind == TABLES["tenants"][0]:
            name = str(record.rest["content"].get("name", tenant))
        writer.add(record)
    if name is None:
        raise NotFoundError(f"there is no business {tenant} in this deployment")
    return name


def _records(place: Place, tenant: str, tell: Progress) -> Iterator[Record]:
    contacts: set[str] = set()
    for table in _OWN_TABLES:
        tell(f"reading {table}")
        mine = {":own": tenant, ":begins": f"{tenant}#"}
        for item in place.scan(table, "pk = :own OR begins_with(pk, :begins)", mine):
            _, kind = kind_of(item["pk"]["S"])
            if kind == "contact":
                contacts.add(item["pk"]["S"].rpartition("#")[2])
            if kind in TAKEN:
                yield record_of(item)
            elif kind not in LEFT:
                raise InputError(f"{table}: a kind of item that this release does not know: {kind}")
    tell("reading members")
    yield from _platform(place, "members", "member", lambda item: _belongs(item, tenant))
    tell("reading recordings")
    yield from _platform(
        place,
        "recordings",
        "recording",
        lambda item: item["pk"]["S"].rpartition("#")[2] in contacts,
    )


def _platform(
    place: Place, table: str, kind: str, is_wanted: Callable[[Any], bool]
) -> Iterator[Record]:
    begins = {":begins": f"{PLATFORM}#{kind}#"}
    for item in place.scan(table, "begins_with(pk, :begins)", begins):
        if is_wanted(item):
            yield record_of(item)


def _belongs(item: Any, tenant: str) -> bool:
    return bool(json.loads(item["content"]["S"]).get("tenant") == tenant)


def _write_recordings(place: Place, folder: Path, tell: Progress) -> tuple[int, int]:
    """Fetch the sound of every recording that was not deleted."""
    kept = missing = 0
    for record in bundle.records_in(folder, "recording"):
        if record.rest.get("deleted"):
            continue
        key = record.sort.partition("/")[2]
        if parse_key(key) is None:  # nothing else is ever indexed; a path is made of it
            raise InputError("a recording with a key that Amazon Connect does not write")
        if _fetch(place, key, folder / "recordings" / key):
            kept += 1
        else:
            missing += 1
        if (kept + missing) % 100 == 0:
            tell(f"fetched {kept + missing} recordings")
    return kept, missing


def _fetch(place: Place, key: str, path: Path) -> bool:
    """Return whether there is one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with translated("s3"):
        try:
            body = place.s3.get_object(Bucket=place.bucket, Key=key)["Body"]
        except ClientError as error:
            if code_of(error) not in _GONE:
                raise
            return False
        with path.open("wb") as file:
            for block in iter(lambda: body.read(_BLOCK), b""):
                file.write(block)
    return True
