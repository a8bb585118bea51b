"""provision: the tasks of the state machine, and the schedule that sees to what broke off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from functions.entry import takes_events
from functions.provision.start import see_to_broken_off
from functions.wiring import Collaborators, collaborators
from santral.domain.account import TRIAL, Account, AccountState, Plan
from santral.domain.errors import NotFoundError
from santral.domain.job import Job, JobState
from santral.domain.provisioning import Step
from santral.domain.webhooks import WebhookEvent
from santral.stores import accounts, cell, connect_work, jobs, provisionings
from santral.stores.connect_work import ConnectWork, Purpose
from santral.stores.tenant_guard import acting_for

UNDO: Final = "undo"
_NEEDS_HUMAN: Final = "needs_human"
_REASONS: Final = {
    "ready": "",
    "failed": "it could not be set up; everything that was made was undone",
    _NEEDS_HUMAN: "an operator has to look at it",
}


@takes_events("provision")
def handler(event: Any) -> dict[str, str]:
    """Register a step as work, or record how the whole has ended.

    Raises:
        InvocationError: the state machine asks again.
    """
    here = collaborators()
    match event:
        case {"tenant": str(tenant), "job": str(job), "step": str(step), "token": str(token)}:
            _register(here, tenant, job, step, token)
        case {"tenant": str(tenant), "job": str(job), "outcome": str(outcome)}:
            _end(here, tenant, job, outcome)
        case _:
            see_to_broken_off(here)
    return {}


def _register(here: Collaborators, tenant: str, job: str, step: str, token: str) -> None:
    work = ConnectWork(tenant, job, here.clock(), token=token, claims_number=True)
    if step == UNDO:
        work = replace(work, purpose=Purpose.UNDO, steps=())
    else:
        work = replace(work, steps=(Step(step),))
    connect_work.register(here.queues, work)


def _end(here: Collaborators, tenant: str, job: str, outcome: str) -> None:
    """Record the end in places of which each may be written twice; the mark goes last."""
    if outcome == _NEEDS_HUMAN:
        here.count("ProvisioningNeedsHuman", tenant)
    else:
        _settle(here, tenant, is_ready=outcome == "ready")
    if outcome == "ready":
        cell.fill(tenant)
        _tell(here, tenant)
    state = JobState.DONE if outcome == "ready" else JobState.FAILED
    _change_job(here, tenant, job, {"state": state, "reason": _REASONS[outcome]})
    provisionings.unmark(tenant)


def _tell(here: Collaborators, tenant: str) -> None:
    mark = provisionings.find(tenant)
    if mark is not None:  # else it was told of before
        at = mark.value.begun_at
        with acting_for(tenant):
            payload = {"tenant": tenant}
            here.webhooks.emit(tenant, WebhookEvent.TENANT_READY, tenant, payload, at=at)


def _settle(here: Collaborators, tenant: str, *, is_ready: bool) -> None:
    stored = accounts.load(tenant)
    account = stored.value
    if account.state is AccountState.PROVISIONING:
        changed = _live(account, here) if is_ready else _verified(account)
        accounts.change(changed, replacing=stored.version)


def _live(account: Account, here: Collaborators) -> Account:
    ends = account.trial_ends_at
    if ends is None and account.plan is Plan.TRIAL:
        ends = here.clock() + TRIAL
    return replace(account, state=AccountState.LIVE, trial_ends_at=ends)


def _verified(account: Account) -> Account:
    return replace(account, state=AccountState.VERIFIED)


def _change_job(here: Collaborators, tenant: str, job_id: str, changes: Mapping[str, Any]) -> None:
    def changed(job: Job) -> Job:
        return replace(job, **changes)

    with acting_for(tenant):
        try:
            jobs.change(tenant, job_id, changed, now=here.clock())
        except NotFoundError:
            return
