"""Data tables: what each is called, and how values in it are locked against each other's edits.

A table's attributes and records are details of it: they come and go with it.
"""

from __future__ import annotations

from typing import Any, Final
from zoneinfo import ZoneInfo

from santral.local.connect import paging
from santral.local.connect.errors import invalid
from santral.local.connect.instance import Instance
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.resources import Kind, Resource, by_order, modified
from santral.local.connect.searching import USUAL_TEXTS, search

DATA_TABLE = Kind(
    "data table", "data-table", quota="data-tables", rank=83, fold=str.casefold, qualified=True
)

_RESERVED: Final = ("connect:", "aws:")
DEFAULT: Final = "default"  # the key of the record whose values hold where no other has one


@operation("CreateDataTable")
def create(instance: Instance, given: Given) -> Answer:
    details = {
        **_checked(given),
        "Lock": instance.new_id(),
        "Attributes": {},
        "Records": {
            DEFAULT: {
                "Id": instance.new_id(),
                "Primary": {},
                "Lock": instance.new_id(),
                "ModifiedUs": instance.timeline.now_us,
                "Values": {},
            }
        },
    }
    resource = instance.table(DATA_TABLE).create(
        plain_name("Name", given["Name"]), details, given.get("Tags")
    )
    return {
        "Id": resource.id,
        "Arn": resource.arn,
        "LockVersion": {"DataTable": details["Lock"]},
    }


@operation("DescribeDataTable")
def describe(instance: Instance, given: Given) -> Answer:
    resource = instance.table(DATA_TABLE).get(given["DataTableId"])
    return {"DataTable": _described(instance, resource)}


@operation("UpdateDataTableMetadata")
def update(instance: Instance, given: Given) -> Answer:
    table = instance.table(DATA_TABLE)
    resource = table.get(given["DataTableId"])
    lock = instance.new_id()
    name = plain_name("Name", given["Name"])
    table.change(resource, name=name, Lock=lock, **_checked(given))
    return {"LockVersion": {"DataTable": lock}}


@operation("DeleteDataTable")
def delete(instance: Instance, given: Given) -> Answer:
    table = instance.table(DATA_TABLE)
    table.delete(table.get(given["DataTableId"]))
    return {}


@operation("ListDataTables")
def list_(instance: Instance, given: Given) -> Answer:
    return paging.page(
        given,
        "DataTableSummaryList",
        instance.table(DATA_TABLE).visible(),
        lambda each: {
            "Name": each.name,
            "Id": each.id,
            "Arn": each.arn,
            **modified(instance, each),
        },
        order=by_order,
    )


@operation("SearchDataTables")
def search_tables(instance: Instance, given: Given) -> Answer:
    return search(
        given,
        "DataTables",
        instance.table(DATA_TABLE).visible(),
        lambda each: _described(instance, each),
        texts=USUAL_TEXTS,
        tags=lambda each: each.tags,
        order=by_order,
    )


def plain_name(member: str, given: str) -> str:
    """Trim a name, of a table or an attribute.

    Raises:
        ConnectError: InvalidParameterException where nothing is left, or it is reserved.
    """
    name = given.strip()
    if not name or name.casefold().startswith(_RESERVED):
        raise invalid(member, f"expected a text that does not begin with {' or '.join(_RESERVED)}")
    return name


def check_zone(name: str) -> None:
    """
    Raises:
        ConnectError: InvalidParameterException.
    """
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise invalid("TimeZone", "expected the name of a time zone") from None


def _checked(given: Given) -> dict[str, Any]:
    check_zone(given["TimeZone"])
    return {
        "Description": given.get("Description", "").strip() or None,
        "TimeZone": given["TimeZone"],
        "ValueLockLevel": given["ValueLockLevel"],
    }


def _described(instance: Instance, resource: Resource) -> dict[str, Any]:
    details = resource.details
    return {
        "Name": resource.name,
        "Id": resource.id,
        "Arn": resource.arn,
        "TimeZone": details["TimeZone"],
        "Description": details.get("Description"),
        "ValueLockLevel": details["ValueLockLevel"],
        "LockVersion": {"DataTable": details["Lock"]},
        "Status": "PUBLISHED",
        "CreatedTime": resource.created,
        **modified(instance, resource),
        "Tags": resource.tags or None,
    }
