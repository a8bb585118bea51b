"""Bytecode for modules: the same for the same source, wherever and whenever it is made.

Lambda's folders are not writable: without bytecode in the package every cold start compiles, which
takes longer than all imports together.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from santral.domain.errors import InputError

_COMPILER: Final = Path(__file__).with_name("bytecode_compiler.py")
TAG: Final = sys.implementation.cache_tag


def add_bytecode(folder: Path, *, place: str, kept_in: Path) -> None:
    """Put bytecode beside every module in the folder.

    Args:
        place: where the folder will be in Lambda; tracebacks name it.
        kept_in: bytecode of earlier times, by what it was made from.

    Raises:
        InputError: a module is no Python.
    """
    modules = {each: f"{place}/{each.relative_to(folder)}" for each in folder.rglob("*.py")}
    keys = {module: kept_in / f"{_key(module, name)}.pyc" for module, name in modules.items()}
    kept_in.mkdir(parents=True, exist_ok=True)
    _compile({each: key for each, key in keys.items() if not key.exists()}, modules)
    for module, key in keys.items():
        target = module.parent / "__pycache__" / f"{module.stem}.{TAG}.pyc"
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(key, target)


def _key(module: Path, name: str) -> str:
    made_from = f"{sys.version}\0{name}\0".encode() + module.read_bytes()
    return hashlib.sha256(made_from).hexdigest()[:32]


def _compile(targets: Mapping[Path, Path], names: Mapping[Path, str]) -> None:
    if not targets:
        return
    lines = [f"{module}\t{names[module]}\t{target}\n" for module, target in targets.items()]
    ran = subprocess.run(  # noqa: S603  # our own script
        [sys.executable, "-I", "-S", "-B", str(_COMPILER), str(os.cpu_count() or 2)],
        input="".join(lines),
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        raise InputError(f"not compiled:\n{ran.stderr.strip()[-2000:]}")
