"""What a proof needs before it begins: the emulator's environment, and the layers for this host."""

from __future__ import annotations

import hashlib
import shutil
import sys
from pathlib import Path
from typing import Final

from santral.local.proof.commands import environment, run
from santral.local.proof.failure import ProofError
from santral.local.proof.progress import Progress

ROOT: Final = Path(__file__).parents[3]
CDK: Final = ROOT / "infra" / "node_modules" / ".bin" / "cdk"
EMULATOR_PYTHON: Final = ROOT / ".venv-prove" / "bin" / "python"

_REQUIREMENTS: Final = ROOT / "requirements-prove.txt"
_VENV: Final = ROOT / ".venv-prove"
_STAMP: Final = _VENV / ".ready"


def build_layers(progress: Progress) -> None:
    """Build what the functions share, for this computer.

    Raises:
        ProofError: it cannot be built, or the CDK's command line is missing.
    """
    if not CDK.exists():
        raise ProofError("the CDK's command line is missing: run make prove, which sets it up")
    with progress.step("the functions' layers are built for this computer"):
        run(
            [sys.executable, "-m", "infra.packaging", "--host"],
            progress.log("layers"),
            folder=ROOT,
            env=environment(),
            what="building the layers",
        )


def install_emulator(progress: Progress) -> None:
    """
    Raises:
        ProofError: it cannot be had.
    """
    with progress.step("the emulator of AWS is installed, in an environment of its own"):
        _install(progress.log("install"))


def _install(log: Path) -> None:
    """Install it unless that was done, for these pins and this Python."""
    wanted = hashlib.sha256(_REQUIREMENTS.read_bytes() + sys.version.encode()).hexdigest()
    if _STAMP.exists() and _STAMP.read_text() == wanted:
        return
    shutil.rmtree(_VENV, ignore_errors=True)
    run(
        [sys.executable, "-m", "venv", _VENV],
        log,
        folder=ROOT,
        env=environment(),
        what="making an environment",
    )
    # Most of it is never imported: what is, Python compiles then.
    install = ["-m", "pip", "install", "--quiet", "--no-compile", "--require-hashes"]
    run(
        [EMULATOR_PYTHON, *install, "--only-binary", ":all:", "--requirement", _REQUIREMENTS],
        log,
        folder=ROOT,
        env=environment(),
        what="installing the emulator",
    )
    _STAMP.write_text(wanted)
