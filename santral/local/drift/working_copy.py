"""Whether a file holds work that nobody has kept yet."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

_LONGEST_S = 20


def holds_unkept_work(path: Path) -> bool:
    """Say whether a file differs from its last commit; one that no commit knows does."""
    git = shutil.which("git")
    if git is None:
        return True
    try:
        told = subprocess.run(  # noqa: S603  # a program found, and a path of ours
            [git, "-C", str(path.parent), "status", "--porcelain", "--ignored", "--", path.name],
            capture_output=True,
            check=True,
            timeout=_LONGEST_S,
        )
    except (OSError, subprocess.SubprocessError):
        return True
    return bool(told.stdout.strip())
