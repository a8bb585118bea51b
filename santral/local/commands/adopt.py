"""`adopt`: what was changed in a live instance, written into the files."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from santral.local.commands.plan import (
    OfEndpoint,
    OfInstance,
    OfStage,
    OnlyFlows,
    WithPositions,
    flow_lines,
)
from santral.local.terminal import paint_for, say

if TYPE_CHECKING:
    from santral.local.drift.drift import FlowDrift
    from santral.local.drift.live import LiveCentre


def adopt(
    *,
    stage: OfStage = "",
    instance: OfInstance = "",
    endpoint: OfEndpoint = "",
    flow: OnlyFlows = None,
    positions: WithPositions = False,
    force: Annotated[
        bool, typer.Option("--force", help="Also over work that is not committed.")
    ] = False,
) -> None:
    """Write into the files what was changed in a live instance.

    Flows are written as all files here are: logical names in the place of ARNs, our identifiers,
    sorted keys. Either all of them are written or none. A file with changes that are not committed
    is not written over, and neither is anything that a file cannot say, such as the ARN of what
    has no logical name.

    It writes no file for a flow that has none, and deletes none.

    \b
    Examples:
      python -m santral plan --stage dev
      python -m santral adopt --stage dev --flow inbound
    """
    from santral.local.drift.drift import drift_of
    from santral.local.drift.opening import Place, see

    seen = see(Place(stage, instance, endpoint), flow or [])
    drift = drift_of(seen.files, seen.centre, positions=positions)
    changed = [each for each in drift.flows if not each.is_missing]
    for missing in (each for each in drift.flows if each.is_missing):
        say(f"{missing.file.label}: not in the instance; its file stays as it is", error=True)
    for label in drift.extra:
        say(f"{label}: there is no file of it, and none is made", error=True)
    write(changed, seen.centre, positions=positions, force=force)
    if not changed:
        say("nothing to adopt")


def write(changed: list[FlowDrift], centre: LiveCentre, *, positions: bool, force: bool) -> None:
    """Write all of them, or none.

    Raises:
        InputError: a file has changes that nobody has kept, or a flow what no file can say.
    """
    from functions.flow_files import SETTINGS
    from santral.domain.errors import InputError
    from santral.local.drift.drift import adopted_document
    from santral.local.drift.files import written
    from santral.local.drift.working_copy import holds_unkept_work

    texts = {}
    for each in changed:
        file, live = each.file, centre.flows[each.file.label]
        if live.type != file.type:
            raise InputError(f"{file.label}: is of type {live.type}; expected {file.type}")
        texts[file.path] = written(adopted_document(file, centre, positions=positions))
        if (live.settings or None) != (file.settings or None):
            texts[file.path.with_suffix(SETTINGS)] = written(live.settings or {})
    unkept = [path.name for path in texts if path.exists() and holds_unkept_work(path)]
    if unkept and not force:
        raise InputError(
            f"{', '.join(unkept)}: changed since the last commit, and would be written over; "
            "commit, or use --force"
        )
    for each in changed:
        for line in flow_lines(each, paint_for(sys.stdout)):
            say(line)
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8")
        say(f"wrote {path}")
