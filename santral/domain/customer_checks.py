"""What a customer may refer to: the names that her business has given to its own parts."""

from __future__ import annotations

from collections.abc import Iterator

from santral.domain.customer import Customer
from santral.domain.tenant import Tenant


def customer_problems(customer: Customer, tenant: Tenant) -> Iterator[tuple[str, str]]:
    """Yield (field, expected) of everything that the business does not have."""
    if customer.tier and customer.tier not in tenant.tiers:
        yield "tier", "expected one of the tiers"
    if customer.language is not None and tenant.language(customer.language) is None:
        yield "language", "expected one of the languages"
    if customer.account_manager is not None and tenant.agent(customer.account_manager) is None:
        yield "account_manager", "expected the username of an agent"
    if customer.queue is not None and tenant.queue(customer.queue) is None:
        yield "queue", "expected the name of a queue"
