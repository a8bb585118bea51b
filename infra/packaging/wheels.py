"""Wheels of pinned distributions, by pip: only those that requirements.txt gives a hash of."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from infra.packaging.runtime import Target, python_version, wheel_platforms
from santral.domain.errors import DependencyError, InputError

_PIN: Final = re.compile(r"([A-Za-z0-9._-]+)==")


def pins(requirements: str) -> Mapping[str, str]:
    """Return each distribution's name -> its pin with hashes, as it stands in the text."""
    lines = (line for line in requirements.splitlines() if line.lstrip()[:1] not in ("", "#"))
    found: dict[str, str] = {}
    name = ""
    for line in lines:
        pin = _PIN.match(line)
        name = pin[1].lower() if pin else name
        found[name] = f"{found[name]}\n{line}" if name in found else line
    return found


def chosen(requirements: str, names: Iterable[str]) -> str:
    """Return the pins of these distributions alone.

    Raises:
        InputError: one is not pinned.
    """
    known = pins(requirements)
    missing = sorted(set(names) - set(known))
    if missing:
        raise InputError(f"requirements.txt: expected a pin of {', '.join(missing)}")
    return "".join(f"{known[name]}\n" for name in sorted(names))


def install(requirements: Path, folder: Path, target: Target) -> None:
    """Unpack the wheels into a folder; nothing is built, and nothing is taken without its hash.

    Raises:
        DependencyError: pip did not get them; what it said is in the text.
    """
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--quiet"]
    command += ["--disable-pip-version-check", "--no-input", "--no-deps", "--require-hashes"]
    command += ["--only-binary", ":all:", "--no-compile", "--target", str(folder)]
    for platform in wheel_platforms(target):
        command += ["--platform", platform]
    if target is not Target.HOST:
        command += ["--python-version", python_version(), "--implementation", "cp"]
    command += ["--requirement", str(requirements)]
    ran = subprocess.run(  # noqa: S603  # pip, with names out of our own file
        command,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": ""},
    )
    if ran.returncode:
        raise DependencyError(
            "pip",
            f"no wheels for {target} and Python {python_version()}; is the package index "
            f"reachable?\n{_end(ran.stderr)}",
            retryable=True,
        )


def _end(text: str) -> str:
    lines = [line for line in text.splitlines() if line.startswith("ERROR")]
    return "\n".join(lines or text.splitlines()[-5:])


def wheel_tags(folder: Path) -> Mapping[str, tuple[str, ...]]:
    """Return each installed distribution's folder name -> the tags of the wheel it came from."""
    found = {}
    for file in sorted(folder.glob("*.dist-info/WHEEL")):
        lines = file.read_text("utf-8").splitlines()
        tags = tuple(line.removeprefix("Tag: ") for line in lines if line.startswith("Tag: "))
        found[file.parent.name.removesuffix(".dist-info")] = tags
    return found
