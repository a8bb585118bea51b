"""Whose folder the state is in: one process at a time, and nothing of anybody else's is touched."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from santral.domain.errors import ConflictError, InputError
from santral.local.state.state import State


def read(folder: Path, source: str = "connect") -> list[Any]:
    with State.open(folder) as state:
        return list(state.entries(source))


def wrote(folder: Path, *payloads: object) -> None:
    with State.open(folder) as state:
        for payload in payloads:
            state.append("connect", payload)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_second_process_is_refused_by_the_name_of_the_first(tmp_path: Path) -> None:
    with (
        State.open(tmp_path),
        pytest.raises(ConflictError) as refused,
        State.open(tmp_path, fresh=True),
    ):
        pass

    assert str(refused.value) == (
        f"{tmp_path}: in use by process {os.getpid()}; stop it, or name another folder"
    )


def test_only_the_owner_can_read_what_callers_said(tmp_path: Path) -> None:
    wrote(tmp_path / "a" / "state", "what a caller said")

    folder = tmp_path / "a" / "state"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


@pytest.mark.parametrize("fresh", [False, True])
def test_a_folder_of_other_things_is_refused_and_left_as_it_is(tmp_path: Path, fresh: bool) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", "utf-8")

    with pytest.raises(InputError, match="holds other things"), State.open(tmp_path, fresh=fresh):
        pass

    assert files(tmp_path) == ["thesis.txt"]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    folder = tmp_path / "file" / "state"

    with pytest.raises(InputError) as refused:
        read(folder)

    assert str(refused.value) == f"{folder}: cannot be used: Not a directory"


def test_somebody_elses_state_json_makes_no_folder_ours(tmp_path: Path) -> None:
    (tmp_path / "state.json").write_text('{"format": "terraform"}', "utf-8")

    with pytest.raises(InputError, match="does not say that the folder is ours"):
        read(tmp_path)

    assert files(tmp_path) == ["state.json"]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("", "utf-8")

    with pytest.raises(InputError, match="is not a folder"):
        read(tmp_path / "state")


def test_what_a_newer_release_wrote_is_refused_unless_it_may_be_deleted(tmp_path: Path) -> None:
    wrote(tmp_path, "old")
    (tmp_path / "state.json").write_text('{"format": "santral-state", "version": 2}', "utf-8")

    with pytest.raises(
        InputError, match=r"a newer release wrote it \(version 2, this one reads 1\)"
    ):
        read(tmp_path)
    with State.open(tmp_path, fresh=True) as state:
        assert list(state.entries("connect")) == []

    assert read(tmp_path) == []


def test_fresh_empties_the_folder(tmp_path: Path) -> None:
    wrote(tmp_path, "old")
    bucket = tmp_path / "objects" / "santral-recordings"
    bucket.mkdir(parents=True)
    (bucket / f"call.{'0' * 32}.{'1' * 16}.wav").write_bytes(b"RIFF")

    with State.open(tmp_path, fresh=True) as state:
        assert list(state.entries("connect")) == []

    assert files(tmp_path) == ["journal-000000.jsonl", "lock", "state.json"]


@pytest.mark.parametrize("name", ["notes.txt", "objects/notes.txt", "objects/bucket/notes.txt"])
def test_fresh_deletes_nothing_where_anything_else_lies(tmp_path: Path, name: str) -> None:
    wrote(tmp_path, "old")
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("years of work", "utf-8")

    with (
        pytest.raises(InputError, match=f"nothing was deleted, because {name} is not ours"),
        State.open(tmp_path, fresh=True),
    ):
        pass

    assert (tmp_path / name).exists()
    assert read(tmp_path) == ["old"]


def test_fresh_follows_no_link_out_of_the_folder(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "journal-000000.jsonl").write_text("theirs", "utf-8")
    wrote(tmp_path / "state", "old")
    (tmp_path / "state" / "objects").symlink_to(elsewhere)

    with (
        pytest.raises(InputError, match="nothing was deleted, because objects is not ours"),
        State.open(tmp_path / "state", fresh=True),
    ):
        pass

    assert (elsewhere / "journal-000000.jsonl").read_text("utf-8") == "theirs"
