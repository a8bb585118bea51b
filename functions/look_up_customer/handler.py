"""The caller's card from the tenant's CRM, or the news that it cannot be had now.

One read for the tenant; where the tenant has no CRM of its own, a second one in our own store.
"""

from __future__ import annotations

from collections.abc import Mapping

from functions.entry import answers_flow, log_failure
from functions.flow_request import FlowRequest
from functions.wiring import collaborators
from santral.domain.errors import DependencyError, InputError
from santral.domain.phone import is_hidden
from santral.domain.tenant import CrmKind
from santral.stores import tenants
from santral.stores.crm import CrmCard


@answers_flow("look_up_customer")
def handler(request: FlowRequest) -> Mapping[str, object]:
    try:
        card, source = _card(request)
    except (DependencyError, InputError) as error:
        facts = {"tenant": request.tenant, "contact_id": request.contact_id}
        log_failure(error, "customer card not available", facts)
        collaborators().count("CustomerCardUnavailable", request.tenant)
        return {"found": "unavailable", **_fields(None), "source": ""}
    return {"found": card is not None, **_fields(card), "source": source}


def _card(request: FlowRequest) -> tuple[CrmCard | None, str]:
    here = collaborators()
    tenant = tenants.load(request.tenant)
    source = "crm" if tenant.crm.kind == CrmKind.HTTP else "own"
    written = request.text("number") or request.caller
    number = (
        None
        if written is None or is_hidden(written)
        else here.phone_numbers.parse(written, tenant.region)
    )
    return (here.crm(tenant).find(number) if number else None), source


def _fields(card: CrmCard | None) -> dict[str, object]:
    return {
        "crm_name": card.name if card else "",
        "crm_tier": card.tier if card else "",
        "crm_open_orders": card.open_orders if card else None,
        "crm_open_tickets": card.open_tickets if card else None,
        "crm_url": card.url if card else "",
    }
