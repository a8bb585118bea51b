"""The caller's card from the tenant's CRM, or the news that it cannot be had now.

One read for the tenant at most; where it has no CRM of its own, another one in our own store.
"""

from __future__ import annotations

from collections.abc import Mapping

from functions.entry import answers_flow, log_failure
from functions.flow_request import FlowRequest
from functions.wiring import collaborators
from santral.domain.errors import DependencyError, InputError
from santral.domain.phone import is_hidden
from santral.domain.tenant import Tenant
from santral.domain.whispers import what_is_open
from santral.stores.crm import CrmCard


@answers_flow("look_up_customer")
def handler(request: FlowRequest) -> Mapping[str, object]:
    try:
        tenant = collaborators().recent_tenants.acting()
        card = _card(tenant, request)
    except (DependencyError, InputError) as error:
        facts = {"tenant": request.tenant, "contact_id": request.contact_id}
        log_failure(error, "customer card not available", facts)
        collaborators().count("CustomerCardUnavailable", request.tenant)
        return {"found": "unavailable", **_fields(None), "crm_text": "", "source": ""}
    return {
        "found": card is not None,
        **_fields(card),
        "crm_text": _for_the_agent(tenant, card, request.text("language")),
        "source": _source(tenant, card),
    }


def _card(tenant: Tenant, request: FlowRequest) -> CrmCard | None:
    here = collaborators()
    written = request.text("number") or request.caller
    number = (
        None
        if written is None or is_hidden(written)
        else here.phone_numbers.parse(written, tenant.region)
    )
    return here.crm_of(tenant).find(number) if number else None


def _source(tenant: Tenant, card: CrmCard | None) -> str:
    """Return where the card is from; "stale" is the CRM some minutes ago: it is down now."""
    if not tenant.crm.is_external:
        return "own"
    return "stale" if card is not None and card.is_stale else "crm"


def _for_the_agent(tenant: Tenant, card: CrmCard | None, language: str) -> str:
    if card is None:
        return ""
    spoken = tenant.language(language) or tenant.languages[0]
    return what_is_open(
        tenant, orders=card.open_orders, tickets=card.open_tickets, language=spoken.code
    )


def _fields(card: CrmCard | None) -> dict[str, object]:
    return {
        "crm_name": card.name if card else "",
        "crm_tier": card.tier if card else "",
        "crm_open_orders": card.open_orders if card else None,
        "crm_open_tickets": card.open_tickets if card else None,
        "crm_url": card.url if card else "",
    }
