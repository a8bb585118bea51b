"""The layers: built once for a set of pins, a Python and a processor; found again by a synth.

They lie in .santral/layers/<digest>/{shared,api}/python. The digest is of everything that decides
what is in them, this package's own text included, so that a stale layer is never found.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sysconfig
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from infra.packaging import bytecode, bytecode_compiler, contents, pruning, runtime, wheels
from infra.packaging.bytecode import add_bytecode
from infra.packaging.contents import LAYERS
from infra.packaging.pruning import prune
from infra.packaging.runtime import Target, python_version
from infra.packaging.trees import BUILT, ROOT, built_at, remove
from infra.packaging.wheels import chosen, install, wheel_tags
from santral.domain.errors import InputError

_REQUIREMENTS: Final = ROOT / "requirements.txt"
_TAGS: Final = "wheels.json"
# Where Lambda unpacks a layer's `python`, which is on sys.path.
# Source: AWS Lambda Developer Guide, "Packaging your layer content" (2026).
_PLACE: Final = "/opt/python"
TIME_ZONES: Final = f"{_PLACE}/tzdata/zoneinfo"
_RECIPE: Final = tuple(
    Path(str(each.__file__))
    for each in (bytecode, bytecode_compiler, contents, pruning, runtime, wheels)
)


def layer_folder(name: str, target: Target) -> Path:
    """Return the folder of a layer that was built.

    Raises:
        InputError: it was not, or something that it is made from has changed since.
    """
    folder = _built(target) / name
    if not folder.is_dir():
        raise InputError(
            f"the layers for {target} and Python {python_version()} are missing or out of date; "
            f"run: {command(target)}"
        )
    return folder


def command(target: Target) -> str:
    """Return what builds the layers, as it is typed."""
    options = {Target.X86_64: ' ARGS="--arch x86_64"', Target.HOST: ' ARGS="--host"'}
    return f"make layer{options.get(target, '')}"


def build_layers(target: Target, say: Callable[[str], None]) -> bool:
    """Build both layers where they are missing; answer whether they were.

    Raises:
        InputError: a distribution is not pinned.
        DependencyError: pip did not get the wheels.
    """
    place = _built(target)
    if place.is_dir():
        return False
    with built_at(place) as folder:
        tags: dict[str, Mapping[str, tuple[str, ...]]] = {}
        for name, distributions in LAYERS.items():
            say(f"{name}: {len(distributions)} packages for {target}, Python {python_version()}")
            python = folder / name / "python"
            _install(distributions, python, target)
            tags[name] = wheel_tags(python)
            prune(python)
            add_bytecode(python, place=_PLACE, kept_in=BUILT / "bytecode")
        (folder / _TAGS).write_text(json.dumps(tags, indent=2, sort_keys=True), "utf-8")
    return True


def tags_of(target: Target) -> Mapping[str, Mapping[str, list[str]]]:
    """Return layer -> distribution -> the tags of the wheel that it came from."""
    text = (_built(target) / _TAGS).read_text("utf-8")
    tags: Mapping[str, Mapping[str, list[str]]] = json.loads(text)
    return tags


def remove_stale() -> None:
    """Remove layers that no synth would find any more."""
    found = {_built(target) for target in Target}
    for folder in (BUILT / "layers").glob("[!.]*"):
        if folder not in found:
            remove(folder)


def _install(distributions: Mapping[str, object], python: Path, target: Target) -> None:
    with tempfile.TemporaryDirectory() as folder:
        requirements = Path(folder) / "requirements.txt"
        requirements.write_text(chosen(_REQUIREMENTS.read_text("utf-8"), distributions), "utf-8")
        install(requirements, python, target)
    for each in python.rglob("__pycache__"):
        shutil.rmtree(each)
    for each in python.rglob("*"):
        os.chmod(each, 0o755 if each.is_dir() else 0o644)


def _built(target: Target) -> Path:
    return BUILT / "layers" / _digest(target)


def _digest(target: Target) -> str:
    whole = hashlib.sha256()
    platform = sysconfig.get_platform() if target is Target.HOST else ""
    whole.update(f"{target}\0{platform}\0{python_version()}\0".encode())
    for file in (_REQUIREMENTS, *_RECIPE, Path(__file__)):
        whole.update(file.read_bytes())
    return whole.hexdigest()[:16]
