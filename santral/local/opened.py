"""Writes down what opening a sample business has made, as if it had been set up.

From then on a change of its profile changes what is there, instead of making it a second time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from functions.connect_writes.work import AGENTS_MAY
from santral.domain.provisioning import (
    CHANGE,
    Kind,
    Resource,
    ResourceState,
    Wanted,
    key_of,
)
from santral.domain.tenant import Tenant
from santral.domain.wanted_resources import Surroundings, wanted
from santral.local.connect.flows.editions import FLOW
from santral.local.connect.instance import Instance
from santral.local.connect.operations.hours_of_operation import HOURS, OVERRIDE
from santral.local.connect.operations.phone_numbers import PHONE_NUMBER
from santral.local.connect.operations.queues import QUEUE, QUICK_CONNECT
from santral.local.connect.operations.routing_profiles import ROUTING_PROFILE
from santral.local.connect.operations.security_profiles import SECURITY_PROFILE
from santral.local.connect.operations.users import USER
from santral.local.connect.resources import Resource as Made
from santral.local.flow_files import entry_content
from santral.local.identifiers import resource_id
from santral.local.opening import transfer_flows
from santral.stores.connect_ledger import LedgerOf

_ALWAYS = "always"
_BY_NAME = {
    Kind.HOURS: HOURS,
    Kind.QUEUE: QUEUE,
    Kind.SHOWN: QUEUE,
    Kind.ROUTING_PROFILE: ROUTING_PROFILE,
}
_BY_OURS = {Kind.USER: USER, Kind.ASSOCIATION: PHONE_NUMBER}


def write_down(instance: Instance, tenant: Tenant) -> None:
    """Write the ledger of a business that was opened, unless it has one."""
    ledger = LedgerOf(tenant.id)
    if ledger.entries:
        return
    for key, resource in _numbers(instance, tenant):
        ledger.put(key, resource)
    around = _around(instance)
    for step in CHANGE:
        for each in wanted(step, tenant, ledger.entries, around):
            made = _made(instance, tenant, each)
            if made is not None and each.key not in ledger.entries:
                ledger.put(each.key, _entry(each.kind, made, each.written))


def _around(instance: Instance) -> Surroundings:
    security = instance.table(SECURITY_PROFILE).named(AGENTS_MAY)
    return replace(
        transfer_flows(instance),
        security_profile="" if security is None else security.id,
        entry_content=entry_content,
        dials_out=True,
    )


def _numbers(instance: Instance, tenant: Tenant) -> Iterator[tuple[str, Resource]]:
    for number in tenant.numbers:
        made = instance.table(PHONE_NUMBER).named(number.e164)
        if made is not None:
            written = {"e164": number.e164, "country": tenant.region, "attempt": 1}
            yield (
                key_of(Kind.NUMBER, number.e164),
                _entry(Kind.NUMBER, made, json.dumps(written)),
            )


def _entry(kind: Kind, made: Made, written: str) -> Resource:
    return Resource(kind, made.name, ResourceState.MADE, made.created, made.id, made.arn, written)


def _made(instance: Instance, tenant: Tenant, each: Wanted) -> Made | None:
    """Find it by the name that opening gives it."""
    ours = each.key.partition("/")[2]
    if each.kind in _BY_NAME:
        return instance.table(_BY_NAME[each.kind]).named(f"{tenant.id}-{ours or _ALWAYS}")
    if each.kind in _BY_OURS:
        return instance.table(_BY_OURS[each.kind]).named(ours)
    match each.kind:
        case Kind.OVERRIDE:
            hours, _, override = ours.partition("/")
            path = f"{tenant.id}-{hours or _ALWAYS}/{override}"
            return instance.table(OVERRIDE).find(resource_id(OVERRIDE.path, path))
        case Kind.QUICK_CONNECT:
            return instance.table(QUICK_CONNECT).named(each.name)
        case _:
            number = instance.table(PHONE_NUMBER).named(ours)
            flow = None if number is None else number.details.get("ContactFlowId")
            return None if flow is None else instance.table(FLOW).find(flow)
