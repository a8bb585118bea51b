"""What is written to the journal is there in the next run, however this one ended."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from santral.domain.errors import ConflictError, DependencyError, InputError
from santral.local.state.journal import Entry, Journal
from santral.local.state.payloads import from_json, to_json
from santral.local.state.state import CONNECT, State

SCALARS = st.none() | st.booleans() | st.integers() | st.text() | st.binary()
NAMES = st.text() | st.sampled_from(["$", "$bytes", "$$bytes"])
PAYLOADS = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(NAMES, inner), max_leaves=8
)


def read(folder: Path, source: str = "connect") -> list[Any]:
    with State.open(folder) as state:
        return list(state.entries(source))


def wrote(folder: Path, *payloads: object) -> None:
    with State.open(folder) as state:
        for payload in payloads:
            state.append("connect", payload)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_next_run_reads_what_this_one_wrote_each_source_in_its_order(tmp_path: Path) -> None:
    with State.open(tmp_path / "state") as state:
        state.append("connect", {"id": "1"})
        state.append("dynamodb", {"key": b"\x00\xff"})
        state.append("connect", {"id": "2"})

    with State.open(tmp_path / "state") as state:
        assert list(state.entries("connect")) == [{"id": "1"}, {"id": "2"}]
        assert list(state.entries("dynamodb")) == [{"key": b"\x00\xff"}]


@given(PAYLOADS)
def test_every_payload_comes_back_as_it_was(payload: object) -> None:
    assert from_json(json.loads(json.dumps(to_json(payload)))) == payload


@settings(max_examples=60, deadline=None)
@given(st.lists(PAYLOADS, max_size=6), st.data())
def test_a_journal_cut_anywhere_replays_what_came_before(
    payloads: list[object], data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder, warnings = Path(name), list[str]()
        journal = Journal(folder, warnings.append)
        for payload in payloads:
            journal.append("connect", payload)
        journal.close()
        [file] = folder.iterdir()
        whole = file.read_bytes()
        cut = data.draw(st.integers(0, len(whole)))
        file.write_bytes(whole[:cut])

        journal = Journal(folder, warnings.append)
        journal.append("connect", "the next run's")
        found = [entry.payload for entry in journal.entries()]
        journal.close()

        lines = whole[:cut].count(b"\n")
        assert found == [*payloads[:lines], "the next run's"]
        assert len(warnings) == (not whole[:cut].endswith(b"\n") and cut > 0)


def test_a_line_cut_off_is_told_of(tmp_path: Path) -> None:
    wrote(tmp_path, "kept", "cut off")
    journal = tmp_path / "journal-000000.jsonl"
    journal.write_bytes(journal.read_bytes()[:-5])
    warnings: list[str] = []

    with State.open(tmp_path, warn=warnings.append) as state:
        assert list(state.entries("connect")) == ["kept"]

    assert warnings == [
        f"{journal}: its last line was cut off when the last run was killed; dropped"
    ]


@pytest.mark.parametrize("place", [2, 9, 30, -3])
def test_a_damaged_line_is_named_with_what_to_do(tmp_path: Path, place: int) -> None:
    wrote(tmp_path, "first", "second, with a name", "third")
    journal = tmp_path / "journal-000000.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    lines[1] = lines[1][:place] + b"#" + lines[1][place:][1:]
    journal.write_bytes(b"".join(lines))

    with pytest.raises(InputError) as refused:
        read(tmp_path)

    assert str(refused.value) == (
        f"{journal}: line 2 is damaged; put back a copy of the folder, or delete the line and lose "
        "what it kept, or start anew with --fresh"
    )


@pytest.mark.parametrize("content", [{"source": "connect"}, {"payload": 1}, {"source": [], "x": 1}])
def test_a_line_of_another_form_is_damaged_though_its_sum_is_right(
    tmp_path: Path, content: dict[str, object]
) -> None:
    wrote(tmp_path, "first")
    journal = tmp_path / "journal-000000.jsonl"
    rest = json.dumps(content, separators=(",", ":"))[1:].encode()
    with journal.open("ab") as file:
        file.write(b'{"crc":"%08x",%b\n' % (zlib.crc32(rest), rest))

    with pytest.raises(InputError, match=f"^{journal}: line 2 is damaged; put back a copy"):
        read(tmp_path)


def test_a_payload_of_another_form_than_its_reader_knows_is_named(tmp_path: Path) -> None:
    wrote(tmp_path, "7", "seven")

    with State.open(tmp_path) as state, pytest.raises(InputError) as refused:
        list(state.entries("connect", int))

    assert str(refused.value) == (
        f"{tmp_path}/journal-000000.jsonl: line 2 is damaged; put back a copy of the folder, or "
        "delete the line and lose what it kept, or start anew with --fresh"
    )


@pytest.mark.parametrize("lines", [0, 1, 2, 3])
def test_a_snapshot_that_lacks_lines_is_refused(tmp_path: Path, lines: int) -> None:
    with State.open(tmp_path) as state:
        state.compact({CONNECT: ["first", "second", "third"]})
    snapshot = tmp_path / "snapshot-000001.jsonl"
    whole = snapshot.read_bytes().splitlines(keepends=True)
    snapshot.write_bytes(b"".join(whole[:lines]))

    with pytest.raises(InputError) as refused:
        read(tmp_path)

    assert str(refused.value) == (
        f"{snapshot}: lines are missing, or too many; put back a copy of the folder, or start anew "
        "with --fresh"
    )


def test_a_snapshot_without_a_line_in_its_middle_is_refused(tmp_path: Path) -> None:
    with State.open(tmp_path) as state:
        state.compact({CONNECT: ["first", "second", "third"]})
    snapshot = tmp_path / "snapshot-000001.jsonl"
    first, _, *others = snapshot.read_bytes().splitlines(keepends=True)
    snapshot.write_bytes(b"".join([first, *others]))

    with pytest.raises(InputError, match=f"^{snapshot}: lines are missing"):
        read(tmp_path)


def test_a_damaged_line_of_a_snapshot_is_not_one_to_delete(tmp_path: Path) -> None:
    with State.open(tmp_path) as state:
        state.compact({CONNECT: ["first", "second"]})
    snapshot = tmp_path / "snapshot-000001.jsonl"
    snapshot.write_bytes(snapshot.read_bytes().replace(b"second", b"Second"))

    with pytest.raises(InputError) as refused:
        read(tmp_path)

    assert str(refused.value) == (
        f"{snapshot}: line 2 is damaged; put back a copy of the folder, or start anew with --fresh"
    )


def test_a_compacted_journal_is_its_snapshot_and_what_came_later(tmp_path: Path) -> None:
    with State.open(tmp_path) as state:
        for number in range(100):
            state.append("connect", {"id": "1", "number": number})
            state.append("other", number)
        state.compact({CONNECT: [{"id": "1", "number": 99}]})
        state.append("connect", {"id": "2"})

    assert read(tmp_path) == [{"id": "1", "number": 99}, {"id": "2"}]
    assert read(tmp_path, "other") == list(range(100))
    assert files(tmp_path) == [
        "journal-000001.jsonl",
        "lock",
        "snapshot-000001.jsonl",
        "state.json",
    ]


def test_a_compaction_that_fails_changes_nothing(tmp_path: Path) -> None:
    def snapshot() -> Iterator[object]:
        yield "half"
        raise OSError(28, "No space left on device")

    with State.open(tmp_path) as state:
        state.append("connect", "before")
        with pytest.raises(DependencyError, match="state: not written: No space left on device"):
            state.compact({CONNECT: snapshot()})
        state.append("connect", "after")

    assert read(tmp_path) == ["before", "after"]


def test_a_compaction_stopped_between_any_two_steps_is_done_or_not(tmp_path: Path) -> None:
    """Its steps: the next journal, a temporary file, its new name, then two deletions."""
    wrote(tmp_path, "old")
    old = (tmp_path / "journal-000000.jsonl").read_bytes()
    with State.open(tmp_path) as state:
        state.compact({CONNECT: ["new"]})
    new = (tmp_path / "snapshot-000001.jsonl").read_bytes()
    steps: list[tuple[dict[str, bytes], str]] = [
        ({"journal-000000": old, "journal-000001": b""}, "old"),
        ({"journal-000000": old, "journal-000001": b"", "snapshot-000001.tmp": new[:9]}, "old"),
        ({"journal-000000": old, "journal-000001": b"", "snapshot-000001": new}, "new"),
        ({"journal-000001": b"", "snapshot-000001": new}, "new"),
        # As a crash of the computer may leave it: the name of a file that holds nothing is lost.
        ({"journal-000000": old, "snapshot-000001": new}, "new"),
    ]

    for left, expected in steps:
        for path in tmp_path.glob("*.jsonl*"):
            path.unlink()
        for name, content in left.items():
            stem, _, temporary = name.partition(".")
            suffix = f".{temporary}" if temporary else ""
            (tmp_path / f"{stem}.jsonl{suffix}").write_bytes(content)

        assert read(tmp_path) == [expected]
        assert len(list(tmp_path.glob("*.jsonl*"))) == (1 if expected == "old" else 2)


def test_threads_write_whole_lines_each_in_its_order(tmp_path: Path) -> None:
    with State.open(tmp_path) as state:

        def write(thread: int) -> None:
            for number in range(200):
                state.append("connect", [thread, number])

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(write, range(8)))

    found = read(tmp_path)
    assert len(found) == 1600
    assert sorted(found, key=lambda each: each[0]) == [[t, n] for t in range(8) for n in range(200)]


def test_entries_end_where_they_ended_when_they_were_asked_for(tmp_path: Path) -> None:
    journal = Journal(tmp_path, pytest.fail)
    journal.append("connect", 1)

    found = []
    for entry in journal.entries():
        found.append(entry)
        journal.append("connect", "another")
    journal.close()

    assert found == [Entry("connect", 1)]


def test_nothing_is_kept_after_the_end(tmp_path: Path) -> None:
    with State.open(tmp_path) as state:
        pass

    with pytest.raises(ConflictError, match="the state is closed"):
        state.append("connect", {})
    with pytest.raises(ConflictError, match="the state is closed"):
        state.compact()


APPEND = """
import sys
from pathlib import Path
from santral.local.state.state import CONNECT, State
with State.open(Path(sys.argv[1])) as state:
    number = 0
    while True:
        state.append("connect", {"number": number})
        print(number, flush=True)
        number += 1
        if number % 50 == 0:
            state.compact({CONNECT: [{"number": each} for each in range(number)]})
"""


@pytest.mark.parametrize("lines", [1, 49, 120])
def test_a_killed_process_has_lost_nothing_and_holds_nothing(tmp_path: Path, lines: int) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", APPEND, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        told = [int(writer.stdout.readline()) for _ in range(lines)]
        writer.send_signal(signal.SIGKILL)
        told += [int(line) for line in writer.stdout.read().split("\n")[:-1]]

    found = [each["number"] for each in read(tmp_path)]
    assert found[: len(told)] == told
    assert found == list(range(len(found)))


FILL = """
import resource, sys
from pathlib import Path
from santral.domain.errors import DependencyError
from santral.local.state.state import CONNECT, State
with State.open(Path(sys.argv[1])) as state:
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, resource.RLIM_INFINITY))
    refused = 0
    for number in range(200):
        try:
            state.append("connect", [number, "x" * (number % 7) * 20])
        except DependencyError as error:
            refused += 1
        else:
            print(number)
    assert refused
"""


def test_what_a_full_disk_refuses_leaves_no_trace(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FILL, str(tmp_path)], capture_output=True, text=True, check=True
    )

    assert [each[0] for each in read(tmp_path)] == [int(line) for line in done.stdout.split()]


PROBE = """
import json, sys
import santral.local.state.state
print(json.dumps([name for name in ("boto3", "botocore", "moto") if name in sys.modules]))
"""


def test_importing_it_brings_nothing_heavy() -> None:
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True)

    assert json.loads(done.stdout) == []
