"""Functions in the emulator find Cognito's keys there, and everybody else where they are."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from santral.local.proof import emulation
from santral.local.proof.commands import environment

WORKER = Path(str(emulation.__file__)).parent / "worker"
FETCH = """
import urllib.request
print(urllib.request.urlopen("https://{host}/pool/.well-known/jwks.json", timeout=2).read())
"""


class Emulator(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.path.encode())

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def address() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Emulator) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def fetched(host: str, address: str, **own: str) -> subprocess.CompletedProcess[str]:
    env = environment(PYTHONPATH=str(WORKER), AWS_ENDPOINT_URL=address, **own)
    command = [sys.executable, "-c", FETCH.format(host=host)]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


def test_a_function_reads_the_pools_keys_from_the_emulator(address: str) -> None:
    seen = fetched(
        "cognito-idp.eu-central-1.amazonaws.com", address, AWS_LAMBDA_FUNCTION_NAME="api"
    )

    assert seen.stdout == "b'/pool/.well-known/jwks.json'\n"


def test_what_a_function_asks_of_others_does_not_go_there(address: str) -> None:
    seen = fetched("127.0.0.1:1", address, AWS_LAMBDA_FUNCTION_NAME="api")

    assert seen.returncode != 0
    assert "Connection refused" in seen.stderr
