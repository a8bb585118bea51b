"""What lets a business cost something: an operator's approval, or a payment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from functions.provision.start import start
from functions.wiring import Collaborators
from santral.domain.account import Account, AccountState, Plan
from santral.domain.audit import AuditEntry
from santral.domain.errors import ConflictError
from santral.stores import audit
from santral.stores.account_changes import change_account
from santral.stores.tenant_guard import acting_for

_TO_SET_UP: Final = (AccountState.VERIFIED, AccountState.PROVISIONING)
_REFUSED: Final = (AccountState.UNVERIFIED, AccountState.DELETING, AccountState.DELETED)


@dataclass(frozen=True, slots=True)
class Approval:
    """
    Attributes:
        id, at: the same for the same approval, however often it is asked for.
        by: an operator's subject, or the id of a payment.
        role: operator, or payment.
    """

    id: str
    at: datetime
    by: str
    role: str
    plan: Plan


def approve(here: Collaborators, tenant: str, approval: Approval) -> None:
    """Approve a business, and begin to set it up where that is still to be done.

    Asked again, it goes on from where it broke off.

    Raises:
        NotFoundError: there is no such business.
        ConflictError: it is being deleted, or has not proven its address.
        DependencyError: something failed; asking again is safe.
    """

    def approved(account: Account) -> Account:
        if account.state in _REFUSED:
            raise ConflictError("its state allows no approval")
        return replace(account, plan=approval.plan, approved_by=account.approved_by or approval.by)

    account = change_account(tenant, approved)
    entry = AuditEntry(
        id=approval.id,
        at=approval.at,
        subject=approval.by,
        role=approval.role,
        action="approve_business",
        target="/v1/account",
        details={"plan": approval.plan.value},
    )
    with acting_for(tenant):
        audit.add(tenant, entry)
    if account.state in _TO_SET_UP:
        start(here, tenant, by=approval.by)
    here.doors.forget(tenant)
