"""Starts the setting up of a business, and sees to those whose execution broke off."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from santral.domain.account import AccountState
from santral.domain.errors import ConflictError
from santral.domain.job import Job, JobKind, Step
from santral.domain.provisioning import STEPS
from santral.stores import accounts, jobs, provisionings
from santral.stores.provisionings import Provisioning
from santral.stores.tenant_guard import acting_for

if TYPE_CHECKING:
    from functions.wiring import Collaborators


def start(here: Collaborators, tenant: str, *, by: str) -> Job:
    """Start setting a business up; asked again while that goes on, it is the same.

    Its profile has to be stored, and its account approved.

    Args:
        by: the subject of who approved it, or the id of a payment.

    Raises:
        NotFoundError: there is no such business.
        ConflictError: it is not approved, or set up already.
        DependencyError: something failed; asking again goes on from there.
    """
    state = accounts.load(tenant).value.state
    if state not in (AccountState.VERIFIED, AccountState.PROVISIONING):
        raise ConflictError("the business cannot be set up in its state")
    now = here.clock()
    marked = provisionings.mark(
        Provisioning(tenant, f"{now:%Y%m%dT%H%M%S}-{here.ids()[:8]}", now, by)
    ).value
    job = _job(marked)
    with acting_for(tenant):
        try:
            stored = jobs.create(tenant, job)
        except ConflictError:  # it is there, and has got on
            stored = jobs.load(tenant, job.id, now=now)
    account = accounts.load(tenant)
    if account.value.state is AccountState.VERIFIED:
        begun = replace(account.value, state=AccountState.PROVISIONING)
        accounts.change(begun, replacing=account.version)
    here.executions.start(marked.execution, {"tenant": tenant, "job": job.id})
    return stored.value


def see_to_broken_off(here: Collaborators) -> None:
    """Start again what is marked as going on and does not; it goes on from what is written."""
    for stored in provisionings.under_way():
        if not here.executions.is_running(stored.value.execution):
            again = provisionings.next_attempt(stored)
            given = {"tenant": again.tenant, "job": again.job}
            here.executions.start(again.execution, given)


def _job(marked: Provisioning) -> Job:
    return Job(
        marked.job,
        JobKind.PROVISIONING,
        marked.begun_at,
        marked.begun_by,
        total=len(STEPS),
        steps=tuple(Step(str(each)) for each in STEPS),
    )
