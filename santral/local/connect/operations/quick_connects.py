"""Quick connects: whom agents transfer contacts to, and the queues whose agents are shown them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from santral.local.connect import paging
from santral.local.connect.errors import invalid
from santral.local.connect.instance import Instance
from santral.local.connect.operations.queues import QUEUE, QUICK_CONNECT, flow_id, quick_connect_ids
from santral.local.connect.operations.users import USER
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.resources import Kind, Resource, by_order, modified, renaming, summary
from santral.local.connect.searching import USUAL_TEXTS, search

# Type -> the member of QuickConnectConfig that it needs.
_CONFIGS: Final[Mapping[str, str]] = {
    "USER": "UserConfig",
    "QUEUE": "QueueConfig",
    "PHONE_NUMBER": "PhoneConfig",
    "FLOW": "FlowConfig",
}
# Source: API Reference, UserQuickConnectConfig, QueueQuickConnectConfig; what flow FlowConfig
# takes it does not say.
_FLOW_TYPES: Final[Mapping[str, str]] = {
    "UserConfig": "AGENT_TRANSFER",
    "QueueConfig": "QUEUE_TRANSFER",
}
_REFERENCES: Final[Mapping[str, Kind]] = {"UserId": USER, "QueueId": QUEUE}


@operation("CreateQuickConnect")
def create(instance: Instance, given: Given) -> Answer:
    resource = instance.table(QUICK_CONNECT).create(
        given["Name"],
        {
            "Description": given.get("Description"),
            "QuickConnectConfig": _checked(instance, given["QuickConnectConfig"]),
        },
        given.get("Tags"),
    )
    return {"QuickConnectARN": resource.arn, "QuickConnectId": resource.id}


@operation("DescribeQuickConnect")
def describe(instance: Instance, given: Given) -> Answer:
    resource = instance.table(QUICK_CONNECT).get(given["QuickConnectId"])
    return {"QuickConnect": _described(instance, resource)}


@operation("UpdateQuickConnectName")
def update_name(instance: Instance, given: Given) -> Answer:
    table = instance.table(QUICK_CONNECT)
    table.change(table.get(given["QuickConnectId"]), **renaming(given))
    return None


@operation("UpdateQuickConnectConfig")
def update_config(instance: Instance, given: Given) -> Answer:
    table = instance.table(QUICK_CONNECT)
    resource = table.get(given["QuickConnectId"])
    table.change(resource, QuickConnectConfig=_checked(instance, given["QuickConnectConfig"]))
    return None


@operation("DeleteQuickConnect")
def delete(instance: Instance, given: Given) -> Answer:
    """Take it away, out of the queues that show it as well."""
    table = instance.table(QUICK_CONNECT)
    resource = table.get(given["QuickConnectId"])
    for queue in instance.table(QUEUE):
        if resource.id in _shown(queue):
            _show(instance, queue, [each for each in _shown(queue) if each != resource.id])
    table.delete(resource)
    return None


@operation("ListQuickConnects")
def list_(instance: Instance, given: Given) -> Answer:
    types = given.get("QuickConnectTypes")
    found = [
        each
        for each in instance.table(QUICK_CONNECT).visible()
        if not types or _type(each) in types
    ]
    return paging.page(
        given,
        "QuickConnectSummaryList",
        found,
        lambda each: _summary(instance, each),
        order=by_order,
    )


@operation("SearchQuickConnects")
def search_quick_connects(instance: Instance, given: Given) -> Answer:
    return search(
        given,
        "QuickConnects",
        instance.table(QUICK_CONNECT).visible(),
        lambda each: _described(instance, each),
        texts=USUAL_TEXTS,
        tags=lambda each: each.tags,
        order=by_order,
    )


# --- of a queue ---


@operation("AssociateQueueQuickConnects")
def associate(instance: Instance, given: Given) -> Answer:
    queue = instance.table(QUEUE).get(given["QueueId"])
    added = quick_connect_ids(instance, given)
    _show(instance, queue, list(dict.fromkeys([*_shown(queue), *added])))
    return None


@operation("DisassociateQueueQuickConnects")
def disassociate(instance: Instance, given: Given) -> Answer:
    queue = instance.table(QUEUE).get(given["QueueId"])
    removed = quick_connect_ids(instance, given)
    _show(instance, queue, [each for each in _shown(queue) if each not in removed])
    return None


@operation("ListQueueQuickConnects")
def list_of_queue(instance: Instance, given: Given) -> Answer:
    queue = instance.table(QUEUE).get(given["QueueId"])
    shown = _shown(queue)
    found = [each for each in instance.table(QUICK_CONNECT).visible() if each.id in shown]
    return {
        **paging.page(
            given,
            "QuickConnectSummaryList",
            found,
            lambda each: _summary(instance, each),
            order=by_order,
        ),
        **modified(instance, queue),
    }


def _shown(queue: Resource) -> list[str]:
    return list(queue.details.get("QuickConnectIds") or ())


def _show(instance: Instance, queue: Resource, ids: list[str]) -> None:
    instance.table(QUEUE).change(queue, QuickConnectIds=ids)


# --- configurations ---


def _checked(instance: Instance, given: Mapping[str, Any]) -> dict[str, Any]:
    """Keep the config of its type alone, with ids in the place of ARNs.

    Raises:
        ConnectError: InvalidParameterException, ResourceNotFoundException.
    """
    member = _CONFIGS[given["QuickConnectType"]]
    if member not in given:
        raise invalid(f"QuickConnectConfig.{member}", "a value is required for this type")
    for other in _CONFIGS.values():
        if other != member and other in given:
            raise invalid(f"QuickConnectConfig.{other}", "expected with another type only")
    config = dict(given[member])
    for name, kind in _REFERENCES.items():
        if name in config:
            config[name] = instance.table(kind).get(config[name]).id
    if "ContactFlowId" in config:
        where = f"QuickConnectConfig.{member}.ContactFlowId"
        config["ContactFlowId"] = flow_id(
            instance, config["ContactFlowId"], where, _FLOW_TYPES.get(member)
        )
    return {"QuickConnectType": given["QuickConnectType"], member: config}


def _type(resource: Resource) -> str:
    kind: str = resource.details["QuickConnectConfig"]["QuickConnectType"]
    return kind


def _summary(instance: Instance, resource: Resource) -> dict[str, Any]:
    return {**summary(instance, resource), "QuickConnectType": _type(resource)}


def _described(instance: Instance, resource: Resource) -> dict[str, Any]:
    return {
        "QuickConnectARN": resource.arn,
        "QuickConnectId": resource.id,
        "Name": resource.name,
        "Description": resource.details.get("Description"),
        "QuickConnectConfig": resource.details["QuickConnectConfig"],
        "Tags": resource.tags,
        **modified(instance, resource),
    }
