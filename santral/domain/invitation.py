"""Invitations: a mailed link by which somebody becomes a member, once, within seven days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from santral.domain.access import Role
from santral.domain.account import Account, AccountState, Plan

GOOD_FOR: Final = timedelta(days=7)
# Whoever accepts and is cut off may go on after this: no request takes longer.
LONGEST_ACCEPTANCE: Final = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Invitation:
    """
    Attributes:
        digest: of the token in the link; the token itself is kept nowhere.
        agent: whom they take contacts as, unless somebody else is by then; "" is nobody.
        taken_at: when somebody began to accept it.
        taken_by: the request that did.
        joined_at: when what makes a member of them was begun; the same however often that breaks
            off.
    """

    id: str
    tenant: str
    email: str
    role: Role
    name: str
    language: str
    created_at: datetime
    created_by: str
    expires_at: datetime
    digest: str
    taken_at: datetime | None = None
    taken_by: str = ""
    joined_at: datetime | None = None
    agent: str = ""

    @property
    def made_for(self) -> str:
        """What its user in the pool is known by."""
        return f"invitation/{self.id}"

    def sent_again(self, digest: str, now: datetime) -> Invitation:
        return replace(self, digest=digest, expires_at=now + GOOD_FOR)

    def is_being_accepted(self, now: datetime) -> bool:
        return self.taken_at is not None and now - self.taken_at < LONGEST_ACCEPTANCE

    def taken(self, now: datetime, by: str) -> Invitation:
        return replace(self, taken_at=now, taken_by=by)

    def joined(self, now: datetime) -> Invitation:
        return replace(self, joined_at=self.joined_at or now)

    def let_go(self) -> Invitation:
        return replace(self, taken_at=None, taken_by="")


def token_digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def most_open(account: Account) -> int:
    """Return how many invitations may be open at once: mails cost money, and can be a nuisance."""
    if account.state in (AccountState.UNVERIFIED, AccountState.VERIFIED):
        return 5
    return 20 if account.plan is Plan.TRIAL else 200


def most_mails_a_day(account: Account) -> int:
    """Return how many invitations may be mailed in a day, repeated ones among them."""
    return 2 * most_open(account)
