"""`export`: everything that a deployment keeps of a business, in open formats."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from santral.local.terminal import say


def export(
    *,
    tenant: Annotated[str, typer.Option(metavar="ID", help="The business, as klima.")],
    to: Annotated[Path, typer.Option(metavar="DIR", help="A new folder.")],
    stage: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="A deployed stage of stages/; without it, what the environment names.",
        ),
    ] = "",
    tables: Annotated[
        bool, typer.Option("--tables/--no-tables", help="Write Parquet beside JSON Lines.")
    ] = True,
) -> None:
    """Write everything kept of a business into a folder: JSON Lines, Parquet, sound files.

    Reads the tables and the bucket with your AWS credentials, past the deployment's functions. The
    business may go on taking calls. What opens a door (keys, secrets, passwords) stays behind; the
    manifest lists what does, and why. `import` puts the folder into another deployment.

    \b
    Examples:
      python -m santral export --stage prod --tenant klima --to klima-2026-11-30
      python -m santral export --tenant klima --to backup --no-tables
    """
    from santral.local.leaving.exporting import export as write
    from santral.local.leaving.places import find_place

    place = find_place(stage)
    done = write(place, tenant, to, now=datetime.now(UTC), tell=_tell, tables=tables)
    for kind, count in sorted(done.counts.items()):
        say(f"{count:>9}  {kind}")
    say(f"{done.recordings:>9}  sound files")
    if done.missing:
        say(f"{done.missing:>9}  sound files are in the index and not in the bucket", error=True)
    say(f"digest  {done.digest}")
    say(f"{to}: complete")


def _tell(progress: str) -> None:
    say(f"santral: {progress} …", error=True)
