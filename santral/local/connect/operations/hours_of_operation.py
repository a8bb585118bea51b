"""Hours of operation: a week of slots in a time zone, and what inherits overrides from what."""

from __future__ import annotations

import functools
import zoneinfo
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from santral.local.connect import opening_hours, paging
from santral.local.connect.errors import (
    QUOTA_EXCEEDED,
    ConnectError,
    invalid,
    not_found,
    refused,
)
from santral.local.connect.instance import Instance
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.resources import Kind, Resource, by_order, describing, modified, summary
from santral.local.connect.searching import USUAL_TEXTS, search
from santral.local.connect.uses import refuse_if_used

# Source: Administrator Guide, "Link overrides": a child has three parents at most.
PARENTS = 3


class OpeningHours:
    """Hours of operation as flows ask for them: always as the tables have them now."""

    def __init__(self, instance: Instance, hours_id: str) -> None:
        self._instance, self._id = instance, hours_id

    def is_open(self, at: datetime) -> bool:
        resource = self._instance.table(HOURS).find(self._id)
        if resource is None:  # deleted, while a flow holds it
            return False
        overrides = [each.details for each in overrides_of(self._instance, resource)]
        return opening_hours.is_open(resource.details, overrides, at)


def _bind(instance: Instance, resource: Resource) -> None:
    hours = OpeningHours(instance, resource.id)
    instance.directory.add_hours(resource.arn, resource.name, hours)


def _unbind(instance: Instance, resource: Resource) -> None:
    instance.directory.remove_hours(resource.arn)


HOURS = Kind(
    "hours of operation",
    "operating-hours",
    quota="hours-of-operation",
    bind=_bind,
    unbind=_unbind,
    rank=10,
)
# Names are unique among the overrides of the same hours only.
OVERRIDE = Kind("hours of operation override", "operating-hours-override", unique=False, rank=11)


def overrides_of(instance: Instance, resource: Resource) -> list[Resource]:
    """List the overrides that apply: its own, the latest first, then those of its parents."""
    return [
        override
        for hours_id in (resource.id, *_parents_of(resource))
        for override in reversed(own_overrides(instance, hours_id))
    ]


def own_overrides(instance: Instance, hours_id: str) -> list[Resource]:
    return [
        each for each in instance.table(OVERRIDE) if each.details["HoursOfOperationId"] == hours_id
    ]


def check_slots(config: Sequence[Mapping[str, Any]]) -> None:
    """
    Raises:
        ConnectError: InvalidParameterException for a slot that does not end after it begins.
    """
    for at, slot in enumerate(config):
        start, end = opening_hours.span_of(slot)
        if start >= end:
            raise invalid(
                f"Config[{at}].EndTime", "expected a time after StartTime, or 00:00 for midnight"
            )


@operation("CreateHoursOfOperation")
def create(instance: Instance, given: Given) -> Answer:
    _check_zone(given["TimeZone"])
    check_slots(given["Config"])
    configs = given.get("ParentHoursOfOperationConfigs") or ()
    parents = _parents(instance, None, configs)
    resource = instance.table(HOURS).create(
        given["Name"],
        {
            "Description": given.get("Description"),
            "TimeZone": given["TimeZone"],
            "Config": given["Config"],
            "ParentIds": parents,
        },
        given.get("Tags"),
    )
    return {"HoursOfOperationId": resource.id, "HoursOfOperationArn": resource.arn}


@operation("DescribeHoursOfOperation")
def describe(instance: Instance, given: Given) -> Answer:
    resource = instance.table(HOURS).get(given["HoursOfOperationId"])
    return {"HoursOfOperation": _described(instance, resource)}


@operation("UpdateHoursOfOperation")
def update(instance: Instance, given: Given) -> Answer:
    table = instance.table(HOURS)
    resource = table.get(given["HoursOfOperationId"])
    if "TimeZone" in given:
        _check_zone(given["TimeZone"])
    check_slots(given.get("Config") or ())
    details = {name: given[name] for name in ("TimeZone", "Config") if name in given}
    table.change(resource, name=given.get("Name"), **details, **describing(given))
    return None


@operation("DeleteHoursOfOperation")
def delete(instance: Instance, given: Given) -> Answer:
    table = instance.table(HOURS)
    resource = table.get(given["HoursOfOperationId"])
    for user in ("queue", HOURS.name):  # hours use those whose overrides they inherit
        refuse_if_used(instance, resource, HOURS.name, user)
    for override in own_overrides(instance, resource.id):
        instance.table(OVERRIDE).delete(override)
    table.delete(resource)
    return None


@operation("ListHoursOfOperations")
def list_(instance: Instance, given: Given) -> Answer:
    return paging.page(
        given,
        "HoursOfOperationSummaryList",
        instance.table(HOURS).visible(),
        lambda each: summary(instance, each),
        order=by_order,
    )


@operation("SearchHoursOfOperations")
def search_hours(instance: Instance, given: Given) -> Answer:
    return search(
        given,
        "HoursOfOperations",
        instance.table(HOURS).visible(),
        lambda each: _described(instance, each),
        texts={
            **USUAL_TEXTS,
            "timezone": lambda each: each.details["TimeZone"],
        },
        tags=lambda each: each.tags,
        order=by_order,
    )


# --- parents and children ---


@operation("AssociateHoursOfOperations")
def associate(instance: Instance, given: Given) -> Answer:
    table = instance.table(HOURS)
    child = table.get(given["HoursOfOperationId"])
    parents = _parents(instance, child, given["ParentHoursOfOperationConfigs"])
    table.change(child, ParentIds=parents)
    return None


@operation("DisassociateHoursOfOperations")
def disassociate(instance: Instance, given: Given) -> Answer:
    table = instance.table(HOURS)
    child = table.get(given["HoursOfOperationId"])
    parents = [table.get(each).id for each in given["ParentHoursOfOperationIds"]]
    known = _parents_of(child)
    if not set(parents) <= set(known):
        raise not_found("parent of these hours of operation")
    table.change(child, ParentIds=[each for each in known if each not in parents])
    return None


@operation("ListChildHoursOfOperations")
def list_children(instance: Instance, given: Given) -> Answer:
    parent = instance.table(HOURS).get(given["HoursOfOperationId"])
    return {
        **paging.page(
            given,
            "ChildHoursOfOperationsSummaryList",
            [each for each in instance.table(HOURS).visible() if parent.id in _parents_of(each)],
            _identifier,
            order=by_order,
        ),
        **modified(instance, parent),
    }


def _parents(
    instance: Instance, child: Resource | None, configs: Sequence[Mapping[str, Any]]
) -> list[str]:
    """Give the ids of all its parents, the new ones included.

    Source: Administrator Guide, "Link overrides": a child cannot have children, nor a parent a
    parent.

    Raises:
        ConnectError: ResourceNotFoundException, InvalidRequestException,
            ServiceQuotaExceededException.
    """
    parents: list[str] = [] if child is None else _parents_of(child)
    for at, config in enumerate(configs):
        where = f"ParentHoursOfOperationConfigs[{at}].HoursOfOperationId"
        parent = instance.table(HOURS).get(config.get("HoursOfOperationId") or "")
        if parent is child:
            raise invalid(where, "expected other hours of operation than the child")
        if _parents_of(parent):
            raise refused(f"{where}: what has a parent cannot be a parent")
        if parent.id not in parents:
            parents.append(parent.id)
    if parents and child is not None and _children(instance, child):
        raise refused("HoursOfOperationId: what has children cannot have a parent")
    if len(parents) > PARENTS:
        raise ConnectError(QUOTA_EXCEEDED, f"There are at most {PARENTS} parents.")
    return parents


def _parents_of(resource: Resource) -> list[str]:
    return list(resource.details.get("ParentIds") or ())


def _children(instance: Instance, parent: Resource) -> list[Resource]:
    return [each for each in instance.table(HOURS) if parent.id in _parents_of(each)]


def _identifier(resource: Resource) -> dict[str, Any]:
    return {"Name": resource.name, "Id": resource.id, "Arn": resource.arn}


@functools.cache
def _zones() -> frozenset[str]:
    """List the time zones there are; the files of a machine hold more, such as its own zone."""
    return frozenset(zoneinfo.available_timezones() - {"Factory", "localtime"})


def _check_zone(name: str) -> None:
    if name not in _zones():
        raise invalid("TimeZone", "expected a time zone of the IANA database")


def _described(instance: Instance, resource: Resource) -> dict[str, Any]:
    details = resource.details
    parents = [instance.table(HOURS).get(each) for each in _parents_of(resource)]
    return {
        "HoursOfOperationId": resource.id,
        "HoursOfOperationArn": resource.arn,
        "Name": resource.name,
        "Description": details.get("Description"),
        "TimeZone": details["TimeZone"],
        "Config": details["Config"],
        "ParentHoursOfOperations": [_identifier(each) for each in parents],
        "Tags": resource.tags,
        **modified(instance, resource),
    }
