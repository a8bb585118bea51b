"""Who is a VIP, and how early a caller's turn comes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from santral.domain.customer import Customer
from santral.domain.tenant import Tenant

LOWEST_PRIORITY: Final = 5


def are_vips(tenant: Tenant, customers: Sequence[Customer]) -> bool:
    """Say whether all of them are VIPs: on a shared number, one customer does not make a VIP."""
    tiers = tenant.vip.tiers
    return bool(customers and tenant.vip.queue) and all(each.tier in tiers for each in customers)


def priority_of(tenant: Tenant, tiers: Sequence[str], *, vip: bool) -> int:
    """Return the contact priority, 1 (best) to 5; of several tiers the worst one counts."""
    if vip:
        return tenant.vip.priority
    priorities = [tenant.tiers.get(tier, LOWEST_PRIORITY) for tier in tiers]
    return max(priorities, default=LOWEST_PRIORITY)
