"""`doctor`: what is missing before a stage can be deployed, each with its next step."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Final

import typer

from santral.domain.deployment import DEFAULT_STAGE
from santral.local.terminal import Paint, paint_for, say

if TYPE_CHECKING:
    from santral.local.doctor.findings import Finding
    from santral.local.doctor.subject import Subject

MISSING: Final = 1
UNSEEN: Final = 3
_TONES: Final = {"passed": "agent", "missing": "failure", "unseen": "warning"}
_WIDTH: Final = 27


def doctor(
    *,
    stage: Annotated[
        str, typer.Option(metavar="NAME", help="Of the files in stages/.")
    ] = DEFAULT_STAGE,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Say what is missing before a stage can be deployed, and the next step for each.

    It only reads. What needs no account is looked at without one; the rest with the credentials
    that AWS's own tools would take. What could not be seen never counts as passed.

    \b
    The status is
      0  everything passed
      1  something is missing
      2  the stage's file is wrong
      3  nothing seen is missing, but something could not be seen

    \b
    Examples:
      python -m santral doctor
      AWS_PROFILE=prod python -m santral doctor --stage prod --json
    """
    from functions.stage_files import find_stage
    from santral.local.doctor.aws import SignedIn, ThisComputer
    from santral.local.doctor.subject import Subject
    from santral.local.flow_files import ROOT

    chosen = find_stage(stage)
    status = report(
        Subject(chosen, datetime.now(UTC), ThisComputer(ROOT), SignedIn(chosen.region)),
        as_json=as_json,
    )
    if status:
        raise typer.Exit(status)


def report(subject: Subject, *, as_json: bool, tell: Callable[[str], None] = say) -> int:
    """Examine, tell what was found as it is found, and return the exit status."""
    from santral.local.doctor.examination import examine

    findings: list[Finding] = []
    paint = paint_for(sys.stdout)
    if not as_json:
        tell(f"stage {subject.stage.name} in {subject.stage.region}")
    for finding in examine(subject):
        findings.append(finding)
        if not as_json:
            for line in _lines(finding, paint):
                tell(line)
    counts = {outcome: _count(findings, outcome) for outcome in _TONES}
    if as_json:
        plain = [each.to_plain() for each in findings]
        whole = {"stage": subject.stage.name, "region": subject.stage.region, **counts}
        tell(json.dumps({**whole, "findings": plain}, ensure_ascii=False))
    else:
        tell(", ".join(f"{count} {outcome}" for outcome, count in counts.items()))
    if counts["missing"]:
        return MISSING
    return UNSEEN if counts["unseen"] else 0


def _count(findings: Sequence[Finding], outcome: str) -> int:
    return sum(each.outcome == outcome for each in findings)


def _lines(finding: Finding, paint: Paint) -> Iterator[str]:
    outcome = paint(_TONES[finding.outcome], f"{finding.outcome:<8}")
    yield f"{outcome} {finding.check:<{_WIDTH}} {finding.told}"
    if finding.next_step:
        yield f"{'':<8} {'':<{_WIDTH}} -> {finding.next_step}"
