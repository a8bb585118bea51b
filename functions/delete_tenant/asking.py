"""How the deletion of a business is asked for, and taken back.

The account decides: it names the job. The platform's note of how far the job is comes after it,
and goes after it.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from functions.delete_tenant.closing import Closing, first_job
from functions.job_messages import ring
from santral.domain.account import Account, AccountState
from santral.domain.deletion import Deletion
from santral.domain.deletion_mails import asked_mail
from santral.domain.errors import ConflictError, NotFoundError
from santral.domain.job import Job
from santral.stores import accounts, deletions, jobs, members, tenants
from santral.stores.account_changes import change_account
from santral.stores.tenant_guard import acting_for

if TYPE_CHECKING:
    from functions.wiring import Collaborators

_MAY_END = (AccountState.VERIFIED, AccountState.LIVE)


def ask(here: Collaborators, tenant: str, job_id: str, *, by: str, now: datetime) -> Job:
    """Begin to delete a business; asked again, it is the same deletion.

    Args:
        job_id: begins with its time; of a deletion under way the first one's counts.
        now: when it was asked for.

    Raises:
        ConflictError: it is being set up.
        DependencyError: something failed; asking again goes on from there.
    """

    def closed(account: Account) -> Account:
        if account.state is AccountState.DELETING:
            return account
        if account.state not in _MAY_END:
            raise ConflictError("it is being set up: ask again when that is done")
        return replace(
            account,
            state=AccountState.DELETING,
            deletion=job_id,
            state_before=account.state,
        )

    account = change_account(tenant, closed)
    deletion = deletions.begin(Deletion(tenant, account.deletion, now, by, since=now))
    job = first_job(deletion)
    with acting_for(tenant):
        with suppress(ConflictError):  # it is there, and has got on
            jobs.create(tenant, job)
        if account.deletion == job_id:
            _tell_owners(here, tenant, deletion)
        ring(deletions.FUNCTION, tenant, deletion.job)
        return jobs.load(tenant, deletion.job, now=here.clock()).value


def take_back(here: Collaborators, tenant: str) -> None:
    """Let a business go on as before; again, to complete what broke off.

    Raises:
        NotFoundError: no deletion is under way.
        ConflictError: something may be removed already.
    """
    account, stored = accounts.load(tenant).value, deletions.find(tenant)
    if account.state is not AccountState.DELETING and stored is None:
        raise NotFoundError("no deletion is under way")
    if stored is not None:
        closing = Closing(here, stored)
        closing.change(stored.value.cancelled(here.clock()))
    change_account(tenant, lambda each: _reopened(each, account.deletion))
    if stored is not None:
        with acting_for(tenant):
            closing.tell()
        closing.forget()


def _reopened(account: Account, job_id: str) -> Account:
    if (account.state, account.deletion) != (AccountState.DELETING, job_id):
        return account
    before = account.state_before or AccountState.LIVE
    return replace(account, state=before, deletion="", state_before=None)


def _tell_owners(here: Collaborators, tenant: str, deletion: Deletion) -> None:
    """Mail every owner, not only the one who has asked: they can all take it back."""
    profile = tenants.load_versioned(tenant).tenant
    until = deletion.asked_at + timedelta(seconds=here.settings.deletion_grace_s)
    mail = asked_mail(profile.languages[0].code, profile.name, until)
    for each in accounts.load(tenant).value.owners:
        found = members.find(each)
        if found is not None:
            here.mail.send(found.value.email, mail.subject, mail.text)
