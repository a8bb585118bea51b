"""An export may have been written by somebody else: it reaches its own business, and no more."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from santral.domain.errors import ConflictError, InputError
from santral.local.leaving.bundle import open_bundle
from santral.local.leaving.places import Place
from santral.local.leaving.records import read_line
from santral.stores import recordings
from santral.stores.recordings import Recording
from tests.functional.cloud import Cloud
from tests.functional.leaving.test_export_and_import import (
    KEY,
    NOW,
    OTHER_BUCKET,
    elsewhere,
    exported,
    here,
    imported,
    with_a_recording,
)
from tests.functional.one_of_everything import RECORD

__all__ = ["elsewhere", "here"]  # fixtures

CONTACT = RECORD["ContactId"]
ANOTHER = "00000000-0000-4000-8000-000000000000"


def sealed(out: Path) -> None:
    """Write into the manifest what the files are now, as whoever harmed them would."""
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    for name, told in manifest["files"].items():
        told["sha256"] = hashlib.sha256((out / name).read_bytes()).hexdigest()
    (out / "manifest.json").write_text(json.dumps(manifest), "utf-8")


def changed(out: Path, kind: str, change: Callable[[Any], object]) -> None:
    """Change the first line of a kind."""
    file = out / f"records/{kind}.jsonl"
    first, *others = file.read_text("utf-8").splitlines()
    plain = json.loads(first)
    change(plain)
    file.write_text("\n".join([json.dumps(plain), *others]) + "\n", "utf-8")
    sealed(out)


def is_empty(place: Place) -> bool:
    names = vars(place.tables) if hasattr(place.tables, "__dict__") else place.tables.__slots__
    return not any(
        place.dynamodb.scan(TableName=place.table(name))["Items"] for name in sorted(names)
    )


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"pk": "clinic#note"}, "expected no pk"),
        ({"sk": "profile"}, "expected no sk"),
        ({"schema": 2}, "expected no schema"),
        ({"version": {"N": "1"}}, "expected text, numbers and tables"),
        ({"content": 1.5}, "expected text, numbers and tables"),
        ({"content": {"text": "\ud800"}}, "half a character"),
        ({"content": {"n": float("nan")}}, "expected a line of an export"),
    ],
)
def test_a_line_holds_nothing_but_the_content_of_an_item(more: Any, said: str) -> None:
    line = json.dumps({"kind": "note", "key": "note", "sort": "n", **more})

    with pytest.raises(InputError, match=f"line 1: {said}"):
        read_line(line, "records/note.jsonl, line 1")


def test_a_line_that_is_nested_without_end_is_refused() -> None:
    with pytest.raises(InputError, match="line 1: expected a line of an export"):
        read_line("[" * 100_000, "records/note.jsonl, line 1")


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("business", {"queues": [{"arn": "arn:aws:connect:of-another"}]}),
        ("business", {"queues": "all"}),
        ("account", {"approved_by": "me"}),
        ("member", {"subject": "of-another"}),
        ("webhook", {"secrets": ["known"]}),
        ("webhook", "text"),
    ],
)
def test_what_only_a_deployment_says_no_export_says(kind: str, content: Any) -> None:
    key = "" if kind == "business" else kind
    line = json.dumps({"kind": kind, "key": key, "sort": "x", "content": content})

    with pytest.raises(InputError, match="line 1: holds what stays behind"):
        read_line(line, f"records/{kind}.jsonl, line 1")


@pytest.mark.parametrize(
    ("kind", "change", "said"),
    [
        ("member", lambda line: line["content"].update(role="operator"), "member.jsonl: expected"),
        ("member", lambda line: line["content"].update(role="agent"), "without an owner"),
        ("member", lambda line: line.pop("content"), "member.jsonl: expected"),
        ("business", lambda line: line["content"].update(id="clinic"), "of another business"),
        ("business", lambda line: line["content"].pop("name"), "business.jsonl: expected"),
        ("account", lambda line: line.update(content={}), "account.jsonl: expected"),
        ("webhook", lambda line: line.pop("content"), "webhook.jsonl: expected"),
        ("recording", lambda line: line.update(key=f"recording#{ANOTHER}"), "of no contact"),
        ("recording", lambda line: line.update(sort="recordings/x.wav"), "of no contact"),
    ],
)
def test_an_export_is_read_whole_before_anything_is_written(
    cloud: Cloud, here: Place, elsewhere: Place, tmp_path: Path, kind: str, change: Any, said: str
) -> None:
    with_a_recording(cloud)
    exported(here, tmp_path, tables=False)
    changed(tmp_path, kind, change)

    with pytest.raises(InputError, match=said):
        imported(elsewhere, open_bundle(tmp_path))

    assert is_empty(elsewhere)


def test_a_sound_file_of_another_businesss_contact_is_refused(
    cloud: Cloud, here: Place, elsewhere: Place, tmp_path: Path
) -> None:
    with_a_recording(cloud)
    exported(here, tmp_path, tables=False)
    manifest = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    name = f"recordings/{KEY}".replace(CONTACT, ANOTHER)
    (tmp_path / f"recordings/{KEY}").rename(tmp_path / name)
    manifest["files"][name] = manifest["files"].pop(f"recordings/{KEY}")
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), "utf-8")

    with pytest.raises(InputError, match="of no contact"):
        imported(elsewhere, open_bundle(tmp_path))


def test_a_contact_that_has_recordings_here_already_is_somebody_elses(
    cloud: Cloud, here: Place, elsewhere: Place, tmp_path: Path
) -> None:
    with_a_recording(cloud)
    exported(here, tmp_path, tables=False)
    imported(elsewhere, open_bundle(tmp_path))
    theirs = Recording(CONTACT, OTHER_BUCKET, KEY.replace("old", "new"), NOW, 9, 1_000)
    recordings.index(theirs, "0B", deleted=False)
    changed(tmp_path, "business", lambda line: line["content"].update(id="thief"))
    manifest = (tmp_path / "manifest.json").read_text("utf-8")
    (tmp_path / "manifest.json").write_text(manifest.replace('"shop"', '"thief"'), "utf-8")

    with pytest.raises(ConflictError, match="recordings of a contact"):
        imported(elsewhere, open_bundle(tmp_path))


def test_a_folder_that_leads_elsewhere_is_refused(
    cloud: Cloud, here: Place, tmp_path: Path
) -> None:
    exported(here, tmp_path / "out", tables=False)
    (tmp_path / "out/records").rename(tmp_path / "elsewhere")
    (tmp_path / "out/records").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(InputError, match="names a file outside the folder"):
        open_bundle(tmp_path / "out")


@pytest.mark.parametrize("name", ["a\0b", "x" * 5_000, "/etc/hosts", "records"])
def test_a_name_that_is_no_file_is_refused(
    cloud: Cloud, here: Place, tmp_path: Path, name: str
) -> None:
    exported(here, tmp_path, tables=False)
    manifest = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    manifest["files"][name] = {"sha256": "0"}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), "utf-8")

    with pytest.raises(InputError, match=r"outside the folder|is missing"):
        open_bundle(tmp_path)


@pytest.mark.parametrize(
    ("octets", "said"),
    [(b"\xff\xfe", "expected UTF-8"), (b"x" * ((4 << 20) + 2), "line 1: is too long")],
)
def test_a_file_that_is_no_text_in_lines_is_refused(
    cloud: Cloud, here: Place, tmp_path: Path, octets: bytes, said: str
) -> None:
    with_a_recording(cloud)
    exported(here, tmp_path, tables=False)
    (tmp_path / "records/note.jsonl").write_bytes(octets)
    sealed(tmp_path)

    with pytest.raises(InputError, match=f"records/note.jsonl.*{said}"):
        list(open_bundle(tmp_path).records("note"))
