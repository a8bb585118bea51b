"""The files in stages/, by their names."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from santral.domain.deployment import Stage, read_stage
from santral.domain.errors import InputError

FOLDER: Final = Path(__file__).resolve().parent.parent / "stages"


def find_stage(name: str, folder: Path = FOLDER) -> Stage:
    """
    Raises:
        InputError: there is none of that name, or its file is wrong.
    """
    names = sorted(path.stem for path in folder.glob("*.toml"))
    if name not in names:
        raise InputError(f"no stage {name!r}; there are {', '.join(names)}")
    file = f"stages/{name}.toml"
    return read_stage((folder / f"{name}.toml").read_bytes(), file=file, name=name)
