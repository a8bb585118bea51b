"""Layers for tests: built once into .santral, as `make layer` does, and found again."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest

from infra.packaging import Target, layer_folder
from infra.packaging.contents import LAYERS
from infra.packaging.layers import build_layers
from infra.packaging.trees import BUILT
from santral.domain.errors import DependencyError


def layers_for(target: Target) -> dict[str, Path]:
    """Return layer -> its folder of packages; without a package index the test is skipped.

    Raises:
        DependencyError: the same, where CI is set: there nothing goes untested.
    """
    BUILT.mkdir(exist_ok=True)
    with (BUILT / "layers.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the other workers wait for the one that builds
        try:
            build_layers(target, print)
        except DependencyError as error:
            if os.environ.get("CI"):
                raise
            pytest.skip(f"no layers for {target}: {error}")
    return {name: layer_folder(name, target) / "python" for name in LAYERS}
