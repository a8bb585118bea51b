"""The real command line of the CDK, led to the emulator."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from santral.local.proof.commands import Running, environment, running
from santral.local.proof.endpoint import Endpoint
from santral.local.proof.preparation import CDK
from santral.local.proof.progress import Progress

# Stacks that wait for one another are still made one after the other.
_AT_ONCE: Final = ("--concurrency", "4")


@dataclass(frozen=True)
class Toolkit:
    """
    Attributes:
        stage: whose stacks.
    """

    stage: str
    endpoint: Endpoint
    progress: Progress

    @contextmanager
    def synth(self, tree: Path, assembly: Path) -> Iterator[Running]:
        """Write the templates of a tree while the block goes on; it needs no credentials."""
        shutil.rmtree(assembly, ignore_errors=True)
        app = ["--app", f"{sys.executable} app.py", "--context", f"stage={self.stage}"]
        command: list[str | Path] = [CDK, "synth", "--quiet", *app, "--output", assembly]
        log = self.progress.log(f"synth-{assembly.name}")
        with running(command, log, folder=tree, env=self._environment) as started:
            yield started

    def bootstrap(self) -> str:
        # Away from cdk.json: it would be synthesized first.
        where = f"aws://{self.endpoint.account}/{self.endpoint.region}"
        return self._run("bootstrap", "bootstrap", where)

    def deploy(self, assembly: Path, log: str) -> str:
        return self._run(log, *self._deploy(assembly))

    def deploy_in_vain(self, assembly: Path, log: str) -> tuple[bool, str]:
        """Deploy what is to fail; say whether it did, and what it said."""
        with self._running(log, *self._deploy(assembly)) as started:
            return started.fails("cdk deploy")

    def destroy(self, assembly: Path) -> str:
        where = ("--app", str(assembly))
        return self._run("destroy", "destroy", "--all", "--force", *where, *_AT_ONCE)

    def _deploy(self, assembly: Path) -> tuple[str, ...]:
        asking = ("--require-approval", "never", "--progress", "events")
        return ("deploy", "--all", "--app", str(assembly), *asking, *_AT_ONCE)

    def _run(self, log: str, *arguments: str) -> str:
        with self._running(log, *arguments) as started:
            return started.wait(f"cdk {arguments[0]}")

    @contextmanager
    def _running(self, log: str, *arguments: str) -> Iterator[Running]:
        command: list[str | Path] = [CDK, *arguments]
        place = self.progress.log(log)
        with running(command, place, folder=self._home, env=self._environment) as started:
            yield started

    @property
    def _home(self) -> Path:
        """A home of its own: the CDK keeps there which account a key is of."""
        home = self.progress.folder / "home"
        home.mkdir(parents=True, exist_ok=True)
        return home

    @property
    def _environment(self) -> dict[str, str]:
        return environment(
            HOME=str(self._home),
            AWS_ACCESS_KEY_ID=self.endpoint.key,
            AWS_SECRET_ACCESS_KEY=self.endpoint.key,
            AWS_REGION=self.endpoint.region,
            AWS_ENDPOINT_URL=self.endpoint.url,
            JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION="1",
            JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION="1",
        )
