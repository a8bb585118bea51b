"""The emulator as a process: started on a free port, asked until it answers, ended in any case."""

from __future__ import annotations

import shutil
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from santral.local.proof.commands import Running, environment, running
from santral.local.proof.endpoint import Endpoint
from santral.local.proof.failure import ProofError
from santral.local.proof.preparation import EMULATOR_PYTHON, ROOT
from santral.local.proof.progress import Progress
from santral.local.server.listening import IPV4

_HERE: Final = Path(__file__).parent
_LONGEST_START_S: Final = 30


def free_endpoint(region: str) -> Endpoint:
    """Choose where the emulator will be."""
    with socket.create_server((IPV4, 0)) as taken:
        port = taken.getsockname()[1]
    return Endpoint(f"http://{IPV4}:{port}", region)


@contextmanager
def emulator(endpoint: Endpoint, connect: str, progress: Progress) -> Iterator[None]:
    """Run the emulator for the block.

    Args:
        connect: the address of our Amazon Connect.

    Raises:
        ProofError: it does not start.
    """
    place = progress.folder / "emulator"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    own = environment(
        AWS_ACCESS_KEY_ID=endpoint.key,
        AWS_SECRET_ACCESS_KEY=endpoint.key,
        AWS_REGION=endpoint.region,
        AWS_ENDPOINT_URL=endpoint.url,
        AUTH="true",
        BIND_HOST=IPV4,
        GATEWAY_PORT=str(endpoint.port),
        MINISTACK_HOST=IPV4,
        MINISTACK_ACCOUNT_ID=endpoint.account,
        MINISTACK_REGION=endpoint.region,
        IOT_MTLS_ENABLED="0",
        SFTP_ENABLED="0",
        SANTRAL_CONNECT=connect,
        PYTHONPATH=str(_HERE / "worker"),
        TMPDIR=str(place),
    )
    # Functions are run by whatever `python3` is.
    own["PATH"] = f"{EMULATOR_PYTHON.parent}:{own['PATH']}"
    command = [EMULATOR_PYTHON, _HERE / "emulator.py"]
    log = progress.log("emulator")
    # It keeps nothing, and would wait for every function that it has running.
    with running(command, log, folder=ROOT, env=own, patience_s=0) as started:
        try:
            _wait_for(started, f"{endpoint.url}/_ministack/health")
            yield
        finally:
            started.end()
            shutil.rmtree(place, ignore_errors=True)


def _wait_for(started: Running, address: str) -> None:
    until = time.monotonic() + _LONGEST_START_S
    while time.monotonic() < until and not started.has_ended:
        try:
            with urllib.request.urlopen(address, timeout=1):  # noqa: S310  # on this computer
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise ProofError(f"the emulator does not start; {started.log} says why")
