"""What no release wrote is told at the start, with file and line, before anything works with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from santral.domain.errors import InputError
from santral.local.connect.kept_changes import kept_change
from santral.local.state.state import State, text
from santral.local.state.tables import read_write

INSTANCE = {
    "id": "i",
    "arn": "a",
    "alias": "b",
    "details": {},
    "tags": {},
    "created_us": 1,
    "kept_us": 2,
}
QUEUE = {
    "id": "q",
    "arn": "a",
    "name": "n",
    "order": 1,
    "details": {},
    "tags": {},
    "created_us": 1,
    "modified_us": 1,
}


@pytest.mark.parametrize(
    ("read", "payload"),
    [
        (kept_change, [1, 2]),
        (kept_change, ["i", "queue", "q"]),
        (kept_change, {"i": "queue"}),
        (kept_change, ["i", "queue", "q", {"bad": 1}]),
        (kept_change, ["i", "queue", "q", {**QUEUE, "more": 1}]),
        (kept_change, ["i", "queue", "q", {**QUEUE, "order": "first"}]),
        (kept_change, ["i", "queue", 7, None]),
        (kept_change, ["i", "instance", "i", QUEUE]),
        (text, ["klima"]),
        (read_write, "PutItem"),
        (read_write, {"operation": "PutItem"}),
        (read_write, {"operation": "GetItem", "params": {}}),
        (read_write, {"operation": "PutItem", "params": []}),
    ],
)
def test_a_payload_of_no_known_form_is_named(
    tmp_path: Path, read: Callable[[Any], object], payload: object
) -> None:
    with State.open(tmp_path) as state:
        state.append("any", payload)

    with (
        State.open(tmp_path) as state,
        pytest.raises(InputError, match=f"^{tmp_path}/journal-000000.jsonl: line 1 is damaged"),
    ):
        list(state.entries("any", read))


@pytest.mark.parametrize(
    ("read", "payload", "expected"),
    [
        (kept_change, ["i", "instance", "i", INSTANCE], ("i", "instance", "i", INSTANCE)),
        (kept_change, ["i", "queue", "q", QUEUE], ("i", "queue", "q", QUEUE)),
        (kept_change, ["i", "queue", "q", None], ("i", "queue", "q", None)),
        (text, "klima", "klima"),
        (
            read_write,
            {"operation": "PutItem", "params": {"TableName": "t"}},
            {"operation": "PutItem", "params": {"TableName": "t"}},
        ),
    ],
)
def test_a_payload_that_was_kept_is_read(
    tmp_path: Path, read: Callable[[Any], object], payload: object, expected: object
) -> None:
    with State.open(tmp_path) as state:
        state.append("any", payload)

    with State.open(tmp_path) as state:
        assert list(state.entries("any", read)) == [expected]
