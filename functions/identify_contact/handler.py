"""Who calls, and what happens next: greeting, language, voice, consent, and where to go.

Two reads at most: the tenant, and whoever has the caller's number. Without the first the flow's
error branch leads to the tenant's fallback queue; without the second she is greeted as a stranger.
"""

from __future__ import annotations

from collections.abc import Mapping

from functions.entry import answers_flow, log_failure
from functions.flow_request import FlowRequest
from functions.wiring import collaborators
from santral.domain.customer import Customer
from santral.domain.errors import DependencyError
from santral.domain.identification import Next, Welcome, identify
from santral.domain.phone import is_hidden
from santral.domain.tenant import Tenant
from santral.stores import customers


@answers_flow("identify_contact")
def handler(request: FlowRequest) -> Mapping[str, object]:
    here = collaborators()
    tenant = here.recent_tenants.acting()
    matches = _matches(tenant, request)
    welcome = identify(tenant, _dialled(tenant, request), request.caller, matches, here.clock())
    return _what_to_say(welcome) | _who_it_is(welcome) | _where_to_go(welcome)


def _dialled(tenant: Tenant, request: FlowRequest) -> str:
    """Return the number; of a chat, that whose entry flow it came through, by its language."""
    if request.dialled:
        return request.dialled
    locale = request.text("language")
    spoken = {each.code for each in tenant.languages if each.locale == locale}
    return next((each.e164 for each in tenant.numbers if each.language in spoken), "")


def _matches(tenant: Tenant, request: FlowRequest) -> tuple[Customer, ...]:
    here = collaborators()
    if request.caller is None or is_hidden(request.caller):
        return ()
    number = here.phone_numbers.parse(request.caller, tenant.region)
    if number is None:
        return ()
    try:
        return customers.find(tenant.id, number)
    except DependencyError as error:
        facts = {"tenant": tenant.id, "contact_id": request.contact_id}
        log_failure(error, "caller not looked up", facts)
        here.count("CallerNotLookedUp", tenant.id)
        return ()


def _what_to_say(welcome: Welcome) -> dict[str, object]:
    return {
        "next": welcome.next.value,
        "language": welcome.language.locale,
        "voice": welcome.language.voice,
        "greeting": welcome.greeting,
        "message": welcome.message,
        "consent": welcome.consent.value,
        "consent_text": welcome.consent_text,
        "moment_text": welcome.moment_text,
    }


def _who_it_is(welcome: Welcome) -> dict[str, object]:
    customer = welcome.customer
    return {
        "known": welcome.known.value,
        "customer_id": customer.id if customer else "",
        "customer_name": customer.name if customer else "",
        "customer_tier": customer.tier if customer else "",
        "vip": welcome.vip,
        "agent_text": welcome.agent_text,
        "crm": welcome.crm,
        "priority": welcome.priority,
    }


def _where_to_go(welcome: Welcome) -> dict[str, object]:
    menu = welcome.menu if welcome.next == Next.MENU else None
    queue = welcome.queue if welcome.next == Next.QUEUE else None
    agent = welcome.agent if queue else None
    return {
        "menu": menu.id if menu else "",
        "menu_text": welcome.menu_text if menu else "",
        "queue": queue.name if queue else "",
        "queue_arn": queue.arn if queue else "",
        "agent": agent.username if agent else "",
        "agent_arn": agent.arn if agent else "",
        "connecting_text": welcome.connecting_text if queue else "",
    }
