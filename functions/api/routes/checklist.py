"""The checklist of a business's first days: what is missing before its number goes live."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.permissions import SUPERVISES
from functions.api.profile import profile_of
from functions.api.replies import ProblemView
from functions.api.shapes import Shape
from santral.domain.account import AccountState
from santral.domain.business_rules import tenant_problems
from santral.domain.going_live import findings
from santral.domain.tenant import Tenant
from santral.domain.tenant_changes import named_path
from santral.stores import accounts, milestones

routes = Routes("Business")


class CheckState(StrEnum):
    """WAITING is for somebody else; ADVICE may stay as it is."""

    DONE = "done"
    MISSING = "missing"
    WAITING = "waiting"
    ADVICE = "advice"


class CheckView(Shape):
    key: Annotated[str, Field(description="approval, number, agents, problems, advice or dry_run")]
    state: CheckState
    text: str
    remarks: Annotated[tuple[ProblemView, ...], Field(description="what, and where in the set-up")]


class ChecklistView(Shape):
    ready: Annotated[bool, Field(description="nothing is missing, and nobody is waited for")]
    checks: tuple[CheckView, ...]


@routes.get("/v1/checklist", roles=SUPERVISES)
def show_checklist(call: Call) -> ChecklistView:
    """Show what is missing before the number goes live."""
    tenant = profile_of(call)
    checks = (
        _approval(accounts.load(call.tenant).value.state),
        _number(tenant),
        _agents(tenant),
        _problems(tenant),
        _advice(tenant, call),
        _dry_run(call),
    )
    open_ = (CheckState.MISSING, CheckState.WAITING)
    return ChecklistView(ready=not any(each.state in open_ for each in checks), checks=checks)


def _approval(state: AccountState) -> CheckView:
    match state:
        case AccountState.LIVE:
            return _check("approval", CheckState.DONE, "The business is approved and set up.")
        case AccountState.PROVISIONING:
            return _check("approval", CheckState.WAITING, "Amazon Connect is being set up.")
        case AccountState.UNVERIFIED:
            return _check("approval", CheckState.MISSING, "Confirm your e-mail address.")
    return _check("approval", CheckState.WAITING, "The business waits for its approval.")


def _number(tenant: Tenant) -> CheckView:
    if tenant.numbers:
        return _check("number", CheckState.DONE, "Callers have a number to dial.")
    return _check("number", CheckState.WAITING, "The business has no number yet.")


def _agents(tenant: Tenant) -> CheckView:
    if tenant.agents:
        return _check("agents", CheckState.DONE, "Somebody takes calls.")
    return _check("agents", CheckState.MISSING, "Nobody takes calls: add an agent.")


def _problems(tenant: Tenant) -> CheckView:
    found = list(tenant_problems(tenant))
    if not found:
        return _check("problems", CheckState.DONE, "Everything fits together.")
    remarks = _remarks(tenant, found)
    return _check("problems", CheckState.MISSING, "Some of it does not fit together.", remarks)


def _advice(tenant: Tenant, call: Call) -> CheckView:
    found = list(findings(tenant, call.now))
    if not found:
        return _check("advice", CheckState.DONE, "Nothing looks as if it were not meant.")
    text = "Some of it is probably not meant."
    return _check("advice", CheckState.ADVICE, text, _remarks(tenant, found))


def _dry_run(call: Call) -> CheckView:
    if milestones.reached_at(call.tenant, milestones.DRY_RUN) is not None:
        return _check("dry_run", CheckState.DONE, "The business was tried in a dry run.")
    return _check("dry_run", CheckState.MISSING, "Try a call: nobody's telephone rings.")


def _remarks(tenant: Tenant, found: Iterable[tuple[str, str]]) -> Iterator[ProblemView]:
    for path, text in found:
        yield ProblemView(path=named_path(tenant, path), expected=text)


def _check(
    key: str, state: CheckState, text: str, remarks: Iterable[ProblemView] = ()
) -> CheckView:
    return CheckView(key=key, state=state, text=text, remarks=tuple(remarks))
