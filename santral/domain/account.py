"""A business as a customer of this installation: how far it is, what it may, who answers for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

TRIAL: Final = timedelta(days=14)
UNVERIFIED_FOR: Final = timedelta(hours=24)


class AccountState(StrEnum):
    """
    UNVERIFIED: signed up; gone after a day unless the e-mail address is confirmed.
    VERIFIED: waits for an operator's approval or a payment; nothing that costs money exists.
    PROVISIONING: approved; Amazon Connect's resources are being made.
    LIVE: takes calls.
    DELETING: everything is being exported and removed.
    DELETED: what is left is the certificate.
    """

    UNVERIFIED = "unverified"
    VERIFIED = "verified"
    PROVISIONING = "provisioning"
    LIVE = "live"
    DELETING = "deleting"
    DELETED = "deleted"


class Plan(StrEnum):
    TRIAL = "trial"
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class Agreement:
    """What somebody agreed to: which document, in which version, when."""

    document: str
    version: str
    agreed_at: datetime
    subject: str


@dataclass(frozen=True, slots=True)
class Account:
    """
    Attributes:
        owners: their subjects; never empty, which the version of this item guards.
        trial_ends_at: None until it is live.
        approved_by: an operator's subject, or the id of a payment; "" is nobody yet.
        template: by which it was begun: shop, clinic, hotline, client.
        deletion: the id of the job that deletes it; "" is none.
        state_before: to which it goes back where its deletion is taken back.
    """

    tenant: str
    name: str
    created_at: datetime
    state: AccountState = AccountState.UNVERIFIED
    plan: Plan = Plan.TRIAL
    owners: tuple[str, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    template: str = ""
    country: str = ""
    approved_by: str = ""
    trial_ends_at: datetime | None = None
    deletion: str = ""
    state_before: AccountState | None = None

    def trial_is_over(self, now: datetime) -> bool:
        """Say whether changes are refused; calls still reach the fallback queue."""
        return (
            self.plan is Plan.TRIAL and self.trial_ends_at is not None and self.trial_ends_at <= now
        )
