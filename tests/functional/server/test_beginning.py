"""`santral up` until it is ready: what it tells early, and how it is broken off."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.functional.server.running import ROOT, STOPS_WITHIN_S
from tests.functional.server.test_up import up


def test_a_taken_port_is_told_before_the_folder_is_touched(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        ended = up("--port", str(other.getsockname()[1]), "--state", str(tmp_path / "kept"))

    assert ended.status == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("how", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, -15)])
def test_what_waits_for_a_silent_dynamodb_can_be_broken_off(
    how: signal.Signals, status: int
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with subprocess.Popen(
            [sys.executable, "-m", "santral", "up", "--port", "0"],
            cwd=ROOT,
            env={**os.environ, "AWS_ENDPOINT_URL_DYNAMODB": address},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            connection, _ = silent.accept()
            with connection:
                process.send_signal(how)
                printed = process.communicate(timeout=STOPS_WITHIN_S)

    assert (process.returncode, *printed) == (status, "", "")
