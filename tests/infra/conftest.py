"""Fixtures: the templates of two stages, synthesized once for all workers."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from infra.packaging import Target
from tests.infra.built_layers import layers_for
from tests.infra.roles import Roles
from tests.infra.template import Centre, Template

ROOT: Final = Path(__file__).parents[2]
ACCOUNT: Final = "123456789012"
VARIANTS: Final = ("dev:", "prod:", f"dev:{ACCOUNT}", f"prod:{ACCOUNT}")


@pytest.fixture(scope="session")
def assemblies(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Return `stage:account` -> the folder of its templates."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    folder, done = shared / "assemblies", shared / "assemblies.done"
    with (shared / "assemblies.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the other workers wait for the one that synthesizes
        if not done.exists():
            _synthesize(folder)
            done.touch()
    return {each: folder / each.replace(":", "-") for each in VARIANTS}


@pytest.fixture(scope="session")
def prod(assemblies: Mapping[str, Path]) -> Centre:
    return _read(assemblies["prod:"])


@pytest.fixture(scope="session")
def dev(assemblies: Mapping[str, Path]) -> Centre:
    return _read(assemblies["dev:"])


@pytest.fixture(scope="session")
def roles(prod: Centre) -> Roles:
    return Roles(prod)


def _synthesize(folder: Path) -> None:
    layers_for(Target.ARM64)
    command = [sys.executable, "-m", "tests.infra.synthesis", str(folder), *VARIANTS]
    # Nothing of a developer's account may be seen: a synth needs no credentials.
    environment = {name: each for name, each in os.environ.items() if "AWS" not in name}
    quiet = {
        "JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION": "1",
        "JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION": "1",
    }
    ran = subprocess.run(
        command,
        cwd=ROOT,
        env={**environment, **quiet},
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        pytest.fail(f"the stages do not synthesize:\n{ran.stdout[-4000:]}\n{ran.stderr[-8000:]}")


def _read(folder: Path) -> Centre:
    templates: dict[str, Any] = {}
    for file in sorted(folder.glob("*.template.json")):
        name = file.name.removesuffix(".template.json")
        part = name.split("-", 2)[2]
        templates[part] = Template(part, json.loads(file.read_text("utf-8")))
    return Centre(templates)
