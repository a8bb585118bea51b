"""A function's package: the modules that its handler needs, their bytecode, the files they read.

An edit changes the packages alone that hold the edited file. They lie in
.santral/packages/<function>/<digest>, and are made again only where something in them has changed.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from functions.catalogue import FUNCTIONS
from infra.packaging import bytecode, bytecode_compiler
from infra.packaging.bytecode import add_bytecode
from infra.packaging.contents import LAYERS, SHARED
from infra.packaging.imports import Needed, module_file, needed_by
from infra.packaging.trees import BUILT, ROOT, built_at, files_in, remove
from santral.domain.errors import InputError

# Where Lambda unpacks a package.
# Source: AWS Lambda Developer Guide, "Defined runtime environment variables", LAMBDA_TASK_ROOT.
_PLACE: Final = "/var/task"
_RECIPE: Final = (Path(bytecode.__file__), Path(bytecode_compiler.__file__), Path(__file__))


def function_package(name: str, *, root: Path = ROOT, built: Path = BUILT) -> Path:
    """Make a function's package where it is not there yet, and return its folder.

    Args:
        root: whose files go in; the place has no influence on the package.

    Raises:
        InputError: there is no such function, or its modules import what no layer has.
    """
    files = _files(_needed(name, root), root)
    target = built / "packages" / name / _digest(files, root)
    if not target.is_dir():
        with built_at(target) as folder:
            for file in files:
                copy = folder / file.relative_to(root)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, copy)
            add_bytecode(folder, place=_PLACE, kept_in=built / "bytecode")
    return target


def layers_of(name: str, *, root: Path = ROOT) -> tuple[str, ...]:
    """Return the names of the layers that a function needs; the shared one always.

    Raises:
        InputError: as function_package().
    """
    outside = _needed(name, root).outside
    return tuple(
        layer
        for layer, distributions in LAYERS.items()
        if layer == SHARED or outside & {each for names in distributions.values() for each in names}
    )


def remove_stale() -> None:
    """Remove packages that no synth would use any more."""
    for folder in (BUILT / "packages").glob("*"):
        name = folder.name
        current = _digest(_files(_needed(name, ROOT), ROOT), ROOT) if name in FUNCTIONS else ""
        for package in folder.glob("[!.]*"):
            if package.name != current:
                remove(package)


@cache
def _known() -> frozenset[str]:
    shipped = {each for layer in LAYERS.values() for names in layer.values() for each in names}
    return frozenset(sys.stdlib_module_names | shipped)


def _needed(name: str, root: Path) -> Needed:
    if name not in FUNCTIONS:
        raise InputError(f"no function {name!r}; there are {', '.join(FUNCTIONS)}")
    needed = needed_by(FUNCTIONS[name].handler.rpartition(".")[0], root)
    unknown = sorted(needed.outside - _known())
    if unknown:
        raise InputError(
            f"{name}: imports {', '.join(unknown)}, which no layer has; expected in "
            "infra/packaging/contents.py"
        )
    return needed


def _files(needed: Needed, root: Path) -> list[Path]:
    modules = (module_file(each, root) for each in needed.modules)
    return sorted({*(each for each in modules if each), *_read_by(needed, root)})


def _read_by(needed: Needed, root: Path) -> Iterator[Path]:
    for each in needed.files:
        path = root / each
        yield from files_in(path) if path.is_dir() else [path]


def _digest(files: list[Path], root: Path) -> str:
    whole = hashlib.sha256(sys.version.encode())
    for file in (*_RECIPE, *files):
        name = file.relative_to(root) if file in files else file.name
        content = file.read_bytes()
        whole.update(f"{name}\0{len(content)}\0".encode() + content)
    return whole.hexdigest()[:16]
