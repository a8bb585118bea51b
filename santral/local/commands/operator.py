"""`operator`: a key for who runs an installation; the first can come from nowhere else."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Annotated

import typer

from santral.domain.errors import InputError
from santral.local.terminal import say


def operator(
    *,
    stage: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="A deployed stage of stages/; without it, what the environment names.",
        ),
    ] = "",
    name: Annotated[
        str, typer.Option(metavar="NAME", help="What the key is for, as office-laptop.")
    ] = "",
    days: Annotated[
        int, typer.Option(metavar="N", min=1, max=365, help="After how many days it ends.")
    ] = 90,
    revoke: Annotated[str, typer.Option(metavar="ID", help="Take a key back.")] = "",
) -> None:
    """Make a key with which businesses are approved and numbers assigned, or take one back.

    It is written to the tables with your AWS credentials. The key is printed once and kept nowhere;
    the deployment knows only its digest.

    \b
    Examples:
      python -m santral operator --stage dev --name office-laptop
      python -m santral operator --stage dev --revoke operator-1f0c2a9b
    """
    from santral.local.leaving.places import find_place
    from santral.local.operators import let_in, send_away
    from santral.stores.tables import bind

    if bool(name) == bool(revoke):
        raise InputError("expected either --name or --revoke")
    place = find_place(stage)
    bind(place.clients.dynamodb, place.tables)
    if revoke:
        send_away(revoke)
        say(f"{revoke} is good no more")
        return
    id_ = f"operator-{secrets.token_hex(4)}"
    secret = secrets.token_urlsafe(32)
    key = let_in(name, id_=id_, secret=secret, now=datetime.now(UTC), days=days)
    say(f"{id_}, for {days} days; it is shown this once", error=True)
    say(key)
