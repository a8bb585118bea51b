"""Payments: what another system tells us of one, by a signed notice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from santral.domain.account import Plan


@dataclass(frozen=True, slots=True)
class Payment:
    """
    Attributes:
        id: the payment system's own; the same notice may come several times.
        received_at: when it came at first.
        done: the business has what was paid for.
    """

    id: str
    tenant: str
    plan: Plan
    received_at: datetime
    done: bool = False

    def is_same(self, other: Payment) -> bool:
        return (self.id, self.tenant, self.plan) == (other.id, other.tenant, other.plan)

    def carried_out(self) -> Payment:
        return replace(self, done=True)
