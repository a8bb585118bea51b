"""`import`: an export becomes a business of another deployment."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Annotated

import typer

from santral.domain.errors import ConflictError
from santral.local.terminal import say


def import_(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="What `export` has written.")],
    *,
    stage: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="A deployed stage of stages/; without it, what the environment names.",
        ),
    ] = "",
) -> None:
    """Put an export into a deployment that has no such business.

    Every file is compared with the manifest first. Stopped half-way, the same command goes on. The
    end is a comparison: the digest of what the deployment has now is that of the export.

    \b
    Examples:
      python -m santral import klima-2026-11-30 --stage prod
      python -m santral import backup
    """
    from santral.local.leaving.bundle import open_bundle
    from santral.local.leaving.places import find_place
    from santral.local.leaving.restoring import lines, restore

    _tell("comparing files with the manifest")
    bundle = open_bundle(folder)
    place = find_place(stage)
    done = restore(place, bundle, secret=_secret, tell=_tell)
    for line in lines(done):
        say(line)
    if not done.is_whole:
        raise ConflictError("the deployment does not hold what the export does")


def _secret() -> str:
    # A password has to have a capital letter, a small one and a digit.
    return f"A7{secrets.token_urlsafe(32)}"


def _tell(progress: str) -> None:
    say(f"santral: {progress} …", error=True)
