"""Attributes of data tables: the columns, of which primary ones tell records apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from santral.engine.instants import to_datetime
from santral.local.connect import paging
from santral.local.connect.data_values import check_validation, empty
from santral.local.connect.errors import (
    CONFLICT,
    LIMIT_EXCEEDED,
    ConnectError,
    duplicate,
    not_found,
)
from santral.local.connect.instance import Instance
from santral.local.connect.operations.data_tables import DATA_TABLE, DEFAULT, plain_name
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.resources import Resource

WHAT = "attribute of the data table"
Attribute = Mapping[str, Any]


@operation("CreateDataTableAttribute")
def create(instance: Instance, given: Given) -> Answer:
    resource = instance.table(DATA_TABLE).get(given["DataTableId"])
    attributes = resource.details["Attributes"]
    quota = "attributes-per-data-table"
    if len(attributes) >= instance.quotas.of(quota):
        raise ConnectError(LIMIT_EXCEEDED, f"The quota {quota} is used up.")
    attribute = _checked(instance, resource, given, None)
    _put(instance, resource, instance.new_id(), attribute)
    found = named(resource, attribute["Name"])
    return {
        "Name": attribute["Name"],
        "AttributeId": found[0],
        "LockVersion": _lock(resource, attribute),
    }


@operation("DescribeDataTableAttribute")
def describe(instance: Instance, given: Given) -> Answer:
    resource = instance.table(DATA_TABLE).get(given["DataTableId"])
    id_, attribute = named(resource, given["AttributeName"])
    return {"Attribute": _described(instance, resource, id_, attribute)}


@operation("UpdateDataTableAttribute")
def update(instance: Instance, given: Given) -> Answer:
    """Replace all that an attribute is; what is stored stays as it is."""
    resource = instance.table(DATA_TABLE).get(given["DataTableId"])
    id_, _ = named(resource, given["AttributeName"])
    attribute = _checked(instance, resource, given, id_)
    _put(instance, resource, id_, attribute)
    return {"Name": attribute["Name"], "LockVersion": _lock(resource, attribute)}


@operation("DeleteDataTableAttribute")
def delete(instance: Instance, given: Given) -> Answer:
    """Take an attribute and its values away."""
    table = instance.table(DATA_TABLE)
    resource = table.get(given["DataTableId"])
    id_, _ = named(resource, given["AttributeName"])
    left = {key: each for key, each in resource.details["Attributes"].items() if key != id_}
    records = {
        key: {
            **record,
            "Primary": {each: text for each, text in record["Primary"].items() if each != id_},
            "Values": {each: value for each, value in record["Values"].items() if each != id_},
        }
        for key, record in resource.details["Records"].items()
    }
    _refuse_same(resource, left, records)
    table.change(resource, Attributes=left, Records=records, Lock=instance.new_id())
    return {"LockVersion": {"DataTable": resource.details["Lock"]}}


@operation("ListDataTableAttributes")
def list_(instance: Instance, given: Given) -> Answer:
    resource = instance.table(DATA_TABLE).get(given["DataTableId"])
    wanted = None if "NextToken" in given else given.get("AttributeIds")
    return paging.page(
        given,
        "Attributes",
        [
            (id_, each)
            for id_, each in resource.details["Attributes"].items()
            if not wanted or id_ in wanted
        ],
        lambda each: _described(instance, resource, *each),
        order=lambda each: int(each[1]["Order"]),
    )


# --- for values ---


def named(resource: Resource, name: str) -> tuple[str, Attribute]:
    """Find an attribute, whatever the case.

    Raises:
        ConnectError: ResourceNotFoundException.
    """
    for id_, each in resource.details["Attributes"].items():
        if each["Name"].casefold() == name.strip().casefold():
            return id_, each
    raise not_found(WHAT)


def primary(resource: Resource) -> dict[str, Attribute]:
    """Give the primary attributes by their ids."""
    return {id_: each for id_, each in resource.details["Attributes"].items() if each["Primary"]}


def identity(
    attributes: Mapping[str, Attribute], values: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Write what tells a record apart, given its primary values by attribute id."""
    return tuple(
        (id_, text.casefold() if _ignores_case(attributes[id_]) else text)
        for id_, text in sorted(values.items())
    )


def _ignores_case(attribute: Attribute) -> bool:
    return bool((attribute.get("Validation") or {}).get("IgnoreCase"))


# --- inside ---


def _checked(
    instance: Instance, resource: Resource, given: Given, id_: str | None
) -> dict[str, Any]:
    name = plain_name("Name", given["Name"])
    others = {key: each for key, each in resource.details["Attributes"].items() if key != id_}
    if any(each["Name"].casefold() == name.casefold() for each in others.values()):
        raise duplicate(WHAT)
    validation = given.get("Validation") or {}
    check_validation(validation)
    old = resource.details["Attributes"].get(id_)
    return {
        "Name": name,
        "ValueType": given["ValueType"],
        "Description": given.get("Description", "").strip() or None,
        "Primary": bool(given.get("Primary")),
        "Validation": dict(validation),
        "Order": instance.next_order() if old is None else old["Order"],
        "Lock": instance.new_id(),
        "ModifiedUs": instance.timeline.now_us,
    }


def _put(instance: Instance, resource: Resource, id_: str, attribute: Attribute) -> None:
    attributes = {**resource.details["Attributes"], id_: attribute}
    records = {
        key: _moved(key, record, id_, attribute)
        for key, record in resource.details["Records"].items()
    }
    _refuse_same(resource, attributes, records)
    instance.table(DATA_TABLE).change(
        resource, Attributes=attributes, Records=records, Lock=instance.new_id()
    )


def _moved(key: str, record: Attribute, id_: str, attribute: Attribute) -> dict[str, Any]:
    """Keep what a record has of an attribute where it belongs, once that is primary or not."""
    texts, values = {**record["Primary"]}, {**record["Values"]}
    if key == DEFAULT:
        return dict(record)
    if attribute["Primary"] and id_ not in texts:
        texts[id_] = values.pop(id_, {"Value": empty(attribute)})["Value"]
    elif not attribute["Primary"] and id_ in texts:
        values[id_] = {
            "Value": texts.pop(id_),
            "Lock": attribute["Lock"],
            "ModifiedUs": attribute["ModifiedUs"],
        }
    return {**record, "Primary": texts, "Values": values}


def _refuse_same(
    resource: Resource, attributes: Mapping[str, Attribute], records: Mapping[str, Attribute]
) -> None:
    kept = [each for key, each in records.items() if key != DEFAULT]
    if len({identity(attributes, each["Primary"]) for each in kept}) < len(kept):
        raise ConnectError(CONFLICT, "Records would not be told apart by primary values.")


def _lock(resource: Resource, attribute: Attribute) -> dict[str, str]:
    return {"DataTable": resource.details["Lock"], "Attribute": attribute["Lock"]}


def _described(
    instance: Instance, resource: Resource, id_: str, attribute: Attribute
) -> dict[str, Any]:
    return {
        "AttributeId": id_,
        "Name": attribute["Name"],
        "ValueType": attribute["ValueType"],
        "Description": attribute["Description"],
        "DataTableId": resource.id,
        "DataTableArn": resource.arn,
        "Primary": attribute["Primary"],
        "LockVersion": _lock(resource, attribute),
        "LastModifiedTime": to_datetime(attribute["ModifiedUs"]),
        "LastModifiedRegion": instance.region,
        "Validation": attribute["Validation"] or None,
    }
