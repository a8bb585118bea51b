"""Whether the cell has room for one more tenant, asked before anything of it is made."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from santral.domain.provisioning import needs
from santral.domain.tenant import Tenant
from santral.stores import cell, number_pool
from santral.stores.connect_resources import ConnectResources

_TENANTS: Final = "tenants"
_SEARCHES: Final[Mapping[str, str]] = {
    "hours-of-operation": "SearchHoursOfOperations",
    "queues": "SearchQueues",
    "routing-profiles": "SearchRoutingProfiles",
    "users": "SearchUsers",
    "quick-connects": "SearchQuickConnects",
    "contact-flows": "SearchContactFlows",
}


def lacking(
    tenant: Tenant,
    resources: ConnectResources,
    *,
    quotas: Mapping[str, int],
    most_tenants: int,
    claimable: Collection[str],
) -> str:
    """Reserve a place for a tenant, if there is one; asked again, it is the same place.

    Returns:
        which quota is used up, `tenants` for the cell's own; "" is that there is a place.

    What others have reserved counts whole until all of it is made, although some of it is counted
    as being there: better a tenant waits than that two are built by halves.
    """
    places = cell.places()
    if tenant.id in places:
        return ""
    if len(places) >= most_tenants:
        return _TENANTS
    claims = (
        not tenant.numbers
        and tenant.region in claimable
        and not number_pool.has_free(tenant.region)
    )
    needed = needs(tenant, claims_number=claims)
    reserved = [each.needs for each in places.values() if each.reserved]
    for quota, count in needed.items():
        if not count:
            continue
        spoken_for = count + sum(each.get(quota, 0) for each in reserved)
        if _there(resources, quota) + spoken_for > quotas[quota]:
            return quota
    cell.reserve(tenant.id, needed)
    return ""


def _there(resources: ConnectResources, quota: str) -> int:
    if quota in _SEARCHES:
        return resources.count(_SEARCHES[quota])
    answer = resources.ask("ListPhoneNumbersV2", MaxResults=1000)
    return len(answer.get("ListPhoneNumbersSummaryList", ()))
