"""Tags of an instance and of everything in it, by ARN.

Source: API Reference, TagResource, UntagResource, ListTagsForResource; Administrator Guide, "Add
tags to resources".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from santral.local.connect.errors import invalid, not_found, refused
from santral.local.connect.instance import Instance
from santral.local.connect.registry import Answer, Given, account_operation
from santral.local.connect.resources import Resource, Table

if TYPE_CHECKING:
    from santral.local.connect.connect import Connect

_MOST: Final = 50
# What stands before the id in the ARN of a resource that takes tags.
_TAGGABLE: Final = frozenset(
    {
        "agent",
        "agent-group",
        "agent-state",
        "contact-evaluation",
        "contact-flow",
        "data-table",
        "email-address",
        "evaluation-form",
        "flow-module",
        "integration-association",
        "operating-hours",
        "phone-number",
        "prompt",
        "queue",
        "routing-profile",
        "rule",
        "security-profile",
        "task-template",
        "test-case",
        "traffic-distribution-group",
        "transfer-destination",
        "use-case",
        "view",
        "vocabulary",
    }
)


@account_operation("TagResource")
def tag(connect: Connect, given: Given) -> Answer:
    target = _find(connect, given["resourceArn"])
    tags = {**_tags(target), **given["tags"]}
    if len(tags) > _MOST:
        raise refused(f"tags: expected at most {_MOST} on one resource")
    _set(target, tags)
    return None


@account_operation("UntagResource")
def untag(connect: Connect, given: Given) -> Answer:
    target = _find(connect, given["resourceArn"])
    gone = set(given["tagKeys"])
    _set(target, {key: value for key, value in _tags(target).items() if key not in gone})
    return None


@account_operation("ListTagsForResource")
def list_(connect: Connect, given: Given) -> Answer:
    return {"tags": _tags(_find(connect, given["resourceArn"]))}


_Target = Instance | tuple[Table, Resource]


def _find(connect: Connect, arn: str) -> _Target:
    """
    Raises:
        ConnectError: ResourceNotFoundException; InvalidParameterException for what takes no tags.
    """
    for instance in connect.instances.values():
        if arn == instance.arn:
            return instance
        found = instance.by_arn(arn)
        if found is not None:
            if found[0].kind.path not in _TAGGABLE:
                raise invalid("resourceArn", "expected a resource that takes tags")
            return found
    raise not_found("resource")


def _tags(target: _Target) -> Mapping[str, str]:
    return target.tags if isinstance(target, Instance) else target[1].tags


def _set(target: _Target, tags: Mapping[str, str]) -> None:
    if isinstance(target, Instance):
        target.tags = dict(tags)
        target.connect.keep_instance(target)
    else:
        table, resource = target
        table.tag(resource, tags)
