"""Runs the server as a user does, in a process of its own."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

import boto3
from botocore.config import Config

if TYPE_CHECKING:
    from types_boto3_connect.client import ConnectClient

ROOT = Path(__file__).resolve().parents[3]
STOPS_WITHIN_S = 30


@dataclass(slots=True)
class Server:
    """
    Attributes:
        welcome: what it printed before it could be asked.
        instance: id of the instance in which the sample businesses are.
    """

    process: subprocess.Popen[str]
    errors: IO[str]
    welcome: str = ""
    address: str = ""
    instance: str = ""

    def read_welcome(self) -> None:
        for line in self.process.stdout or ():
            self.welcome += line
            if line == "Ctrl-C stops.\n":
                break
        found = re.search(r"  address   (\S+)\n  instance  (\S+)\n", self.welcome)
        assert found is not None, (self.process.wait(timeout=STOPS_WITHIN_S), self._told())
        self.address, self.instance = found.groups()

    def stop(self, how: signal.Signals = signal.SIGINT) -> tuple[int, str, str]:
        """Answer its status, and what it printed since, on both streams."""
        self.process.send_signal(how)
        out, _ = self.process.communicate(timeout=STOPS_WITHIN_S)
        return self.process.returncode, out, self._told()

    def _told(self) -> str:
        self.errors.seek(0)
        return self.errors.read()


def client_of(server: Server) -> ConnectClient:
    """Make boto3's own client, which knows nothing of ours but the address."""
    return boto3.client(
        "connect",
        endpoint_url=server.address,
        region_name="eu-central-1",
        aws_access_key_id="any",
        aws_secret_access_key="any",
        config=Config(retries={"total_max_attempts": 1}),
    )


@contextmanager
def running(*arguments: str) -> Iterator[Server]:
    """Start `santral up` on a free port, and end it however the test ends."""
    # Not a pipe, which nobody reads meanwhile: a server with much to tell would wait for it.
    with tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "santral", "up", "--port", "0", *arguments],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        yield from _until_it_ends(process, errors)


def _until_it_ends(process: subprocess.Popen[str], errors: IO[str]) -> Iterator[Server]:
    with process:
        try:
            server = Server(process, errors)
            server.read_welcome()
            yield server
        finally:
            process.kill()
