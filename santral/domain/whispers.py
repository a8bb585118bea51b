"""What an agent hears before a contact: who it is, and what is open for her."""

from __future__ import annotations

from santral.domain.customer import Customer
from santral.domain.phrases import phrase
from santral.domain.tenant import Tenant

_VIP = "vip"


def who_it_is(tenant: Tenant, customer: Customer | None, *, vip: bool, language: str) -> str:
    """Return the customer's name and tier in one sentence; "" for a caller who is not known.

    Args:
        language: the contact's, by its code.
    """
    if customer is None or not customer.name.strip():
        return ""
    tier = "" if vip and customer.tier.lower() == _VIP else customer.tier  # not said twice
    key = ("whisper_vip" if vip else "whisper_customer") + ("_tier" if tier else "")
    return phrase(key, language, tenant.phrases, name=customer.name, tier=tier)


def what_is_open(tenant: Tenant, *, orders: int | None, tickets: int | None, language: str) -> str:
    """Return what is open in one sentence; "" when nothing is, or when it is not known.

    Args:
        language: the contact's, by its code.
    """
    said_orders = _counted(tenant, "order", orders, language)
    said_tickets = _counted(tenant, "ticket", tickets, language)
    if said_orders and said_tickets:
        both = {"orders": said_orders, "tickets": said_tickets}
        return _sentence(phrase("whisper_open_both", language, tenant.phrases, **both))
    either = said_orders or said_tickets
    if not either:
        return ""
    return _sentence(phrase("whisper_open", language, tenant.phrases, open=either))


def _counted(tenant: Tenant, thing: str, count: int | None, language: str) -> str:
    if not count or count < 0:
        return ""
    key = f"open_{thing}" if count == 1 else f"open_{thing}s"
    return phrase(key, language, tenant.phrases, count=str(count))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
