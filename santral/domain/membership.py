"""Who may make whom what, in a business that always has an owner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from santral.domain.access import Kind, Principal, Role
from santral.domain.account import Account
from santral.domain.errors import ConflictError

_RANKS: Final[Mapping[Role, int]] = {
    Role.OWNER: 4,
    Role.ADMIN: 3,
    Role.SUPERVISOR: 2,
    Role.AGENT: 1,
    Role.ANALYST: 1,
}


def may_give(asker: Principal, role: Role) -> bool:
    """Say whether somebody may give a role, and decide about those who have it.

    People give no more than they have, and keys less: what a stolen key has made of somebody
    would outlive it.
    """
    own, given = _RANKS.get(asker.role, 0), _RANKS.get(role)
    if given is None:
        return False
    return given < own if asker.kind is Kind.KEY else given <= own


def with_owner(account: Account, subject: str) -> Account:
    if subject in account.owners:
        return account
    return replace(account, owners=(*account.owners, subject))


def without_owner(account: Account, subject: str) -> Account:
    """
    Raises:
        ConflictError: nobody else owns the business.
    """
    left = tuple(each for each in account.owners if each != subject)
    if left == account.owners:
        return account
    if not left:
        raise ConflictError("the last owner has to stay: make somebody else an owner first")
    return replace(account, owners=left)
