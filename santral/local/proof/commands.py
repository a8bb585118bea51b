"""Other programs: run to their end, or kept running, each with a log; none outlives the proof."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from santral.local.proof.failure import ProofError

_THIS_COMPUTER: Final = "127.0.0.1,localhost"
_LAST_LINES: Final = 25
_PATIENCE_S: Final = 3.0
_LONGEST_S: Final = 240


def environment(**own: str) -> dict[str, str]:
    """Return this process's environment without what would lead to an account of AWS.

    Args:
        own: variables that are added.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("AWS_", "CDK_", "SANTRAL_", "PYTHON"))
    }
    return kept | past_proxies() | own


def past_proxies() -> dict[str, str]:
    """Return the variables that keep what is asked of this computer away from a proxy."""
    exceptions = os.environ.get("no_proxy") or os.environ.get("NO_PROXY")
    each = ",".join(filter(None, (exceptions, _THIS_COMPUTER)))
    return {"NO_PROXY": each, "no_proxy": each}


class Running:
    """A program that was started."""

    def __init__(self, process: subprocess.Popen[bytes], log: Path, patience_s: float) -> None:
        self._process, self.log, self._patience_s = process, log, patience_s

    @property
    def has_ended(self) -> bool:
        return self._process.poll() is not None

    def wait(self, what: str) -> str:
        """Wait for its end; return what it wrote.

        Raises:
            ProofError: it failed; with the last lines that it wrote.
        """
        status = self._status(what)
        written = self.log.read_text("utf-8", "replace")
        if status != 0:
            last = "\n".join(f"    {line}" for line in written.splitlines()[-_LAST_LINES:])
            raise ProofError(f"{what} failed ({status}); all of it is in {self.log}:\n{last}")
        return written

    def fails(self, what: str) -> tuple[bool, str]:
        """Wait for its end; say whether it failed, and what it wrote.

        Raises:
            ProofError: it does not end.
        """
        status = self._status(what)
        return status != 0, self.log.read_text("utf-8", "replace")

    def _status(self, what: str) -> int:
        try:
            return self._process.wait(_LONGEST_S)
        except subprocess.TimeoutExpired:
            raise ProofError(
                f"{what} did not end in {_LONGEST_S} s; how far it came is in {self.log}"
            ) from None

    def end(self) -> None:
        """End it and all that it has started, by force if it does not hear."""
        for how in (signal.SIGTERM, signal.SIGKILL):
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, how)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(self._patience_s)


@contextmanager
def running(
    command: Sequence[str | Path],
    log: Path,
    *,
    folder: Path,
    env: Mapping[str, str],
    patience_s: float = _PATIENCE_S,
) -> Iterator[Running]:
    """Keep a program running for the block.

    Args:
        patience_s: how long it has to end by itself, once it is told to.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as stream:
        process = subprocess.Popen(  # noqa: S603  # our own commands
            list(map(str, command)),
            cwd=folder,
            env=dict(env),
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # so that what it starts ends with it
        )
        started = Running(process, log, patience_s)
        try:
            yield started
        finally:
            started.end()


def run(
    command: Sequence[str | Path],
    log: Path,
    *,
    folder: Path,
    env: Mapping[str, str],
    what: str,
) -> str:
    """Run a program to its end, and return what it wrote.

    Raises:
        ProofError: it failed.
    """
    with running(command, log, folder=folder, env=env) as started:
        return started.wait(what)
