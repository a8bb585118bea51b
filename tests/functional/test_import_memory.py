"""The importer takes no more memory for many rows than for few."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.fakes.dynamodb_server import dynamodb_server


def facts(address: str, rows: int) -> dict[str, int]:
    command = [sys.executable, "-m", "tests.fakes.import_process", address, str(rows)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True, timeout=50)
    read: dict[str, int] = json.loads(answer.stdout.splitlines()[-1])
    return read


def test_four_times_the_rows_take_no_more_memory() -> None:
    with dynamodb_server() as address:
        few, many = facts(address, 200), facts(address, 800)

    assert (few["created"], many["created"]) == (200, 800)
    assert many["peak_mib"] < 200
    assert many["peak_mib"] - few["peak_mib"] < 12
