"""`plan`: what differs between a live instance and the files, block by block."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from santral.local.terminal import Paint, paint_for, say

if TYPE_CHECKING:
    from santral.local.drift.drift import Drift, FlowDrift

DRIFT: Final = 3
_LONGEST: Final = 60
_SIGNS: Final = {"added": ("+", "agent"), "removed": ("-", "failure"), "changed": ("~", "warning")}

OfStage = Annotated[
    str, typer.Option(metavar="NAME", help="Of the files in stages/; dev if none is named.")
]
OfInstance = Annotated[
    str, typer.Option(metavar="ID", help="An instance, in the place of the stage's.")
]
OfEndpoint = Annotated[str, typer.Option(metavar="URL", help="Of a Connect that is not AWS's.")]
OnlyFlows = Annotated[
    list[str] | None, typer.Option(metavar="NAME", help="Only this flow or module; repeat it.")
]
WithPositions = Annotated[
    bool, typer.Option("--positions", help="Also where the designer draws the blocks.")
]


def plan(
    *,
    stage: OfStage = "",
    instance: OfInstance = "",
    endpoint: OfEndpoint = "",
    flow: OnlyFlows = None,
    positions: WithPositions = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Show what differs between a live instance and the files, block by block.

    It only reads, at two requests a second. ARNs of the instance are shown by the names that files
    have for them. A block with + is in the instance alone, one with - in the file alone.

    With --instance and without --stage only the flows are compared, not what a stage wants beside
    them.

    \b
    The status is
      0  nothing differs
      1  the instance could not be read
      2  wrong usage, or a file that cannot be used
      3  something differs

    \b
    Examples:
      python -m santral plan --stage prod
      python -m santral plan --flow inbound --flow 'module menu' --json
      python -m santral plan --endpoint http://127.0.0.1:8090 --instance ID
    """
    from santral.local.drift.drift import drift_of
    from santral.local.drift.opening import Place, see

    seen = see(Place(stage, instance, endpoint), flow or [])
    drift = drift_of(seen.files, seen.centre, positions=positions)
    if as_json:
        say(json.dumps({"instance": seen.instance_id, **drift.to_plain()}, ensure_ascii=False))
    else:
        for line in lines(drift, paint_for(sys.stdout)):
            say(line)
    if not drift.is_none:
        raise typer.Exit(DRIFT)


def lines(drift: Drift, paint: Paint) -> Iterator[str]:
    """Tell people of what differs."""
    for each in drift.flows:
        yield from flow_lines(each, paint)
    for label in drift.extra:
        yield f"{paint('title', label)}: in the instance, and there is no file"
    for label in drift.lacking:
        yield f"{paint('title', label)}: not in the instance"
    count = len(drift.flows) + len(drift.extra) + len(drift.lacking)
    yield f"{count} differ" if count else "no drift"


def flow_lines(drift: FlowDrift, paint: Paint) -> Iterator[str]:
    title = paint("title", drift.file.label)
    if drift.is_missing:
        yield f"{title}: not in the instance"
        return
    yield title
    last = ""
    for change in drift.changes:
        sign, tone = _SIGNS[change.kind]
        if change.block != last or not change.path:
            named = f"{change.block} ({change.type})" if change.block else "the flow"
            yield f"  {paint(tone, f'{sign} {named}')}"
        last = change.block
        if change.path:
            yield f"      {change.path}: {_short(change.file)} -> {_short(change.live)}"


def _short(value: Any) -> str:
    if value is None:
        return "nothing"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
