"""The queues of routing profiles: what agents are offered, and what they may choose from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from santral.local.connect import paging
from santral.local.connect.errors import invalid, refused
from santral.local.connect.instance import Instance
from santral.local.connect.operations.queues import QUEUE
from santral.local.connect.operations.routing_profiles import (
    MANUAL,
    QUEUES,
    ROUTING_PROFILE,
    Config,
    asked_for,
    configs_of,
    keyed,
    read_config,
    refuse_repeated,
)
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.resources import modified


@operation("AssociateRoutingProfileQueues")
def associate(instance: Instance, given: Given) -> Answer:
    """Add queues; one that is there already gets the new priority and delay."""
    resource = asked_for(instance, given)
    if QUEUES not in given and MANUAL not in given:
        raise refused(f"expected {QUEUES} or {MANUAL}")
    changed: dict[str, Any] = {}
    for member in (QUEUES, MANUAL):
        added = [read_config(instance, each) for each in given.get(member) or ()]
        refuse_repeated(member, added)
        configs = list(keyed([*configs_of(resource, member), *added]).values())
        if len(configs) > instance.quotas.of("queues-per-routing-profile"):
            raise refused(f"{member}: the quota queues-per-routing-profile is used up")
        changed[member] = configs
    instance.table(ROUTING_PROFILE).change(resource, **changed)
    return None


@operation("UpdateRoutingProfileQueues")
def update_queues(instance: Instance, given: Given) -> Answer:
    resource = asked_for(instance, given)
    changed = [read_config(instance, each) for each in given[QUEUES]]
    refuse_repeated(QUEUES, changed)
    known = keyed(configs_of(resource, QUEUES))
    _refuse_unknown(QUEUES, known, keyed(changed))
    configs = list((known | keyed(changed)).values())
    instance.table(ROUTING_PROFILE).change(resource, QueueConfigs=configs)
    return None


@operation("DisassociateRoutingProfileQueues")
def disassociate(instance: Instance, given: Given) -> Answer:
    resource = asked_for(instance, given)
    references = {
        QUEUES: given.get("QueueReferences") or (),
        MANUAL: given.get("ManualAssignmentQueueReferences") or (),
    }
    if sum(map(len, references.values())) > 10:
        raise invalid("QueueReferences", "expected at most 10 references")
    if not any(references.values()):
        raise refused("expected QueueReferences or ManualAssignmentQueueReferences")
    changed: dict[str, Any] = {}
    for member, removed in references.items():
        known = keyed(configs_of(resource, member))
        keys = keyed([read_config(instance, {"QueueReference": each}) for each in removed])
        _refuse_unknown(member, known, keys)
        changed[member] = [config for key, config in known.items() if key not in keys]
    instance.table(ROUTING_PROFILE).change(resource, **changed)
    return None


@operation("ListRoutingProfileQueues")
def list_queues(instance: Instance, given: Given) -> Answer:
    return _listed(instance, given, "RoutingProfileQueueConfigSummaryList", QUEUES)


@operation("ListRoutingProfileManualAssignmentQueues")
def list_manual_assignment_queues(instance: Instance, given: Given) -> Answer:
    key = "RoutingProfileManualAssignmentQueueConfigSummaryList"
    return _listed(instance, given, key, MANUAL)


def _listed(instance: Instance, given: Given, key: str, member: str) -> dict[str, Any]:
    resource = asked_for(instance, given)

    def row(config: Config) -> dict[str, Any]:
        queue = instance.table(QUEUE).get(config["QueueId"])
        return {**config, "QueueArn": queue.arn, "QueueName": queue.name}

    def order(config: Config) -> str:
        return f"{config['QueueId']} {config['Channel']}"

    configs = sorted(configs_of(resource, member), key=order)
    return {
        **paging.page(given, key, configs, row, order=order),
        **modified(instance, resource),
    }


def _refuse_unknown(
    member: str, known: Mapping[tuple[str, str], Config], keys: Mapping[tuple[str, str], Config]
) -> None:
    if not known.keys() >= keys.keys():
        raise refused(f"{member}: expected queues that are associated for that channel")
