"""Values of data tables: created, changed and deleted many at a time, listed and looked up.

Each value of a batch succeeds or fails by itself. Locks are compared with those before the batch.
Values are texts as they were given; expressions in them are not worked out.
Source: API Reference, BatchCreateDataTableValue, DataTableLockVersion, EvaluateDataTableValues.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from santral.engine.instants import to_datetime
from santral.local.connect import paging
from santral.local.connect.data_values import problem
from santral.local.connect.errors import CONFLICT, ConnectError, duplicate, invalid, not_found
from santral.local.connect.instance import Instance
from santral.local.connect.operations.data_table_attributes import (
    Attribute,
    identity,
    named,
    primary,
)
from santral.local.connect.operations.data_tables import DATA_TABLE, DEFAULT, check_zone
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.resources import Resource

Record = dict[str, Any]
Json = Mapping[str, Any]
Index = dict[tuple[tuple[str, str], ...], str]  # what tells records apart -> their keys

# Level at which a table locks -> the member that has to be the newest.
_LOCKS: Final[Mapping[str, str]] = {
    "DATA_TABLE": "DataTable",
    "ATTRIBUTE": "Attribute",
    "PRIMARY_VALUE": "PrimaryValues",
    "VALUE": "Value",
}
_QUOTA: Final = "values-per-data-table"


@dataclass(slots=True)
class _Batch:
    """A table that is being changed: `resource` is as it was, the rest as it will be."""

    instance: Instance
    resource: Resource
    details: dict[str, Any]
    index: Index
    size: int  # values in the table

    @property
    def records(self) -> dict[str, Record]:
        records: dict[str, Record] = self.details["Records"]
        return records


Act = Callable[[_Batch, Json], dict[str, Any]]


@operation("BatchCreateDataTableValue")
def create(instance: Instance, given: Given) -> Answer:
    return _each(instance, given, _create)


@operation("BatchUpdateDataTableValue")
def update(instance: Instance, given: Given) -> Answer:
    return _each(instance, given, _update)


@operation("BatchDeleteDataTableValue")
def delete(instance: Instance, given: Given) -> Answer:
    return _each(instance, given, _delete)


@operation("BatchDescribeDataTableValue")
def describe(instance: Instance, given: Given) -> Answer:
    return _each(instance, given, _describe)


@operation("ListDataTableValues")
def list_values(instance: Instance, given: Given) -> Answer:
    resource = instance.table(DATA_TABLE).get(given["DataTableId"])
    return paging.page(
        given,
        "Values",
        [
            (record, id_)
            for record in _listed(resource, given)
            for id_ in sorted(record["Values"], key=lambda id_: _order(resource, id_))
        ],
        lambda each: {
            **_value(instance, resource, *each),
            "ValueType": resource.details["Attributes"][each[1]]["ValueType"],
        },
        order=lambda each: f"{each[0].get('Order', 0):012}/{_order(resource, each[1]):012}",
    )


@operation("ListDataTablePrimaryValues")
def list_primary(instance: Instance, given: Given) -> Answer:
    resource = instance.table(DATA_TABLE).get(given["DataTableId"])
    return paging.page(
        given,
        "PrimaryValuesList",
        [each for each in _listed(resource, given) if "Order" in each],
        lambda each: {
            "RecordId": each["Id"],
            "PrimaryValues": _primary_values(resource, each, ids=True),
            "LastModifiedTime": to_datetime(each["ModifiedUs"]),
            "LastModifiedRegion": instance.region,
        },
        order=lambda each: int(each["Order"]),
    )


@operation("UpdateDataTablePrimaryValues")
def update_primary(instance: Instance, given: Given) -> Answer:
    """Have a record go by other primary values."""
    table = instance.table(DATA_TABLE)
    resource = table.get(given["DataTableId"])
    records, index = resource.details["Records"], _index(resource)
    key, _ = _key(resource, index, given["PrimaryValues"])
    if key in (DEFAULT, ""):
        raise not_found("record of the data table")
    record = records[key]
    if given["LockVersion"].get("PrimaryValues") != record["Lock"]:
        raise _outdated()
    other, texts = _key(resource, index, given["NewPrimaryValues"])
    if other == DEFAULT:
        raise invalid("NewPrimaryValues", "expected a value of each primary attribute")
    if other not in (key, ""):
        raise ConnectError(CONFLICT, "Another record has these primary values.")
    changed = {
        **record,
        "Primary": texts,
        "Lock": instance.new_id(),
        "ModifiedUs": instance.timeline.now_us,
    }
    table.change(resource, Records={**records, key: changed})
    lock = {"DataTable": resource.details["Lock"], "PrimaryValues": changed["Lock"]}
    return {"LockVersion": lock}


@operation("EvaluateDataTableValues")
def evaluate(instance: Instance, given: Given) -> Answer:
    """Look values up: that of the record, else the default of the attribute."""
    resource = instance.table(DATA_TABLE).get(given["DataTableId"])
    if "TimeZone" in given:
        check_zone(given["TimeZone"])
    asked = [(each, name) for each in given["Values"] for name in each["AttributeNames"]]
    index = _index(resource)
    return paging.page(given, "Values", asked, lambda each: _evaluated(resource, index, *each))


# --- one value of a batch ---


def _each(instance: Instance, given: Given, act: Act) -> Answer:
    table = instance.table(DATA_TABLE)
    resource = table.get(given["DataTableId"])
    details = copy.deepcopy(resource.details)
    size = sum(len(each["Values"]) for each in details["Records"].values())
    batch = _Batch(instance, resource, details, _index(resource), size)
    done: list[dict[str, Any]] = []
    failed: list[dict[str, Any]] = []
    seen: set[tuple[Any, str]] = set()
    for each in given["Values"]:
        said = {
            "PrimaryValues": each.get("PrimaryValues", []),
            "AttributeName": each["AttributeName"],
        }
        try:
            _, texts = _key(resource, batch.index, said["PrimaryValues"])
            item = (identity(primary(resource), texts), named(resource, each["AttributeName"])[0])
            if item in seen:
                raise duplicate("value of the request")
            seen.add(item)
            done.append({**said, **act(batch, each)})
        except ConnectError as error:
            failed.append({**said, "Message": error.message})
    if done and act is not _describe:
        table.change(resource, **batch.details)
    return {"Successful": done, "Failed": failed}


def _create(batch: _Batch, given: Json) -> dict[str, Any]:
    id_, attribute = _attribute(batch, given)
    if batch.size >= batch.instance.quotas.of(_QUOTA):
        raise invalid("Values", f"the quota {_QUOTA} is used up")
    key, texts = _key(batch.resource, batch.index, given.get("PrimaryValues", ()))
    record = batch.records.get(key)
    if record is not None and id_ in record["Values"]:
        raise duplicate("value of the record")
    _check_value(attribute, given)
    if record is None:
        id_of_record = batch.instance.new_id()
        record = batch.records[id_of_record] = {
            "Id": id_of_record,
            "Primary": texts,
            "Order": batch.instance.next_order(),
            "Values": {},
        }
        batch.index[identity(primary(batch.resource), texts)] = id_of_record
    batch.size += 1
    _write(batch, record, id_, given)
    return {"RecordId": record["Id"], "LockVersion": _locks(batch.details, record, id_)}


def _update(batch: _Batch, given: Json) -> dict[str, Any]:
    id_, attribute = _attribute(batch, given)
    record = _existing(batch, given, id_)
    _check_lock(batch, given, id_)
    _check_value(attribute, given)
    _write(batch, record, id_, given)
    return {"LockVersion": _locks(batch.details, record, id_)}


def _delete(batch: _Batch, given: Json) -> dict[str, Any]:
    """Delete a value; a record without any is no record any more."""
    id_, _ = _attribute(batch, given)
    record = _existing(batch, given, id_)
    _check_lock(batch, given, id_)
    locks = _locks(batch.details, record, id_)
    del record["Values"][id_]
    _renew(batch, record, id_)
    if "Order" in record and not record["Values"]:  # the default one has no order, and stays
        del batch.records[record["Id"]]
    return {"LockVersion": locks}


def _describe(batch: _Batch, given: Json) -> dict[str, Any]:
    id_, _ = _attribute(batch, given)
    return _value(batch.instance, batch.resource, _existing(batch, given, id_), id_)


def _attribute(batch: _Batch, given: Json) -> tuple[str, Attribute]:
    id_, attribute = named(batch.resource, given["AttributeName"])
    if attribute["Primary"]:
        raise invalid("AttributeName", "expected an attribute that is not primary")
    return id_, attribute


def _existing(batch: _Batch, given: Json, id_: str) -> Record:
    key, _ = _key(batch.resource, batch.index, given.get("PrimaryValues", ()))
    record = batch.records.get(key)
    if record is None or id_ not in record["Values"]:
        raise not_found("value of the record")
    return record


def _check_value(attribute: Attribute, given: Json) -> None:
    expected = problem(attribute, given["Value"])
    if expected is not None:
        raise invalid("Value", expected)


def _check_lock(batch: _Batch, given: Json, id_: str) -> None:
    """Compare with the lock before the batch, so that one edit does not fail the next."""
    before = batch.resource.details
    member = _LOCKS.get(before["ValueLockLevel"])
    if member is None:
        return
    key, _ = _key(batch.resource, batch.index, given.get("PrimaryValues", ()))
    record = before["Records"][key]
    if (given.get("LockVersion") or {}).get(member) != _locks(before, record, id_)[member]:
        raise _outdated()


def _outdated() -> ConnectError:
    return ConnectError(CONFLICT, "LockVersion: expected the newest one")


def _write(batch: _Batch, record: Record, id_: str, given: Json) -> None:
    record["Values"][id_] = {
        "Value": given["Value"],
        "Lock": batch.instance.new_id(),
        "ModifiedUs": batch.instance.timeline.now_us,
    }
    _renew(batch, record, id_)


def _renew(batch: _Batch, record: Record, id_: str) -> None:
    """Change the lock of the level at which the table locks."""
    level, lock = batch.details["ValueLockLevel"], batch.instance.new_id()
    if level == "DATA_TABLE":
        batch.details["Lock"] = lock
    elif level == "ATTRIBUTE":
        batch.details["Attributes"][id_]["Lock"] = lock
    if level == "PRIMARY_VALUE" or "Lock" not in record:
        record["Lock"] = lock
    record["ModifiedUs"] = batch.instance.timeline.now_us


def _locks(details: Json, record: Record, id_: str) -> dict[str, str]:
    return {
        "DataTable": details["Lock"],
        "Attribute": details["Attributes"][id_]["Lock"],
        "PrimaryValues": record["Lock"],
        "Value": record["Values"][id_]["Lock"],
    }


# --- records ---


def _index(resource: Resource) -> Index:
    attributes = primary(resource)
    return {
        identity(attributes, record["Primary"]): key
        for key, record in resource.details["Records"].items()
        if key != DEFAULT
    }


def _key(resource: Resource, index: Index, given: Sequence[Json]) -> tuple[str, dict[str, str]]:
    """Give the key of a record, "" where there is none, and its primary values by attribute id.

    Raises:
        ConnectError: InvalidParameterException, unless none or all primary values are there.
    """
    attributes, texts = primary(resource), {}
    for each in given:
        id_, attribute = named(resource, each["AttributeName"])
        expected = problem(attribute, each["Value"])
        if id_ not in attributes or id_ in texts or expected is not None:
            raise invalid("PrimaryValues", expected or "expected each primary attribute once")
        texts[id_] = each["Value"]
    if not texts:
        return DEFAULT, {}
    if len(texts) < len(attributes):
        raise invalid("PrimaryValues", "expected a value of each primary attribute")
    return index.get(identity(attributes, texts), ""), texts


def _listed(resource: Resource, given: Given) -> Iterator[Record]:
    wanted = given.get("RecordIds")
    filters = [
        (named(resource, each["AttributeName"])[0], each["Values"])
        for each in given.get("PrimaryAttributeValues", ())
    ]
    for record in resource.details["Records"].values():
        if wanted and record["Id"] not in wanted:
            continue
        if all(record["Primary"].get(id_) in values for id_, values in filters):
            yield record


def _order(resource: Resource, id_: str) -> int:
    order: int = resource.details["Attributes"][id_]["Order"]
    return order


def _primary_values(resource: Resource, record: Record, *, ids: bool) -> list[dict[str, str]]:
    attributes = resource.details["Attributes"]
    return [
        {
            "AttributeName": attributes[id_]["Name"],
            **({"AttributeId": id_} if ids else {}),
            "Value": text,
        }
        for id_, text in record["Primary"].items()
    ]


def _value(instance: Instance, resource: Resource, record: Record, id_: str) -> dict[str, Any]:
    value = record["Values"][id_]
    return {
        "RecordId": record["Id"],
        "AttributeId": id_,
        "PrimaryValues": _primary_values(resource, record, ids=True),
        "AttributeName": resource.details["Attributes"][id_]["Name"],
        "Value": value["Value"],
        "LockVersion": _locks(resource.details, record, id_),
        "LastModifiedTime": to_datetime(value["ModifiedUs"]),
        "LastModifiedRegion": instance.region,
    }


def _evaluated(resource: Resource, index: Index, asked: Json, name: str) -> dict[str, Any]:
    id_, attribute = named(resource, name)
    records = resource.details["Records"]
    key, _ = _key(resource, index, asked.get("PrimaryValues", ()))
    own = [records[each] for each in (key, DEFAULT) if each in records]
    holders = [each for each in own if id_ in each["Values"]]
    record = holders[0] if holders else records[DEFAULT]
    value = record["Values"][id_]["Value"] if holders else ""
    return {
        "RecordId": record["Id"],
        "PrimaryValues": asked.get("PrimaryValues", []),
        "AttributeName": attribute["Name"],
        "ValueType": attribute["ValueType"],
        "Found": bool(holders),
        "Error": bool(holders) and problem(attribute, value) is not None,
        "EvaluatedValue": value,
    }
