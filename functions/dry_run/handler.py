"""Rings a business before its number goes live, and says what its callers will hear.

A simulation, and marked as one: no telephone rings, nothing is written, counted or charged.
"""

from __future__ import annotations

from typing import Any, Final

from functions.dry_run.account import bounded
from functions.dry_run.rehearsal import Rehearsal, rehearse
from functions.dry_run.request import read_request
from functions.entry import takes_events
from santral.domain.business_rules import tenant_problems
from santral.domain.errors import BusinessFileError, NotFoundError
from santral.domain.going_live import findings

MOST_REFUSALS: Final = 100

Answer = dict[str, Any]


def dry_run(event: object) -> Answer:
    """Play one call; what cannot be played is answered too, with `refused` saying why."""
    try:
        request = read_request(event)
        played = rehearse(request)
    except BusinessFileError as error:
        return _refused(*error.problems)
    except NotFoundError:
        return _refused(("tenant", "expected the id of a business"))
    return bounded({**_head(played, is_draft=request.draft is not None), **_rest(played)})


def _refused(*problems: tuple[str, str]) -> Answer:
    return {
        "simulation": True,
        "refused": [
            {"path": path, "expected": expected} for path, expected in problems[:MOST_REFUSALS]
        ],
    }


def _head(played: Rehearsal, *, is_draft: bool) -> Answer:
    return {
        "simulation": True,
        "tenant": played.tenant.id,
        "draft": is_draft,
        "to": played.number.e164,
        "from": played.caller,
        "at": played.start.isoformat(),
        "timezone": played.tenant.timezone,
        "lasted_s": played.lasted_s,
        "stopped": played.stopped,
    }


def _rest(played: Rehearsal) -> Answer:
    tenant = played.tenant
    problems = tenant_problems(tenant)
    found = findings(tenant, played.start)
    return {
        **played.account.as_plain(),
        "problems": [{"path": path, "expected": expected} for path, expected in problems],
        "findings": [{"path": path, "text": text} for path, text in found],
    }


handler = takes_events("dry_run")(dry_run)
